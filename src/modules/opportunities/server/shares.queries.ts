import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OpportunityShares } from '#foundation/db/schema.ts'

export interface ShareRow {
  id: string
  person_id: string
  percent: number
}

/** The agreed shares of a card, the greatest first; none when nothing was agreed. */
export async function listShares(ctx: Ctx, opportunityId: string): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`
    select id, person_id, percent from opportunity_shares
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId} and withdrawn_at is null
     order by percent desc, person_id`.execute(ctx.tx)
  return rows
}

export async function insertShares(ctx: Ctx, rows: Insertable<OpportunityShares>[]): Promise<void> {
  if (rows.length > 0) await ctx.tx.insertInto('opportunity_shares').values(rows).execute()
}

export async function changeShare(
  ctx: Ctx,
  id: string,
  change: { person_id?: string; percent?: number; withdrawn_at?: Date },
): Promise<void> {
  await ctx.tx
    .updateTable('opportunity_shares')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Which of these people work in the store now. */
export async function listWorking(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from people where group_id = ${ctx.store.groupId} and store_id = ${ctx.store.id}
       and is_active and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return rows.map((row) => row.id)
}
