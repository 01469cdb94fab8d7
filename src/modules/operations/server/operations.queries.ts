import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OperationRow } from '#foundation/operations/operations.queries.ts'

/** Operations of the store that went beyond a preview, newest first; all, or one person's. */
export async function listRecent(
  ctx: Ctx,
  asked: { by: string | null; limit: number; after: { at: string; id: string } | undefined },
): Promise<OperationRow[]> {
  const { rows } = await sql<OperationRow>`
    select * from operations o
     where o.store_id = ${ctx.store.id} and o.state <> 'preview'
       and ${asked.by === null ? sql`true` : sql`o.started_by = ${asked.by}`}
       and ${
         asked.after
           ? sql`(o.created_at, o.id) < (${asked.after.at}::timestamptz, ${asked.after.id}::uuid)`
           : sql`true`
       }
     order by o.created_at desc, o.id desc limit ${asked.limit}`.execute(ctx.tx)
  return rows
}
