import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export interface TimelineRow {
  id: string
  at: Date
  kind: string
  actor_id: string | null
  data: Record<string, unknown>
}

export interface TimelineQuestion {
  customerId: string
  /** Only these kinds; all but the hidden ones without. */
  only: readonly string[] | undefined
  hidden: readonly string[]
  /** Where the last page ended. */
  after: { at: string; id: string } | undefined
  limit: number
}

/**
 * What happened to a customer, newest first. Each branch is cut to the page by itself, so the page
 * costs what this customer has, whatever the tables hold.
 */
export async function listTimelineRows(ctx: Ctx, asked: TimelineQuestion): Promise<TimelineRow[]> {
  const views = await timelineViews(ctx)
  const { after, only, hidden } = asked
  const branch = (view: string): RawBuilder<unknown> => sql`
    (select v.id, v.at, v.kind, v.actor_id, v.data from ${sql.table(view)} v
      where v.store_id = ${ctx.store.id} and v.customer_id = ${asked.customerId}
        and ${only ? sql`v.kind = any (${[...only]}::text[])` : sql`v.kind <> all (${[...hidden]}::text[])`}
        ${after ? sql`and (v.at, v.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
      order by v.at desc, v.id desc limit ${asked.limit})`
  const { rows } = await sql<TimelineRow>`
    ${sql.join(views.map(branch), sql` union all `)}
    order by at desc, id desc limit ${asked.limit}`.execute(ctx.tx)
  return rows
}

let known: string[] | undefined

/** The views that modules publish for the timeline; they come with migrations, before the start. */
async function timelineViews(ctx: Ctx): Promise<string[]> {
  if (known) return known
  const { rows } = await sql<{ name: string }>`
    select viewname as name from pg_views where schemaname = 'keyuan'
       and starts_with(viewname, 'timeline_') order by viewname`.execute(ctx.tx)
  known = rows.map((row) => row.name)
  return known
}
