import { addUp } from '#modules/orders/server/order-lines.ts'
import { linesOfQuote } from '#modules/orders/server/quote-lines.ts'
import { addDays, type Day } from '#shared/days.ts'
import type { SimulatedCard } from './card-writer.ts'
import { OrderDetails } from './order-details.ts'
import type { QuoteWriter } from './quote-writer.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const colours = ['极地白', '幻影黑', '星云灰', '大洋蓝', '旭日红']
const plainLine = { kind: 'car' as const, name: '车辆', quantity: 1, unitFen: 0, note: '' }

/** Writes the orders of signed and delivered cards. Its chance is its own: the history stays as it is. */
export class OrderWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  readonly #quotes: QuoteWriter
  readonly #details: OrderDetails
  #count = 0

  constructor(plan: StorePlan, rows: StoreRows, quotes: QuoteWriter) {
    this.#quotes = quotes
    this.#details = new OrderDetails(plan, rows)
    this.#plan = plan
    this.#rows = rows
    this.#random = createRandom('orders', plan.seed, plan.storeNumber)
  }

  /** The order of a card that was signed; `delivered` when its car has been handed over. */
  write(card: SimulatedCard, delivered?: { on: Day; at: Date }): void {
    const { signed, customer } = card
    if (!signed) return
    const random = this.#random
    const store = { store_id: this.#plan.storeId }
    const id = random.id(signed.at.getTime())
    const model = this.#modelOf(card.seriesId)
    const discount = random.whole(2, 16) * 50_000
    const payment = random.weighted([
      ['cash', 40],
      ['loan', 46],
      ['lease', 6],
      ['trade_in', 8],
    ] as const)
    const quoted = model
      ? this.#quotes.accepted(card, {
          orderId: id,
          at: signed.at,
          day: signed.on,
          modelId: model.id,
          discountFen: discount,
          payment,
        })
      : undefined
    const sum = addUp(quoted ? linesOfQuote({ ...quoted, quantity: 1 }) : [plainLine])
    const { amountFen } = sum
    const paidFen = this.#details.write({
      id,
      customer,
      consultant: card.consultant.id,
      lines: sum.lines,
      amountFen,
      payment,
      madeAt: signed.at,
      madeOn: signed.on,
      signed,
      delivered,
    })
    this.#rows.orders.add({
      ...store,
      id,
      number: this.#number(signed.on),
      opportunity_id: card.id,
      customer_id: customer.id,
      owner_id: card.consultant.id,
      quote_id: quoted?.id ?? null,
      state: delivered ? 'delivered' : 'signed',
      series_id: card.seriesId,
      model_id: model?.id ?? null,
      model_text: quoted?.modelText ?? '',
      colour: quoted?.colour ?? '',
      list_fen: sum.listFen,
      discount_fen: sum.discountFen,
      amount_fen: amountFen,
      payment_method: payment,
      signed_on: signed.on,
      signed_at: signed.at,
      promised_on: delivered?.on ?? addDays(signed.on, random.whole(3, 12)),
      delivered_on: delivered?.on ?? null,
      delivered_at: delivered?.at ?? null,
      made_at: signed.at,
      made_by: card.consultant.id,
      keeper_id: card.consultant.id,
      paid_fen: paidFen,
    })
    this.#rows.order_credits.add({
      ...store,
      order_id: id,
      person_id: card.consultant.id,
      percent: 100,
    })
    const { vehicle } = customer
    if (!delivered || !vehicle) return
    this.#rows.order_cars.add({
      ...store,
      id: random.id(delivered.at.getTime()),
      order_id: id,
      vin: vehicle.vin,
      vehicle_id: vehicle.id,
      allocated_at: signed.at,
      allocated_by: card.consultant.id,
      delivered_on: delivered.on,
    })
  }

  /** Of the hottest cards some have a draft, and some had one that came to nothing. */
  consider(card: SimulatedCard): void {
    const random = this.#random
    const model = this.#modelOf(card.seriesId)
    if (!model || !random.chance(0.15)) return
    const { today } = this.#plan
    const isCancelled = random.chance(0.3)
    const madeAt = card.lastContactAt
    const madeOn = card.lastContactOn
    const id = random.id(madeAt.getTime())
    const discount = random.whole(0, 6) * 50_000
    const cancelledAt = new Date(madeAt.getTime() + 3_600_000)
    const reason = random.pick(['客户再考虑颜色', '贷款未批', '家人不同意', '改看另一款'])
    const { lines, amountFen } = addUp([
      { ...plainLine, name: model.name, unitFen: model.priceFen },
      ...(discount > 0
        ? [{ ...plainLine, kind: 'discount' as const, name: '优惠', unitFen: discount }]
        : []),
    ])
    const paidFen = this.#details.write({
      id,
      customer: card.customer,
      consultant: card.consultant.id,
      lines,
      amountFen,
      payment: 'cash',
      madeAt,
      madeOn,
      ...(isCancelled ? { cancelled: { on: madeOn, at: cancelledAt, reason } } : {}),
    })
    this.#rows.orders.add({
      store_id: this.#plan.storeId,
      id,
      number: this.#number(madeOn),
      opportunity_id: card.id,
      customer_id: card.customer.id,
      owner_id: card.consultant.id,
      state: isCancelled ? 'cancelled' : 'draft',
      series_id: card.seriesId,
      model_id: model.id,
      model_text: model.name,
      colour: random.pick(colours),
      list_fen: model.priceFen,
      discount_fen: discount,
      amount_fen: amountFen,
      payment_method: 'cash',
      promised_on: addDays(today, random.whole(-2, 14)),
      made_at: madeAt,
      made_by: card.consultant.id,
      keeper_id: card.consultant.id,
      paid_fen: paidFen,
      ...(isCancelled
        ? { cancelled_on: madeOn, cancelled_at: cancelledAt, cancel_reason: reason }
        : {}),
    })
  }

  #number(day: Day): string {
    this.#count += 1
    return `DD${day.replaceAll('-', '').slice(2)}${String(this.#count % 10_000).padStart(4, '0')}`
  }

  #modelOf(seriesId: string) {
    const models = this.#plan.models.filter((one) => one.seriesId === seriesId)
    return models.length === 0 ? undefined : this.#random.pick(models)
  }
}
