import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LeadAnswers, LeadSteps, Leads } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { Permission } from '#shared/permissions.ts'
import type {
  DueKind,
  endKinds,
  LeadGrade,
  LeadState,
  leadReached,
  leadStepKinds,
  Origin,
} from '../contract.ts'

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

export async function insertStep(ctx: Ctx, row: Insertable<LeadSteps>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('lead_steps')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
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

export interface LeadFilter {
  states?: readonly string[] | undefined
  owner?: string | 'none' | undefined
  origin?: string | undefined
  grade?: string | undefined
  source?: string | undefined
  from?: Day | undefined
  to?: Day | undefined
  calledFrom?: Day | undefined
  calledTo?: Day | undefined
  verified?: string | undefined
  verifier?: string | undefined
  /** Ids of the people, `none` for nobody's. */
  agents?: readonly string[] | 'none' | undefined
  reached?: (typeof leadReached)[number] | undefined
  speed?: 'in_time' | 'late' | 'waiting' | undefined
  customerIds?: readonly string[] | undefined
  customerId?: string | undefined
}

/** What a lead has reached, step by step: the one meaning for tables and for their records. */
export const reachedSteps = {
  called: sql`l.called_on is not null`,
  reached: sql`l.verified_grade in ('A', 'B', 'C', 'D')`,
  invited: sql`l.invitations > 0`,
  arrived: sql`l.arrived_at is not null`,
  card: sql`l.opportunity_id is not null`,
  deal: sql`l.dealt_on is not null`,
} as const
/** How the first call stood to the target; `waiting`: not made yet. */
export const speeds = {
  in_time: sql`l.first_contact_at <= l.answer_due_at`,
  late: sql`l.first_contact_at > l.answer_due_at`,
  waiting: sql`l.first_contact_at is null and l.ended_at is null`,
} as const
/** Who a lead counts for in the tables: who works it by phone, else whose it is. */
export const countedFor = sql`coalesce(l.caller_id, l.owner_id)`

/** Which leads a filter means: the one meaning for lists, counts and tables. */
export function leadConditions(ctx: Ctx, filter: LeadFilter): RawBuilder<unknown> {
  const all = [
    sql`l.store_id = ${ctx.store.id} and l.withdrawn_at is null`,
    ownedWithin(ctx, 'leads.read', 'l.owner_id'),
  ]
  // Written out, so that the partial index of open leads serves.
  if (filter.states?.every((state) => state !== 'promoted' && state !== 'closed'))
    all.push(sql`l.state in ('new', 'assigned', 'nurture', 'lost_pending')`)
  if (filter.states) all.push(sql`l.state = any (${[...filter.states]}::text[])`)
  if (filter.owner === 'none') all.push(sql`l.owner_id is null`)
  else if (filter.owner) all.push(sql`l.owner_id = ${filter.owner}`)
  if (filter.origin) all.push(sql`l.origin = ${filter.origin}`)
  if (filter.grade === 'none') all.push(sql`l.grade is null`)
  else if (filter.grade) all.push(sql`l.grade = ${filter.grade}`)
  if (filter.source === 'none') all.push(sql`l.source_id is null`)
  else if (filter.source) all.push(sql`l.source_id = ${filter.source}`)
  if (filter.from) all.push(sql`l.received_on >= ${filter.from}`)
  if (filter.to) all.push(sql`l.received_on <= ${filter.to}`)
  if (filter.calledFrom) all.push(sql`l.called_on >= ${filter.calledFrom}`)
  if (filter.calledTo) all.push(sql`l.called_on <= ${filter.calledTo}`)
  if (filter.verified === 'none_graded') all.push(sql`l.verified_grade in ('unreached', 'invalid')`)
  else if (filter.verified) all.push(sql`l.verified_grade = ${filter.verified}`)
  if (filter.verifier === 'none') all.push(sql`l.verified_by is null`)
  else if (filter.verifier) all.push(sql`l.verified_by = ${filter.verifier}`)
  if (filter.agents === 'none') all.push(sql`${countedFor} is null`)
  else if (filter.agents) all.push(sql`${countedFor} = any (${[...filter.agents]}::uuid[])`)
  if (filter.reached) all.push(reachedSteps[filter.reached])
  if (filter.speed) all.push(speeds[filter.speed])
  if (filter.customerIds) all.push(sql`l.customer_id = any (${[...filter.customerIds]}::uuid[])`)
  if (filter.customerId) all.push(sql`l.customer_id = ${filter.customerId}`)
  return sql.join(all, sql` and `)
}

/** One page of leads, the newest first, after the last one seen (instant, id). */
export async function listLeadLines(
  ctx: Ctx,
  filter: LeadFilter,
  page: { after?: CursorKey | undefined; limit: number },
): Promise<LeadLine[]> {
  const [at, id] = page.after ?? []
  const after = page.after
    ? sql`(l.received_at, l.id) < (${at}::timestamptz, ${id}::uuid)`
    : sql`true`
  const { rows } = await sql<LeadLine>`
    select ${columns(ctx)} from leads l ${tables(ctx)}
     where ${leadConditions(ctx, filter)} and ${after}
     order by l.received_at desc, l.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many leads the filter finds, counted up to 10,001. */
export async function countLeads(ctx: Ctx, filter: LeadFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from leads l where ${leadConditions(ctx, filter)} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export type AnswerRow = Selectable<LeadAnswers>
export interface StepRow {
  id: string
  lead_id: string
  step: (typeof leadStepKinds)[number]
  at: Date
  person: string | null
  from_name: string | null
  to_name: string | null
  note: string
}

/** The life of some leads, oldest step first; people by name. */
export async function listSteps(ctx: Ctx, leadIds: readonly string[]): Promise<StepRow[]> {
  if (leadIds.length === 0) return []
  const { rows } = await sql<StepRow>`
    select s.id, s.lead_id, s.step, s.at, p.name as person, s.note,
           coalesce(f.name, s.from_value) as from_name, coalesce(t.name, s.to_value) as to_name
      from lead_steps s
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = s.actor_id
      left join people f on f.group_id = ${ctx.store.groupId} and s.step = 'assigned' and f.id::text = s.from_value
      left join people t on t.group_id = ${ctx.store.groupId} and s.step = 'assigned' and t.id::text = s.to_value
     where s.store_id = ${ctx.store.id} and s.lead_id = any (${[...leadIds]}::uuid[])
       and s.withdrawn_at is null
     order by s.at, s.id`.execute(ctx.tx)
  return rows
}

/** How many open leads each person has, and when they were given the last one. */
export async function loadOfTakers(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ id: string; open: number; last_at: Date | null }[]> {
  const { rows } = await sql<{ id: string; open: number; last_at: Date | null }>`
    select t.id,
           (select count(*)::int from leads l where l.store_id = ${ctx.store.id} and l.owner_id = t.id
               and l.state in ('new', 'assigned', 'nurture', 'lost_pending') and l.withdrawn_at is null) as open,
           (select max(s.at) from lead_steps s where s.store_id = ${ctx.store.id}
               and s.step = 'assigned' and s.to_value = t.id::text) as last_at
      from unnest(${[...ids]}::uuid[]) as t (id)`.execute(ctx.tx)
  return rows
}

/** Two leads at once must not go to the same person by the same look at the turn. */
export async function lockTurn(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120451, ${ctx.store.id}::int)`.execute(ctx.tx)
}

/** Open leads nobody took that came before a time and were not told yet; locked, used ones left out. */
export async function lockWithoutOwner(ctx: Ctx, before: Date): Promise<LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and owner_id is null and state = 'new' and withdrawn_at is null
       and received_at < ${before} and told_without_owner_at is null
     order by received_at limit 500 for update skip locked`.execute(ctx.tx)
  return rows
}

/** Leads nobody called within the store's target that were not told yet; locked, used ones left out. */
export async function lockLate(ctx: Ctx, now: Date): Promise<LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and first_contact_at is null and told_late_at is null
       and withdrawn_at is null and ended_at is null and answer_due_at < ${now}
     order by answer_due_at limit 500 for update skip locked`.execute(ctx.tx)
  return rows
}

/** The lead another system knows by this number. */
export async function findExternal(ctx: Ctx, externalId: string): Promise<LeadRow | undefined> {
  const { rows } = await sql<LeadRow>`
    select * from leads where store_id = ${ctx.store.id} and external_id = ${externalId}
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]
}

export async function findStep(ctx: Ctx, id: string): Promise<{ lead_id: string } | undefined> {
  const { rows } = await sql<{ lead_id: string }>`
    select lead_id from lead_steps where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
  return rows[0]
}

export async function insertAnswers(ctx: Ctx, rows: Insertable<LeadAnswers>[]): Promise<void> {
  if (rows.length > 0) await ctx.tx.insertInto('lead_answers').values(rows).execute()
}

/** What was answered at the calls to these leads, the latest first. */
export async function listAnswers(ctx: Ctx, leadIds: readonly string[]): Promise<AnswerRow[]> {
  if (leadIds.length === 0) return []
  const { rows } = await sql<AnswerRow>`
    select * from lead_answers
     where store_id = ${ctx.store.id} and lead_id = any (${[...leadIds]}::uuid[])
     order by at desc, id`.execute(ctx.tx)
  return rows
}
