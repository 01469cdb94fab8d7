import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Claims } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

export interface ClaimRow extends Selectable<Claims> {
  customer_name: string | null
  claimant_name: string | null
  holder_name: string | null
  decider_name: string | null
  /** Whether the actor may see the customer. */
  is_visible: boolean
}

/** Whether it was new; not when the person has an open claim on the customer already. */
export async function insertClaim(ctx: Ctx, row: Insertable<Claims>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('claims')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}

export async function updateClaim(
  ctx: Ctx,
  id: string,
  change: Updateable<Claims>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('claims')
    .set(change)
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

/**
 * Claims the actor may know of, newest first: their own, those against them, and those of customers
 * they may assign; one, a customer's, or a page.
 */
export async function listClaimRows(
  ctx: Ctx,
  asked: {
    id?: string
    customerId?: string
    limit: number
    after?: { at: string; id: string } | undefined
  },
): Promise<ClaimRow[]> {
  const me = ctx.actor.personId
  const visible = ownedWithin(ctx, 'opportunities.read', 'c.owner_id')
  const { rows } = await sql<ClaimRow>`
    select k.*, c.name as customer_name, a.name as claimant_name, h.name as holder_name,
           d.name as decider_name, (c.id is not null and ${visible}) as is_visible
      from claims k
      left join customer_heads c on c.store_id = k.store_id and c.id = k.customer_id
        and c.store_id = ${ctx.store.id}
      left join people a on a.id = k.claimed_by
      left join people h on h.id = k.holder_id
      left join people d on d.id = k.decided_by
     where k.store_id = ${ctx.store.id}
       and (k.claimed_by = ${me} or k.holder_id = ${me} or (c.id is not null and ${visible}))
       and ${asked.id === undefined ? sql`true` : sql`k.id = ${asked.id}`}
       and ${asked.customerId === undefined ? sql`true` : sql`k.customer_id = ${asked.customerId}`}
       and ${
         asked.after
           ? sql`(k.created_at, k.id) < (${asked.after.at}::timestamptz, ${asked.after.id}::uuid)`
           : sql`true`
       }
     order by k.created_at desc, k.id desc limit ${asked.limit}`.execute(ctx.tx)
  return rows
}

/** What a person did with a customer: first and last reached contact, and how many of late. */
export async function findWork(ctx: Ctx, customerId: string, personId: string, since: Day) {
  const { rows } = await sql<{ first: Day | null; last: Day | null; recent: number }>`
    select min(on_day) as first, max(on_day) filter (where is_reached) as last,
           count(*) filter (where on_day >= ${since}) as recent
      from contacts where store_id = ${ctx.store.id} and customer_id = ${customerId}
       and person_id = ${personId} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0] ?? { first: null, last: null, recent: 0 }
}
