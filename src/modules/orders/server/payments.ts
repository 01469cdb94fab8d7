import { authorise, type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { customerIdsByText } from '#modules/customers/index.ts'
import { type Day, dayInZone, laterDay } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { formatYuan } from '#shared/money.ts'
import { encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { orderEvents, ordersError } from '../contract.ts'
import type { Payment, PaymentKind, PaymentsQuery, PayMethod } from '../contracts/payments.ts'
import { cursorKey } from './cursor-key.ts'
import { factsOf } from './note-order.ts'
import { nextReceiptNumber } from './order-number.ts'
import { lockOrder, reachesOrder, wrongState } from './orders.policy.ts'
import { findOrderLine, type OrderRow } from './orders.queries.ts'
import {
  findPayment,
  insertPayment,
  keepPaid,
  listPaymentPage,
  listPaymentsOf,
  type PaymentRow,
  sumOfOrder,
  sumPayments,
} from './payments.queries.ts'

export interface NewPayment {
  id?: string | undefined
  kind: PaymentKind
  method: PayMethod
  day: Day
  amountFen: number
  payer: string
  outsideNumber: string
  note: string
}

/**
 * Notes money that came in, or a refund. Never more is refunded than was paid
 * (`orders.refund_above_paid`); a cancelled order takes refunds only. The same id again gives the
 * payment as it is.
 */
export async function notePayment(ctx: Ctx, orderId: string, given: NewPayment): Promise<Payment> {
  const row = await lockForPaying(ctx, orderId)
  const earlier = given.id === undefined ? undefined : await findPayment(ctx, given.id, 'any')
  if (earlier) return presentOwn(earlier, orderId)
  if (given.day > dayInZone(ctx.now, ctx.store.timeZone)) throw ordersError('orders.day_in_future')
  const isRefund = given.kind === 'refund'
  if (row.state === 'cancelled' && !isRefund) throw wrongState(ctx, row)
  const paid = await sumOfOrder(ctx, orderId)
  if (isRefund && given.amountFen > paid)
    throw ordersError('orders.refund_above_paid', {
      yuan: formatYuan(Math.max(0, paid)),
      paidFen: paid,
    })
  return write(ctx, row, {
    ...given,
    amountFen: isRefund ? -given.amountFen : given.amountFen,
    reversesId: null,
  })
}

/**
 * Takes a payment or a refund back by an entry of its own; entries are never edited. Of two at once
 * one does, the other learns of it (`orders.reversed_already`).
 */
export async function reversePaymentOf(
  ctx: Ctx,
  id: string,
  given: { id?: string | undefined; reason: string },
): Promise<Payment> {
  const seen = await findPayment(ctx, id, 'orders.read')
  if (!seen) throw coreError('core.not_found')
  const row = await lockForPaying(ctx, seen.order_id)
  const earlier = given.id === undefined ? undefined : await findPayment(ctx, given.id, 'any')
  if (earlier) return presentOwn(earlier, row.id)
  const payment = (await findPayment(ctx, id, 'any')) ?? seen
  if (payment.reversed_by_number !== null || payment.reverses_id !== null)
    throw ordersError('orders.reversed_already', { number: payment.number })
  const paid = await sumOfOrder(ctx, row.id)
  if (paid - payment.amount_fen < 0)
    throw ordersError('orders.refund_above_paid', {
      yuan: formatYuan(Math.max(0, paid)),
      paidFen: paid,
    })
  return write(ctx, row, {
    id: given.id,
    kind: payment.kind,
    method: payment.method,
    day: dayInZone(ctx.now, ctx.store.timeZone),
    amountFen: -payment.amount_fen,
    payer: payment.payer,
    outsideNumber: '',
    note: given.reason,
    reversesId: id,
  })
}

async function lockForPaying(ctx: Ctx, orderId: string): Promise<OrderRow> {
  const row = await lockOrder(ctx, orderId, 'orders.read')
  authorise(ctx, 'payments.write')
  if (!reachesOrder(ctx, row, 'payments.write')) throw coreError('core.not_found')
  return row
}

async function write(
  ctx: Ctx,
  row: OrderRow,
  given: NewPayment & { reversesId: string | null },
): Promise<Payment> {
  const id = given.id ?? uuidv7()
  const number = await nextReceiptNumber(ctx)
  const isNew = await insertPayment(ctx, {
    store_id: ctx.store.id,
    id,
    order_id: row.id,
    customer_id: row.customer_id,
    number,
    kind: given.kind,
    method: given.method,
    day: given.day,
    amount_fen: given.amountFen,
    payer: maskPhonesInText(given.payer),
    outside_number: given.outsideNumber,
    note: maskPhonesInText(given.note),
    reverses_id: given.reversesId,
    made_at: ctx.now,
    made_by: personOf(ctx),
  })
  if (!isNew) throw coreError('core.duplicate')
  await keepPaid(ctx, row.id, await sumOfOrder(ctx, row.id))
  audit(ctx, {
    action: given.reversesId ? 'payment.reversed' : 'payment.noted',
    recordType: 'payment',
    recordId: id,
    detail: {
      orderId: row.id,
      number,
      kind: given.kind,
      method: given.method,
      amountFen: given.amountFen,
      reversesId: given.reversesId,
    },
    ...(given.reversesId ? { reason: given.note } : {}),
  })
  announce(ctx, {
    type: orderEvents.paid,
    recordId: row.id,
    data: { ...factsOf(row), paymentId: id },
  })
  const made = await findPayment(ctx, id, 'any')
  if (!made) throw coreError('core.not_found')
  return presentPayment(made)
}

/** One payment of an order the actor may see; for its receipt. */
export async function loadPayment(ctx: Ctx, id: string): Promise<PaymentRow> {
  const row = await findPayment(ctx, id, 'orders.read')
  if (!row) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  return row
}

/** A resent id gives the payment as it is, but only on the same order. */
function presentOwn(row: PaymentRow, orderId: string): Payment {
  if (row.order_id !== orderId) throw coreError('core.duplicate')
  return presentPayment(row)
}

/** The payments of an order, oldest first, with what is owed. */
export async function readPaymentsOf(ctx: Ctx, orderId: string) {
  const row = await findOrderLine(ctx, orderId, 'orders.read')
  if (!row) throw coreError('core.not_found')
  const rows = await listPaymentsOf(ctx, orderId)
  return {
    items: rows.map(presentPayment),
    paidFen: row.paid_fen,
    balanceFen: row.state === 'cancelled' ? 0 : row.amount_fen - row.paid_fen,
  }
}

/** A page of the payments of a period, newest first; count and sums with the first page. */
export async function readPayments(
  ctx: Ctx,
  query: PaymentsQuery & { cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const from = query.from ?? query.to ?? today
  const filter = {
    ...query,
    from,
    to: query.to ?? laterDay(from, today),
    customerIds: query.q ? await customerIdsByText(ctx, query.q) : [],
  }
  const after = cursorKey(query.cursor, today)
  const rows = await listPaymentPage(ctx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const sums = after === undefined ? await sumPayments(ctx, filter) : null
  return {
    items: page.map(presentPayment),
    nextCursor: last ? encodeCursor([last.day, last.id], today) : null,
    count:
      sums === null
        ? null
        : Math.min(
            10_001,
            sums.reduce((n, sum) => n + sum.n, 0),
          ),
    sums:
      sums?.map((sum) => ({
        method: sum.method,
        inFen: sum.in_fen,
        outFen: sum.out_fen,
        count: sum.n,
      })) ?? null,
  }
}

function presentPayment(row: PaymentRow): Payment {
  return {
    id: row.id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    customer: { id: row.customer_id, name: row.customer ?? '—' },
    number: row.number,
    kind: row.kind,
    method: row.method,
    day: row.day,
    amountFen: row.amount_fen,
    payer: row.payer,
    outsideNumber: row.outside_number,
    note: row.note,
    madeAt: row.made_at.toISOString(),
    madeBy: row.maker,
    reversesNumber: row.reverses_number,
    reversedByNumber: row.reversed_by_number,
  }
}
