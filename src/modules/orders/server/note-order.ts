import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type ChangeKind, orderEvents } from '../contract.ts'
import { insertChange, type OrderRow } from './orders.queries.ts'

const events = {
  made: orderEvents.made,
  changed: orderEvents.changed,
  signed: orderEvents.signed,
  cancelled: orderEvents.cancelled,
  delivered: orderEvents.delivered,
  undelivered: orderEvents.undelivered,
  allocated: orderEvents.carAllocated,
  released: orderEvents.carReleased,
  documents: orderEvents.contractMade,
} as const

/** Keeps a step in the life of an order: its row, the audit entry and the event. */
export async function noteOrder(
  ctx: Ctx,
  order: OrderRow,
  kind: ChangeKind,
  note: { reason?: string | undefined; before?: unknown; detail?: Record<string, unknown> } = {},
): Promise<void> {
  await insertChange(ctx, {
    store_id: ctx.store.id,
    id: uuidv7(),
    order_id: order.id,
    customer_id: order.customer_id,
    kind,
    at: ctx.now,
    actor_id: ctx.actor.personId,
    version: order.version,
    reason: note.reason === undefined ? null : maskPhonesInText(note.reason),
    before: note.before === undefined ? null : JSON.stringify(note.before),
    amount_fen: order.amount_fen,
  })
  audit(ctx, {
    action: `order.${kind}`,
    recordType: 'order',
    recordId: order.id,
    detail: { number: order.number, customerId: order.customer_id, ...note.detail },
    ...(note.reason === undefined ? {} : { reason: note.reason }),
  })
  announce(ctx, { type: events[kind], recordId: order.id, data: factsOf(order) })
}

/** What listeners are told of an order. */
export function factsOf(order: OrderRow) {
  return {
    customerId: order.customer_id,
    opportunityId: order.opportunity_id,
    ownerId: order.owner_id,
    keeperId: order.keeper_id,
    number: order.number,
  }
}
