import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LeadSteps, Leads } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import { addDays, type Day, instantOf } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { Permission } from '#shared/permissions.ts'
import type { LeadGrade, LeadState, Origin } from '../contract.ts'

export type LeadRow = Omit<Selectable<Leads>, 'origin' | 'state' | 'grade'> & {
  origin: Origin
  state: LeadState
  grade: LeadGrade | null
}
/** A lead with the face of its customer and its words, for lists. */
export interface LeadLine extends LeadRow {
  customer: string
  special: 'fleet' | 'vip' | 'difficult' | null
  do_not_contact: string[]
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  owner: string | null
  series: string | null
  source: string | null
}

const columns = (ctx: Ctx) => {
  const zh = ctx.locale === 'zh'
  const series = zh ? sql`s.name` : sql`coalesce(nullif(s.name_en, ''), s.name)`
  const source = zh ? sql`q.label` : sql`coalesce(nullif(q.label_en, ''), q.label)`
  return sql`l.*, h.name as customer, h.special, h.do_not_contact, h.sealed_key, h.phone_sealed,
             p.name as owner, ${series} as series, ${source} as source`
}
const tables = (ctx: Ctx) => sql`
  left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = l.customer_id
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = l.owner_id
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
       and state in ('new', 'assigned') for update`.execute(ctx.tx)
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
  customerIds?: readonly string[] | undefined
  customerId?: string | undefined
}

function conditions(ctx: Ctx, filter: LeadFilter): RawBuilder<unknown> {
  const zone = ctx.store.timeZone
  const all = [
    sql`l.store_id = ${ctx.store.id} and l.withdrawn_at is null`,
    ownedWithin(ctx, 'leads.read', 'l.owner_id'),
  ]
  // Written out, so that the partial index of open leads serves.
  if (filter.states?.every((state) => state === 'new' || state === 'assigned'))
    all.push(sql`l.state in ('new', 'assigned')`)
  if (filter.states) all.push(sql`l.state = any (${[...filter.states]}::text[])`)
  if (filter.owner === 'none') all.push(sql`l.owner_id is null`)
  else if (filter.owner) all.push(sql`l.owner_id = ${filter.owner}`)
  if (filter.origin) all.push(sql`l.origin = ${filter.origin}`)
  if (filter.grade === 'none') all.push(sql`l.grade is null`)
  else if (filter.grade) all.push(sql`l.grade = ${filter.grade}`)
  if (filter.source) all.push(sql`l.source_id = ${filter.source}`)
  if (filter.from) all.push(sql`l.received_at >= ${instantOf(filter.from, '00:00', zone)}`)
  if (filter.to) all.push(sql`l.received_at < ${instantOf(addDays(filter.to, 1), '00:00', zone)}`)
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
     where ${conditions(ctx, filter)} and ${after}
     order by l.received_at desc, l.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many leads the filter finds, counted up to 10,001. */
export async function countLeads(ctx: Ctx, filter: LeadFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from leads l where ${conditions(ctx, filter)} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export interface StepRow {
  id: string
  lead_id: string
  step: 'received' | 'assigned' | 'contacted' | 'promoted' | 'closed' | 'reopened'
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
               and l.state in ('new', 'assigned') and l.withdrawn_at is null) as open,
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
