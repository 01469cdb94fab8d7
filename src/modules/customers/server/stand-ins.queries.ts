import { type RawBuilder, sql } from 'kysely'
import { type Ctx, can } from '#foundation/ctx.ts'
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

/**
 * Whether a customer is the actor's to call for a lead: somebody who verifies the leads of the store
 * sees the people of its open leads, and of those they called themselves; nobody else of others'.
 */
export function calledForLead(ctx: Ctx, customer: string): RawBuilder<boolean> {
  const me = ctx.actor.personId
  if (me === null || !can(ctx, 'leads.write', 'store')) return sql`false`
  return sql`exists (select 1 from lead_customers l
    where l.store_id = ${ctx.store.id} and l.customer_id = ${sql.ref(customer)}
      and (l.is_open or l.caller_id = ${me} or l.verified_by = ${me}))`
}

/** The same of one customer, for opening their number. */
export async function callsForLead(ctx: Ctx, customerId: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    select 1 as one from customers c
     where c.store_id = ${ctx.store.id} and c.id = ${customerId} and ${calledForLead(ctx, 'c.id')}`.execute(
    ctx.tx,
  )
  return rows.length > 0
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
