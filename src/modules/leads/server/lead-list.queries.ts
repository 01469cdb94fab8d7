import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { leadReached } from '../contract.ts'
import { columns, type LeadLine, tables } from './leads.queries.ts'

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
