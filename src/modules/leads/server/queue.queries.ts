import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { DueKind, LeadGrade } from '../contract.ts'
import { agent, columns, dueKind, type LeadLine, tables } from './leads.queries.ts'

interface QueueFilter {
  /** Whose queue; null for everybody's. */
  people: readonly string[] | null
  kind?: DueKind | undefined
  dueBy?: Date | undefined
}

function conditions(ctx: Ctx, { people, kind, dueBy }: QueueFilter): RawBuilder<unknown> {
  const all = [
    sql`l.store_id = ${ctx.store.id} and l.withdrawn_at is null and l.due_at is not null`,
    ownedWithin(ctx, 'leads.read', 'l.owner_id'),
  ]
  // Nobody's leads are in everybody's queue: whoever calls first takes them.
  if (people) all.push(sql`(${agent} = any (${[...people]}::uuid[]) or ${agent} is null)`)
  if (kind) all.push(sql`${dueKind} = ${kind}`)
  if (dueBy) all.push(sql`l.due_at <= ${dueBy}`)
  return sql.join(all, sql` and `)
}

/** Leads to call by when they are due, after the last one seen (instant, id). */
export async function listDue(
  ctx: Ctx,
  filter: QueueFilter,
  page: { after?: CursorKey | undefined; limit: number },
): Promise<LeadLine[]> {
  const [at, id] = page.after ?? []
  const after = page.after ? sql`(l.due_at, l.id) > (${at}::timestamptz, ${id}::uuid)` : sql`true`
  const { rows } = await sql<LeadLine>`
    select ${columns(ctx)} from leads l ${tables(ctx)}
     where ${conditions(ctx, filter)} and ${after}
     order by l.due_at, l.id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many wait, by kind; and how many of them are due. */
export async function countDue(
  ctx: Ctx,
  filter: QueueFilter,
): Promise<{ kind: DueKind; n: number; due: number }[]> {
  const { rows } = await sql<{ kind: DueKind; n: number; due: number }>`
    select ${dueKind} as kind, count(*)::int as n,
           count(*) filter (where l.due_at <= ${ctx.now})::int as due
      from leads l where ${conditions(ctx, filter)} group by 1`.execute(ctx.tx)
  return rows
}

const waiting = (ctx: Ctx) => sql`
  l.store_id = ${ctx.store.id} and l.state = 'lost_pending' and l.withdrawn_at is null`

/** Leads given up, the longest waiting first. */
export async function listLossCheckLines(
  ctx: Ctx,
  page: { after?: CursorKey | undefined; limit: number },
): Promise<LeadLine[]> {
  const [at, id] = page.after ?? []
  const after = page.after
    ? sql`(l.lost_proposed_at, l.id) > (${at}::timestamptz, ${id}::uuid)`
    : sql`true`
  const { rows } = await sql<LeadLine>`
    select ${columns(ctx)} from leads l ${tables(ctx)}
     where ${waiting(ctx)} and ${after}
     order by l.lost_proposed_at, l.id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export async function countLossChecks(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from leads l where ${waiting(ctx)}`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** The last grade of a lead before it was given up. */
export async function gradeBeforeLoss(ctx: Ctx, leadId: string): Promise<LeadGrade | null> {
  const { rows } = await sql<{ grade: LeadGrade }>`
    select to_value as grade from lead_steps
     where store_id = ${ctx.store.id} and lead_id = ${leadId} and step = 'contacted'
       and withdrawn_at is null and to_value in ('A', 'B', 'C')
     order by at desc, id desc limit 1`.execute(ctx.tx)
  return rows[0]?.grade ?? null
}
