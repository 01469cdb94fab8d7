import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Tx } from '#foundation/db/database.ts'
import type { OperationRow } from '#foundation/operations/operations.queries.ts'

/** Exports of the whole store, newest first, with whether their file is still there. */
export async function listExportOperations(ctx: Ctx, kind: string, limit: number) {
  const { rows } = await sql<OperationRow & { is_kept: boolean }>`
    select o.*, exists (select 1 from operation_parts p
             where p.store_id = ${ctx.store.id} and p.operation_id = o.id and p.part = 0) as is_kept
      from operations o
     where o.store_id = ${ctx.store.id} and o.kind = ${kind}
     order by o.created_at desc, o.id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Exports written before a time whose file is still there. */
export async function listOldExports(tx: Tx, storeId: number, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from operations o
      join operation_parts p on p.store_id = o.store_id and p.operation_id = o.id
     where o.store_id = ${storeId} and p.store_id = ${storeId} and o.kind = 'export.store'
       and p.part = 0 and p.made_at < ${before} limit 100`.execute(tx)
  return rows.map((row) => row.id)
}
