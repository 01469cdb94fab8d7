import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export async function insertPin(ctx: Ctx, personId: string, opportunityId: string): Promise<void> {
  await ctx.tx
    .insertInto('card_pins')
    .values({
      store_id: ctx.store.id,
      person_id: personId,
      opportunity_id: opportunityId,
      pinned_at: ctx.now,
    })
    .onConflict((c) => c.columns(['store_id', 'person_id', 'opportunity_id']).doNothing())
    .execute()
}

export async function deletePin(ctx: Ctx, personId: string, opportunityId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('card_pins')
    .where('store_id', '=', ctx.store.id)
    .where('person_id', '=', personId)
    .where('opportunity_id', '=', opportunityId)
    .execute()
}

/** What a person has pinned, the first pinned first. */
export async function listPinned(ctx: Ctx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ opportunity_id: string }>`
    select opportunity_id from card_pins where store_id = ${ctx.store.id} and person_id = ${personId}
     order by pinned_at, opportunity_id limit 100`.execute(ctx.tx)
  return rows.map((row) => row.opportunity_id)
}
