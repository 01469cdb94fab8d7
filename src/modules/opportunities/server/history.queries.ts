import type { Insertable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OpportunityChanges } from '#foundation/db/schema.ts'

export async function insertChanges(
  ctx: Ctx,
  rows: Insertable<OpportunityChanges>[],
): Promise<void> {
  await ctx.tx.insertInto('opportunity_changes').values(rows).execute()
}
