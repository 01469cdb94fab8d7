import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import type { Permission } from '#shared/permissions.ts'
import { ownedWithin } from './scope.queries.ts'

/**
 * `ownedWithin`, and beside it the customers somebody stands in for today (an absent colleague's
 * work of the day), and those whose deal they share. The right ends with the day or with the share;
 * whose the customer is does not change.
 */
export function ownedOrStoodIn(
  ctx: Ctx,
  permission: Permission,
  columns: { owner: string; customer: string },
): RawBuilder<boolean> {
  const owned = ownedWithin(ctx, permission, columns.owner)
  if (ctx.actor.personId === null) return owned
  return sql`(${owned} or ${sql.ref(columns.customer)} in (select i.customer_id from customer_stand_ins i
    where i.store_id = ${ctx.store.id} and i.person_id = ${ctx.actor.personId}
      and i.day = ${dayInZone(ctx.now, ctx.store.timeZone)} and i.withdrawn_at is null)
    or ${sql.ref(columns.customer)} in (select h.customer_id from opportunity_shares h
    where h.store_id = ${ctx.store.id} and h.person_id = ${ctx.actor.personId} and h.withdrawn_at is null))`
}

/** Whether the actor stands in for a customer's owner today. */
export async function standsInToday(ctx: Ctx, customerId: string): Promise<boolean> {
  if (ctx.actor.personId === null) return false
  const { rows } = await sql<{ one: number }>`
    select 1 as one from customer_stand_ins where store_id = ${ctx.store.id}
       and person_id = ${ctx.actor.personId} and day = ${dayInZone(ctx.now, ctx.store.timeZone)}
       and customer_id = ${customerId} and withdrawn_at is null limit 1`.execute(ctx.tx)
  return rows.length > 0
}
