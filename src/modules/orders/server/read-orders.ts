import type { Ctx } from '#foundation/ctx.ts'
import { customerIdsByText, loadCustomer } from '#modules/customers/index.ts'
import { itemNames } from '#modules/pricing/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { encodeCursor } from '#shared/paging.ts'
import type { Permission } from '#shared/permissions.ts'
import type { Order, OrderHead, OrdersQuery } from '../contract.ts'
import { listCars } from './cars.queries.ts'
import { cursorKey } from './cursor-key.ts'
import { presentHead, presentOrder } from './orders.present.ts'
import {
  findOrderLine,
  listChanges,
  listCredits,
  listLines,
  listOrdersOf,
} from './orders.queries.ts'
import {
  type Corner,
  countCorner,
  listCorner,
  listOrderPage,
  type OrderFilter,
} from './orders-list.queries.ts'
import { rulesOf } from './rules.ts'

/**
 * One order whole, through what `permission` shows; else `core.not_found`. `any`: for whoever just
 * worked on it, since it may be out of their sight by now.
 */
export async function readOrder(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any' = 'orders.read',
): Promise<Order> {
  const row = await findOrderLine(ctx, id, permission)
  if (!row) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  return presentOrder(ctx, row, await rulesOf(ctx), await itemNames(ctx), {
    lines: await listLines(ctx, id),
    credits: await listCredits(ctx, id),
    cars: await listCars(ctx, id),
    changes: await listChanges(ctx, id),
  })
}

/** A page of the orders the actor may see, newest first; those under way unless states are asked. */
export async function readOrders(
  ctx: Ctx,
  query: OrdersQuery & { cursor?: string | undefined; limit: number },
) {
  const filter = await filterOf(ctx, query)
  const after = cursorKey(query.cursor, filter.today)
  const rows = await listOrderPage(ctx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const sayItem = await itemNames(ctx)
  return {
    items: page.map((row) => presentHead(ctx, row, filter.rules, sayItem)),
    nextCursor: last ? encodeCursor([last.made_at.toISOString(), last.id], filter.today) : null,
    count: after === undefined ? await countCorner(ctx, filter, 'all') : null,
  }
}

async function filterOf(ctx: Ctx, query: OrdersQuery): Promise<OrderFilter> {
  return {
    ...query,
    rules: await rulesOf(ctx),
    today: dayInZone(ctx.now, ctx.store.timeZone),
    me: ctx.actor.personId,
    customerIds: query.q ? await customerIdsByText(ctx, query.q) : [],
  }
}

/** The orders of a customer the actor may see, newest first. */
export async function readOrdersOf(ctx: Ctx, customerId: string): Promise<OrderHead[]> {
  await loadCustomer(ctx, customerId)
  const rules = await rulesOf(ctx)
  const sayItem = await itemNames(ctx)
  return (await listOrdersOf(ctx, customerId)).map((row) => presentHead(ctx, row, rules, sayItem))
}

const shown = 5

/** Orders under way at a glance: how many, what is late, what is to be delivered soon. */
export async function readGlance(ctx: Ctx, query: { owner?: 'me' | undefined }) {
  const filter = await filterOf(ctx, query)
  const sayItem = await itemNames(ctx)
  const count = (corner: Corner) => countCorner(ctx, filter, corner)
  const heads = async (corner: Corner) =>
    (await listCorner(ctx, filter, corner, shown)).map((row) =>
      presentHead(ctx, row, filter.rules, sayItem),
    )
  return {
    drafts: await count('draft'),
    signed: await count('signed'),
    pastPromise: await count('promised'),
    waiting: await count('waiting'),
    soon: await heads('soon'),
    late: await heads('late'),
  }
}
