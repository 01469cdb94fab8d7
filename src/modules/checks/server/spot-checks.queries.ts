import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { SpotItems } from '#foundation/db/schema.ts'
import type { CustomerFact } from '#shared/customer-facts.ts'
import type { Day } from '#shared/days.ts'
import type { RiskReason } from '#shared/spot-check.ts'

const most = 5000

export async function listContactsOf(ctx: Ctx, day: Day) {
  const { rows } = await sql<{
    id: string
    customer_id: string
    opportunity_id: string | null
    person_id: string
    at: Date
    recorded_at: Date
    is_reached: boolean
    result: string
    note: string
  }>`select v.id, v.customer_id, v.opportunity_id, v.person_id, v.at, v.recorded_at, v.is_reached, v.result, v.note
       from contacts_made v where v.store_id = ${ctx.store.id} and v.on_day = ${day}
      order by v.id limit ${most}`.execute(ctx.tx)
  return rows
}

/** Cards made on a day, and cards whose level somebody lifted by hand on it, with what is known. */
export async function listCardsOf(ctx: Ctx, day: Day) {
  const { rows } = await sql<{
    id: string
    customer_id: string
    owner_id: string
    level: 'H' | 'A' | 'B' | 'C'
    kind: 'person' | 'company'
    known: CustomerFact[]
    was_lifted: boolean
  }>`select v.id, v.customer_id, v.owner_id, v.level, k.kind, k.known,
            exists (select 1 from levels_moved m where m.store_id = ${ctx.store.id}
              and m.opportunity_id = v.id and m.effective_on = ${day} and coalesce(m.reason, '') <> 'drift'
              and position(m.to_level in 'HABC') < position(m.from_level in 'HABC')) as was_lifted
       from cards_open v
       join customer_known k on k.store_id = v.store_id and k.id = v.customer_id
      where v.store_id = ${ctx.store.id} and k.store_id = ${ctx.store.id}
        and (v.opened_on = ${day} or exists (select 1 from levels_moved m where m.store_id = ${ctx.store.id}
              and m.opportunity_id = v.id and m.effective_on = ${day} and coalesce(m.reason, '') <> 'drift'))
      order by v.id limit ${most}`.execute(ctx.tx)
  return rows
}

export async function listVisitsOf(ctx: Ctx, day: Day) {
  const { rows } = await sql<{
    id: string
    customer_id: string | null
    received_by: string
    outcome: string
    is_flagged: boolean
    arrived_at: Date | null
    left_at: Date | null
  }>`select v.id, v.customer_id, v.received_by, v.outcome, v.is_flagged, v.arrived_at, v.left_at
       from door_visits v where v.store_id = ${ctx.store.id} and v.business_day = ${day}
        and v.received_by is not null and v.outcome <> 'not_prospect'
      order by v.id limit ${most}`.execute(ctx.tx)
  return rows
}

export interface DrawRow {
  id: string
  seed: number
  drawn_from: number
  made_at: Date
}

export async function findDraw(ctx: Ctx, day: Day): Promise<DrawRow | undefined> {
  const { rows } = await sql<DrawRow>`
    select id, seed, drawn_from, made_at from spot_draws
     where store_id = ${ctx.store.id} and day = ${day}`.execute(ctx.tx)
  return rows[0]
}

/** Whether it is the first draw of the day. */
export async function insertDraw(
  ctx: Ctx,
  draw: { id: string; day: Day; seed: number; drawnFrom: number },
): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('spot_draws')
    .values({
      store_id: ctx.store.id,
      id: draw.id,
      day: draw.day,
      seed: draw.seed,
      drawn_from: draw.drawnFrom,
      made_at: ctx.now,
      made_by: ctx.actor.personId,
    })
    .onConflict((c) => c.columns(['store_id', 'day']).doNothing())
    .executeTakeFirst()
  return Number(made.numInsertedOrUpdatedRows) === 1
}

export async function insertSpotItems(ctx: Ctx, rows: Insertable<SpotItems>[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx
    .insertInto('spot_items')
    .values(rows)
    .onConflict((c) => c.columns(['store_id', 'day', 'subject', 'record_id']).doNothing())
    .execute()
}

export interface SpotRow {
  id: string
  day: Day
  subject: 'card' | 'visit' | 'contact'
  record_id: string
  customer_id: string | null
  opportunity_id: string | null
  person_id: string
  reasons: RiskReason[]
  result: 'true' | 'not_true' | 'not_reached' | null
  finding: string
  checked_by: string | null
  version: number
  claim: Claim | null
}

/** What a record says of itself, in codes. */
export interface Claim {
  isReached?: boolean
  /** Of a contact. */
  result?: string
  note?: string
  level?: string
  expectedOn?: Day | null
  /** Of a visit. */
  outcome?: 'open' | 'filed' | 'unfiled' | 'repeat' | 'not_prospect'
  /** HH:MM in the store's zone. */
  at?: string
}

const columns = (
  ctx: Ctx,
) => sql`i.id, i.day, i.subject, i.record_id, i.customer_id, i.opportunity_id,
  i.person_id, i.reasons, i.result, i.finding, i.checked_by, i.version,
  case i.subject
    when 'contact' then (select jsonb_build_object('isReached', c.is_reached, 'result', c.result, 'note', c.note)
      from contacts_made c where c.store_id = ${ctx.store.id} and c.id = i.record_id)
    when 'card' then (select jsonb_build_object('level', o.level, 'expectedOn', o.expected_on) from cards_open o
      where o.store_id = ${ctx.store.id} and o.id = i.record_id)
    else (select jsonb_build_object('outcome', v.outcome,
        'at', to_char(v.arrived_at at time zone ${ctx.store.timeZone}, 'HH24:MI'))
      from door_visits v where v.store_id = ${ctx.store.id} and v.id = i.record_id) end as claim`

export async function listSpotRows(
  ctx: Ctx,
  day: Day,
  people: readonly string[] | undefined,
): Promise<SpotRow[]> {
  const { rows } = await sql<SpotRow>`
    select ${columns(ctx)} from spot_items i
     where i.store_id = ${ctx.store.id} and i.day = ${day}
       and (${people ?? null}::uuid[] is null or i.person_id = any (${people ?? null}::uuid[]))
     order by cardinality(i.reasons) desc, i.person_id, i.id limit 200`.execute(ctx.tx)
  return rows
}

export async function findSpotRow(ctx: Ctx, id: string): Promise<SpotRow | undefined> {
  const { rows } = await sql<SpotRow>`
    select ${columns(ctx)} from spot_items i where i.store_id = ${ctx.store.id} and i.id = ${id}`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function saveSpotResult(
  ctx: Ctx,
  id: string,
  given: { version: number; result: string; finding: string },
): Promise<boolean> {
  const saved = await ctx.tx
    .updateTable('spot_items')
    .set({
      result: given.result,
      finding: given.finding,
      checked_at: ctx.now,
      checked_by: ctx.actor.personId,
      version: given.version + 1,
    })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', given.version)
    .executeTakeFirst()
  return Number(saved.numUpdatedRows) === 1
}

export async function countResults(
  ctx: Ctx,
  period: { from: Day; to: Day },
  people: readonly string[] | undefined,
) {
  const { rows } = await sql<{
    person_id: string
    drawn: number
    is_true: number
    not_true: number
    not_reached: number
  }>`select person_id, count(*)::int as drawn, (count(*) filter (where result = 'true'))::int as is_true,
            (count(*) filter (where result = 'not_true'))::int as not_true,
            (count(*) filter (where result = 'not_reached'))::int as not_reached
       from spot_items where store_id = ${ctx.store.id} and day between ${period.from} and ${period.to}
        and (${people ?? null}::uuid[] is null or person_id = any (${people ?? null}::uuid[]))
      group by person_id`.execute(ctx.tx)
  return rows
}
