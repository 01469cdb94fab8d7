import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { CustomerStandIns } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

/** Those of the cards that are a person's own and open, within the right to assign. */
export async function listOpenCardsOf(ctx: Ctx, ownerId: string, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; customer_id: string }>`
    select o.id, o.customer_id from opportunities o
     where o.store_id = ${ctx.store.id} and o.id = any (${[...ids]}::uuid[])
       and o.owner_id = ${ownerId} and o.withdrawn_at is null and o.state in ('active', 'signed')
       and ${ownedWithin(ctx, 'opportunities.assign', 'o.owner_id')}`.execute(ctx.tx)
  return rows
}

export async function withdrawStandIns(ctx: Ctx, cards: string[], day: Day): Promise<void> {
  if (cards.length === 0) return
  await sql`update customer_stand_ins set withdrawn_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and opportunity_id = any (${cards}::uuid[]) and day = ${day}
      and withdrawn_at is null`.execute(ctx.tx)
}

export async function insertStandIns(
  ctx: Ctx,
  rows: Insertable<CustomerStandIns>[],
): Promise<void> {
  if (rows.length > 0) await ctx.tx.insertInto('customer_stand_ins').values(rows).execute()
}
