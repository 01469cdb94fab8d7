import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** Who holds many customers from now on; no edit of their data, so their versions stay. */
export async function setHolders(
  ctx: Ctx,
  customerIds: readonly string[],
  ownerId: string,
): Promise<void> {
  await sql`update customers set owner_id = ${ownerId}
    where store_id = ${ctx.store.id} and id = any (${customerIds}::uuid[])`.execute(ctx.tx)
}
