import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export async function findRules(
  ctx: Ctx,
): Promise<{ rules: unknown; version: number } | undefined> {
  const { rows } = await sql<{ rules: unknown; version: number }>`
    select rules, version from order_rules where store_id = ${ctx.store.id}`.execute(ctx.tx)
  return rows[0]
}

/** Writes the rules if they still have the version seen (0: none yet); gives whether it did. */
export async function saveRules(
  ctx: Ctx,
  version: number,
  row: { rules: string; changed_at: Date; changed_by: string },
): Promise<boolean> {
  if (version === 0) {
    const done = await ctx.tx
      .insertInto('order_rules')
      .values({ store_id: ctx.store.id, ...row })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    return Number(done.numInsertedOrUpdatedRows) === 1
  }
  const done = await ctx.tx
    .updateTable('order_rules')
    .set({ ...row, version: version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}
