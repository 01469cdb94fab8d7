import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Leads } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { Permission } from '#shared/permissions.ts'
import type { DueKind, endKinds, LeadGrade, LeadState, Origin } from '../contract.ts'

export type LeadRow = Omit<
  Selectable<Leads>,
  'origin' | 'state' | 'grade' | 'verified_grade' | 'end_kind' | 'called_on' | 'dealt_on'
> & {
  called_on: Day | null
  dealt_on: Day | null
  origin: Origin
  state: LeadState
  grade: LeadGrade | null
  verified_grade: LeadGrade | null
  end_kind: (typeof endKinds)[number] | null
}
/** A lead with the face of its customer and its words, for lists. */
export interface LeadLine extends LeadRow {
  customer: string
  special: 'fleet' | 'vip' | 'difficult' | null
  do_not_contact: string[]
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  owner: string | null
  caller: string | null
  due_kind: DueKind | null
  series: string | null
  source: string | null
}

/** Why a lead is due; the same words as `dueKinds`. */
export const dueKind = sql`case when l.due_at is null then null
  when l.state = 'promoted' or (l.no_shows > 0 and l.arrived_at is null and l.invited_for is null) then 'invite'
  when l.state = 'nurture' then 'nurture'
  when l.first_contact_at is null then 'first'
  when l.grade = 'unreached' then 'retry' else 'work' end`
/** Who is to call: whoever works it by phone once it is a card, before that whose lead it is. */
export const agent = sql`case when l.state = 'promoted' then l.caller_id else l.owner_id end`

export const columns = (ctx: Ctx) => {
  const zh = ctx.locale === 'zh'
  const series = zh ? sql`s.name` : sql`coalesce(nullif(s.name_en, ''), s.name)`
  const source = zh ? sql`q.label` : sql`coalesce(nullif(q.label_en, ''), q.label)`
  return sql`l.*, h.name as customer, h.special, h.do_not_contact, h.sealed_key, h.phone_sealed,
             p.name as owner, c.name as caller, ${dueKind} as due_kind, ${series} as series, ${source} as source`
}
export const tables = (ctx: Ctx) => sql`
  left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = l.customer_id
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = l.owner_id
  left join people c on c.group_id = ${ctx.store.groupId} and c.id = l.caller_id
  left join series s on s.group_id = ${ctx.store.groupId} and s.id = l.series_id
  left join options q on q.group_id = ${ctx.store.groupId} and q.id = l.source_id`

/** Whether the lead is new; a resent id, or a second open lead of a customer, changes nothing. */
export async function insertLead(ctx: Ctx, row: Insertable<Leads>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('leads')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** A lead the actor may see (`any`: whoever asks), with its words. */
export async function findLead(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
): Promise<LeadLine | undefined> {
  const { rows } = await sql<LeadLine>`
    select ${columns(ctx)} from leads l ${tables(ctx)}
     where l.store_id = ${ctx.store.id} and l.id = ${id} and l.withdrawn_at is null
       and ${permission === 'any' ? sql`true` : ownedWithin(ctx, permission, 'l.owner_id')}`.execute(
    ctx.tx,
  )
  return rows[0]
}

/** The same without words, locked until the end of the transaction. */
export async function lockLead(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
): Promise<LeadRow | undefined> {
  const { rows } = await sql<LeadRow>`
    select l.* from leads l
     where l.store_id = ${ctx.store.id} and l.id = ${id} and l.withdrawn_at is null
       and ${permission === 'any' ? sql`true` : ownedWithin(ctx, permission, 'l.owner_id')}
       for update`.execute(ctx.tx)
  return rows[0]
}

/** The open lead of a customer, whoever asks; locked. */
export async function lockOpenLead(ctx: Ctx, customerId: string): Promise<LeadRow | undefined> {
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and customer_id = ${customerId} and withdrawn_at is null
       and state in ('new', 'assigned', 'nurture', 'lost_pending') for update`.execute(ctx.tx)
  return rows[0]
}

/** Changes a lead and raises its version. */
export async function updateLead(ctx: Ctx, id: string, change: Updateable<Leads>): Promise<void> {
  await ctx.tx
    .updateTable('leads')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** The lead another system knows by this number. */
export async function findExternal(ctx: Ctx, externalId: string): Promise<LeadRow | undefined> {
  const { rows } = await sql<LeadRow>`
    select * from leads where store_id = ${ctx.store.id} and external_id = ${externalId}
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]
}
