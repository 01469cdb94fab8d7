import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Tx } from '#foundation/db/database.ts'

/** Keeps one portion of an operation's content, sealed by the caller. */
export async function insertPart(
  ctx: Pick<Ctx, 'tx' | 'store' | 'now'>,
  operationId: string,
  part: number,
  sealed: Buffer,
): Promise<void> {
  await ctx.tx
    .insertInto('operation_parts')
    .values({
      store_id: ctx.store.id,
      operation_id: operationId,
      part,
      sealed,
      made_at: ctx.now,
    })
    .onConflict((c) => c.columns(['store_id', 'operation_id', 'part']).doUpdateSet({ sealed }))
    .execute()
}

export async function findPart(
  ctx: Pick<Ctx, 'tx' | 'store'>,
  operationId: string,
  part: number,
): Promise<Buffer | undefined> {
  const row = await ctx.tx
    .selectFrom('operation_parts')
    .select('sealed')
    .where('store_id', '=', ctx.store.id)
    .where('operation_id', '=', operationId)
    .where('part', '=', part)
    .executeTakeFirst()
  return row?.sealed
}

export async function dropParts(tx: Tx, storeId: number, operationId: string): Promise<void> {
  await sql`delete from operation_parts where store_id = ${storeId} and operation_id = ${operationId}`.execute(
    tx,
  )
}
