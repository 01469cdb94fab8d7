import { type Insertable, type Selectable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { ExportLog } from '#foundation/db/schema.ts'

export type ExportRow = Selectable<ExportLog> & { person_name: string | null }

export async function insertExport(ctx: Ctx, row: Insertable<ExportLog>): Promise<void> {
  await ctx.tx.insertInto('export_log').values(row).execute()
}

export async function endExport(
  ctx: Ctx,
  id: string,
  end: { state: 'done' | 'broken'; rows: number; at: Date },
): Promise<void> {
  await ctx.tx
    .updateTable('export_log')
    .set({ state: end.state, rows_written: end.rows, finished_at: end.at })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

export interface ExportFilter {
  personId?: string | undefined
  list?: string | undefined
  since?: Date | undefined
  until?: Date | undefined
}

const conditions = (ctx: Ctx, filter: ExportFilter) => sql`e.store_id = ${ctx.store.id}
  and ${filter.personId ? sql`e.person_id = ${filter.personId}` : sql`true`}
  and ${filter.list ? sql`e.list = ${filter.list}` : sql`true`}
  and ${filter.since ? sql`e.started_at >= ${filter.since}` : sql`true`}
  and ${filter.until ? sql`e.started_at < ${filter.until}` : sql`true`}`

/** The log of the store, newest first, after the last one seen. */
export async function listExportRows(
  ctx: Ctx,
  filter: ExportFilter,
  page: { after: { at: Date; id: string } | undefined; limit: number },
): Promise<ExportRow[]> {
  const { after } = page
  const { rows } = await sql<ExportRow>`
    select e.*, p.name as person_name from export_log e
      left join people p on p.group_id = ${ctx.actor.groupId} and p.id = e.person_id
     where ${conditions(ctx, filter)}
       and ${after ? sql`(e.started_at, e.id) < (${after.at}, ${after.id}::uuid)` : sql`true`}
     order by e.started_at desc, e.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export async function countExports(ctx: Ctx, filter: ExportFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select 1 from export_log e where ${conditions(ctx, filter)} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}
