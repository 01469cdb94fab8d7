import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { readCard } from '#modules/opportunities/index.ts'
import { readPriceBook } from '#modules/pricing/index.ts'
import { acceptedQuote, discountNeedsApproval } from '#modules/quotes/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type LineInput, ordersError } from '../contract.ts'
import { noteOrder } from './note-order.ts'
import { addUp } from './order-lines.ts'
import { nextOrderNumber } from './order-number.ts'
import { lockOrder } from './orders.policy.ts'
import { findStandingOrder, insertOrder, lockMaking, writeLines } from './orders.queries.ts'
import { linesOfQuote } from './quote-lines.ts'

export interface OrderFacts {
  modelText?: string | undefined
  seriesId?: string | null | undefined
  modelId?: string | null | undefined
  colour?: string | undefined
  paymentMethod?: 'cash' | 'loan' | 'lease' | 'trade_in' | 'other' | null | undefined
  promisedOn?: string | null | undefined
  note?: string | undefined
}

export interface NewOrder extends OrderFacts {
  id?: string | undefined
  opportunityId: string
  quoteId?: string | undefined
  lines?: LineInput[] | undefined
}

/**
 * Makes the order of an active card: from a quote that may be ordered, or by hand with a discount
 * that needs no approval. The same id again gives the order as it is. Throws
 * `orders.card_not_open`, `orders.card_has_order`, `orders.approval_needed`, and what `addUp` does.
 */
export async function makeOrderOf(ctx: Ctx, given: NewOrder): Promise<string> {
  const id = given.id ?? uuidv7()
  const card = await readCard(ctx, given.opportunityId)
  await lockMaking(ctx)
  const standing = await findStandingOrder(ctx, card.id)
  if (standing?.id === id) return id
  if (standing) throw ordersError('orders.card_has_order', { number: standing.number })
  if (card.state !== 'active') throw ordersError('orders.card_not_open')
  assertPromise(ctx, given.promisedOn)
  const quote = given.quoteId === undefined ? undefined : await acceptedQuote(ctx, given.quoteId)
  if (quote && quote.opportunityId !== card.id) throw coreError('core.not_found')
  const sum = addUp(quote ? linesOfQuote(quote) : (given.lines ?? []))
  const seriesId = quote?.seriesId ?? given.seriesId ?? card.seriesId
  const modelId = quote?.modelId ?? given.modelId ?? null
  if (!quote && (await needsApproval(ctx, { modelId, ...sum })))
    throw ordersError('orders.approval_needed')
  const isNew = await insertOrder(ctx, {
    store_id: ctx.store.id,
    id,
    number: await nextOrderNumber(ctx),
    opportunity_id: card.id,
    customer_id: card.customerId,
    owner_id: card.ownerId,
    keeper_id: card.ownerId,
    quote_id: quote?.id ?? null,
    state: 'draft',
    series_id: seriesId,
    model_id: modelId,
    model_text:
      quote?.modelText || given.modelText || sum.lines.find((l) => l.kind === 'car')?.name || '',
    colour: quote?.colour || given.colour || '',
    quantity: sum.quantity,
    list_fen: sum.listFen,
    discount_fen: sum.discountFen,
    amount_fen: sum.amountFen,
    payment_method: given.paymentMethod ?? quote?.paymentMethod ?? null,
    promised_on: given.promisedOn ?? null,
    note: maskPhonesInText(given.note ?? ''),
    made_at: ctx.now,
    made_by: personOf(ctx),
  })
  // The id of another order.
  if (!isNew) throw coreError('core.duplicate')
  await writeLines(ctx, id, sum.lines)
  const row = await lockOrder(ctx, id, 'any')
  await noteOrder(ctx, row, 'made', { detail: { quoteId: row.quote_id } })
  return id
}

/**
 * Whether a discount goes beyond what the actor may grant without an approval. A price below the
 * list is a discount too; without a model of the list nobody's limit can be told, so that only who
 * sees more than the own orders grants one.
 */
export async function needsApproval(
  ctx: Ctx,
  order: { modelId: string | null; listFen: number; discountFen: number; quantity: number },
): Promise<boolean> {
  const { modelId, quantity } = order
  if (modelId === null) return order.discountFen > 0 && !can(ctx, 'orders.write', 'team')
  const { model } = await readPriceBook(ctx, modelId)
  const listFen = Math.max(order.listFen, (model.listFen ?? 0) * quantity)
  const discountFen = listFen - (order.listFen - order.discountFen)
  return discountNeedsApproval(ctx, { modelId, listFen, discountFen, quantity })
}

/** Throws `orders.promise_in_past` for a day before today. */
export function assertPromise(ctx: Ctx, promisedOn: string | null | undefined): void {
  if (promisedOn && promisedOn < dayInZone(ctx.now, ctx.store.timeZone))
    throw ordersError('orders.promise_in_past')
}
