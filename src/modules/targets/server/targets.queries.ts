import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { TargetOrigin, TargetScope } from '../contract.ts'

export interface TargetRow {
  store_id: number
  metric: string
  scope: TargetScope
  subject: string
  period: string
  revision: number
  value: number | null
  origin: TargetOrigin
  note: string
  set_at: Date
  set_by: string | null
}

export interface TargetFilter {
  storeIds: readonly number[]
  metrics?: readonly string[]
  scope?: TargetScope
  subject?: string
  periods: readonly string[]
  asOf?: Date | undefined
}

/** The targets that stand (or stood at a past time): the highest revision of each; taken-away ones too. */
export async function listTargets(ctx: Ctx, filter: TargetFilter): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select distinct on (t.store_id, t.period, t.metric, t.scope, t.subject) t.*
      from targets t where ${conditions(filter)}
     order by t.store_id, t.period, t.metric, t.scope, t.subject, t.revision desc`.execute(ctx.tx)
  return rows
}

function conditions({ storeIds, periods, metrics, scope, subject, asOf }: TargetFilter) {
  const all: RawBuilder<unknown>[] = [
    sql`t.store_id = any (${[...storeIds]}::int[])`,
    sql`t.period = any (${[...periods]}::text[])`,
  ]
  if (metrics) all.push(sql`t.metric = any (${[...metrics]}::text[])`)
  if (scope) all.push(sql`t.scope = ${scope}`)
  if (subject !== undefined) all.push(sql`t.subject = ${subject}`)
  if (asOf) all.push(sql`t.set_at <= ${asOf}`)
  return sql.join(all, sql` and `)
}

/** Every revision of one target, the latest first. */
export async function listRevisions(
  ctx: Ctx,
  key: Pick<TargetRow, 'metric' | 'scope' | 'subject' | 'period'>,
): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select t.* from targets t
     where t.store_id = ${ctx.store.id} and t.metric = ${key.metric} and t.scope = ${key.scope}
       and t.subject = ${key.subject} and t.period = ${key.period}
     order by t.revision desc limit 200`.execute(ctx.tx)
  return rows
}

/** Whether the revision is new; another one with its number means that somebody was faster. */
export async function insertTarget(ctx: Ctx, row: TargetRow): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('targets')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}
