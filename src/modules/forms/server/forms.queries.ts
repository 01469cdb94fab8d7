import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

/** What a form shows of a customer's face; null where there is none. */
export interface FaceColumns {
  customer_id: string | null
  customer: string | null
  is_owner: boolean | null
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
}

const face = sql`h.name as customer, h.is_owner, h.sealed_key, h.phone_sealed`
const label = (ctx: Ctx, table: string) =>
  ctx.locale === 'zh'
    ? sql.ref(`${table}.label`)
    : sql`coalesce(nullif(${sql.ref(`${table}.label_en`)}, ''), ${sql.ref(`${table}.label`)})`
const seriesName = (ctx: Ctx) =>
  ctx.locale === 'zh' ? sql`s.name` : sql`coalesce(nullif(s.name_en, ''), s.name)`

/** The words of series and source beside a line `v` of a view. */
const words = (ctx: Ctx) => sql`
  coalesce(${seriesName(ctx)}, v.series_text) as series,
  coalesce(${label(ctx, 'q')}, v.source_text) as source`
const wordTables = (ctx: Ctx) => sql`
  left join series s on s.group_id = ${ctx.store.groupId} and s.id = v.series_id
  left join options q on q.group_id = ${ctx.store.groupId} and q.id = v.source_id`

export interface RegisterRow extends FaceColumns {
  business_day: Day
  channel: 'walk-in' | 'call-in'
  party_size: number | null
  sex: 'male' | 'female' | null
  arrived_at: Date | null
  left_at: Date | null
  receiver: string | null
  outcome: 'open' | 'filed' | 'unfiled' | 'repeat' | 'not_prospect'
  series: string | null
  source: string | null
  level: string | null
  note: string
}

/** The register of some days within the visible receivers, oldest first, up to `limit` lines. */
export async function listRegister(
  ctx: Ctx,
  { from, to }: { from: Day; to: Day },
  limit: number,
): Promise<RegisterRow[]> {
  const { rows } = await sql<RegisterRow>`
    select v.business_day, v.channel, v.party_size, v.sex, v.arrived_at, v.left_at, p.name as receiver,
           v.outcome, v.level, v.customer_id, ${words(ctx)}, ${face},
           case when v.outcome = 'filed' and v.note = '' then coalesce(k.note, '') else v.note end as note
      from register_lines v
      left join card_lines k on k.store_id = ${ctx.store.id} and k.id = v.opportunity_id
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = v.received_by
      left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = v.customer_id
      ${wordTables(ctx)}
     where v.store_id = ${ctx.store.id} and v.business_day between ${from} and ${to}
       and ${ownedWithin(ctx, 'visits.read', 'v.received_by')}
     order by v.business_day, v.arrived_at nulls last, v.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export interface CardLineRow extends FaceColumns {
  id: string
  state: string
  level: 'H' | 'A' | 'B' | 'C'
  stage: number
  expected_on: Day
  quantity: number
  note: string
  opened_on: Day
  last_contact_on: Day
  closed_on: Day | null
  due_on: Day | null
  owner: string | null
  series: string | null
  source: string | null
}

const cardColumns = (ctx: Ctx) => sql`
  v.id, v.state, v.level, v.stage, v.expected_on, v.quantity, v.note, v.opened_on, v.last_contact_on,
  v.closed_on, v.due_on, p.name as owner, v.customer_id, ${words(ctx)}, ${face}`
const cardTables = (ctx: Ctx) => sql`
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = v.owner_id
  left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = v.customer_id
  ${wordTables(ctx)}`

/** The open cards of a person, and those of theirs that were contacted in the days and have ended. */
export async function listTracked(
  ctx: Ctx,
  personId: string,
  { from, to }: { from: Day; to: Day },
  limit: number,
): Promise<CardLineRow[]> {
  const { rows } = await sql<CardLineRow>`
    select ${cardColumns(ctx)} from card_lines v ${cardTables(ctx)}
     where v.store_id = ${ctx.store.id} and v.owner_id = ${personId}
       and ${ownedWithin(ctx, 'opportunities.read', 'v.owner_id')}
       and (v.state in ('active', 'suspended', 'loss_proposed', 'signed') and v.opened_on <= ${to}
            or v.id in (select c.opportunity_id from contact_lines c
                         where c.store_id = ${ctx.store.id} and c.person_id = ${personId}
                           and c.on_day between ${from} and ${to} and c.card_state not in
                               ('active', 'suspended', 'loss_proposed', 'signed')))
     order by position(v.level in 'HABC'), v.due_on nulls last, v.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** The cards of a customer the actor may see, newest first. */
export async function listCardsOf(ctx: Ctx, customerId: string): Promise<CardLineRow[]> {
  const { rows } = await sql<CardLineRow>`
    select ${cardColumns(ctx)} from card_lines v ${cardTables(ctx)}
     where v.store_id = ${ctx.store.id} and v.customer_id = ${customerId}
       and ${ownedWithin(ctx, 'opportunities.read', 'v.owner_id')}
     order by v.opened_on desc, v.id limit 20`.execute(ctx.tx)
  return rows
}

export interface ContactRow extends FaceColumns {
  id: string
  opportunity_id: string | null
  person: string | null
  at: Date
  on_day: Day
  method: string
  is_reached: boolean
  result: string
  note: string
  level_before: string | null
  level_after: string | null
  is_extra: boolean
  visit_id: string | null
  purpose: string | null
  opened_on: Day | null
  series: string | null
  source: string | null
}

const contactColumns = (ctx: Ctx) => sql`
  v.id, v.opportunity_id, p.name as person, v.at, v.on_day, v.method, v.is_reached,
  coalesce(${label(ctx, 'r')}, v.result) as result, v.note, v.level_before,
  coalesce(v.level_after, v.level) as level_after, v.is_extra, v.visit_id, v.purpose, v.opened_on,
  v.customer_id, ${words(ctx)}, ${face}`
const contactTables = (ctx: Ctx) => sql`
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = v.person_id
  left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = v.customer_id
  left join options r on r.group_id = ${ctx.store.groupId} and r.kind = 'contact_result'
        and r.code = v.result and r.store_id is null
  ${wordTables(ctx)}`

/** What a person did in some days, oldest first, up to `limit` contacts. */
export async function listContacts(
  ctx: Ctx,
  personId: string,
  { from, to }: { from: Day; to: Day },
  limit: number,
): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select ${contactColumns(ctx)} from contact_lines v ${contactTables(ctx)}
     where v.store_id = ${ctx.store.id} and v.person_id = ${personId}
       and v.on_day between ${from} and ${to}
     order by v.at, v.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Contacts of some cards in some days, whoever made them, oldest first. */
export async function listContactsOfCards(
  ctx: Ctx,
  cardIds: readonly string[],
  { from, to }: { from: Day; to: Day },
): Promise<ContactRow[]> {
  if (cardIds.length === 0) return []
  const { rows } = await sql<ContactRow>`
    select ${contactColumns(ctx)} from contact_lines v ${contactTables(ctx)}
     where v.store_id = ${ctx.store.id} and v.opportunity_id = any (${[...cardIds]}::uuid[])
       and v.on_day between ${from} and ${to}
     order by v.at, v.id`.execute(ctx.tx)
  return rows
}

/** The last contacts of a customer, newest first. */
export async function listContactsOfCustomer(
  ctx: Ctx,
  customerId: string,
  limit: number,
): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select ${contactColumns(ctx)} from contact_lines v ${contactTables(ctx)}
     where v.store_id = ${ctx.store.id} and v.customer_id = ${customerId}
     order by v.at desc, v.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export interface DayNote {
  note: string
  version: number
}

/** The manager's note on a person's day; version 0 where none was written. */
export async function findDayNote(ctx: Ctx, day: Day, personId: string): Promise<DayNote> {
  const { rows } = await sql<DayNote>`
    select note, version from day_notes
     where store_id = ${ctx.store.id} and day = ${day} and person_id = ${personId}`.execute(ctx.tx)
  return rows[0] ?? { note: '', version: 0 }
}

/** Writes a note over the version that was seen; false when it is another by now. */
export async function writeDayNote(
  ctx: Ctx,
  at: { day: Day; personId: string; version: number; writtenBy: string },
  note: string,
): Promise<boolean> {
  const done = await sql`
    insert into day_notes as n (store_id, day, person_id, note, written_by, written_at, version)
    values (${ctx.store.id}, ${at.day}, ${at.personId}, ${note}, ${at.writtenBy}, ${ctx.now}, 1)
    on conflict (store_id, day, person_id) do update
       set note = excluded.note, written_by = excluded.written_by, written_at = excluded.written_at,
           version = n.version + 1
     where n.version = ${at.version}`.execute(ctx.tx)
  return Number(done.numAffectedRows) === 1
}
