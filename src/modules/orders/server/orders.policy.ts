import { type Ctx, can } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import type { Permission } from '#shared/permissions.ts'
import { say } from '#shared/words.ts'
import { type OrderState, ordersError } from '../contract.ts'
import { orderWords } from '../words.ts'
import { findAndLockOrder, type OrderRow } from './orders.queries.ts'

/** Locks an order the actor may do `permission` to; else `core.not_found`. */
export async function lockOrder(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
): Promise<OrderRow> {
  const row = await findAndLockOrder(ctx, id, permission)
  if (!row) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  return row
}

/** Throws `orders.wrong_state` unless the order is in one of these states. */
export function assertState(ctx: Ctx, row: OrderRow, ...states: OrderState[]): void {
  if (!states.includes(row.state)) throw wrongState(ctx, row)
}

export function wrongState(ctx: Ctx, row: Pick<OrderRow, 'state'>) {
  return ordersError('orders.wrong_state', {
    state: say(orderWords[`is_${row.state}`], ctx.locale),
    current: row.state,
  })
}

/** Work on an order somebody changed meanwhile is refused, with how it is now. */
export function assertVersion(row: OrderRow, version: number): void {
  if (row.version !== version)
    throw coreError('core.stale_version', {
      current: { version: row.version, state: row.state, number: row.number },
    })
}

/** Whether a permission reaches this order for the actor. */
export function reachesOrder(ctx: Ctx, row: OrderRow, permission: Permission): boolean {
  if (can(ctx, permission, 'team')) return true
  const me = ctx.actor.personId
  return can(ctx, permission) && (row.owner_id === me || row.keeper_id === me)
}
