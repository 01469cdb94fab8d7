import type { Ctx } from '#foundation/ctx.ts'

/** A customer's wrapped key, of merged ones too; null once it was destroyed. */
export async function findSealedKey(ctx: Ctx, customerId: string): Promise<Buffer | null> {
  const row = await ctx.tx
    .selectFrom('customers')
    .select('sealed_key')
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', customerId)
    .executeTakeFirst()
  return row?.sealed_key ?? null
}
