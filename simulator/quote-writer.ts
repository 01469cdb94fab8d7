import { addDays, type Day } from '#shared/days.ts'
import { type QuoteLine, quoteLines, quoteTotals } from '#shared/quote-totals.ts'
import type { SimulatedCard } from './card-writer.ts'
import { configuredCar, plainCar, type SimulatedPayment } from './configured-car.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const reasons = ['对手报价更低，客户今天能定', '老客户介绍', '库存车，想尽快消化', '月底冲量']
/** Numbers of the history stay below this; what the demo's people make comes after it. */
const lastOfHistory = 9_999
/** Cars bought longer ago are kept without their colours and options. */
const lifeDays = 400
const depositFen = 500_000

interface Offer {
  id: string
  state: 'draft' | 'waiting' | 'approved' | 'sent' | 'accepted' | 'expired'
  at: Date
  day: Day
  modelId: string
  discountFen: number
  payment: SimulatedPayment
  orderId?: string
}

/** What an order takes over from its quote. */
interface QuotedCar {
  modelText: string
  colour: string
  lines: QuoteLine[]
}

/** Writes what customers were offered. Its chance is its own: the history stays as it is. */
export class QuoteWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  readonly #counts = new Map<number, number>()

  constructor(plan: StorePlan, rows: StoreRows) {
    this.#plan = plan
    this.#rows = rows
    this.#random = createRandom('quotes', plan.seed, plan.storeNumber)
  }

  /** The quote an order was made from, as the order takes it over. */
  accepted(
    card: SimulatedCard,
    order: Pick<Offer, 'at' | 'day' | 'modelId' | 'discountFen' | 'payment'> & { orderId: string },
  ): QuotedCar & { id: string } {
    const id = this.#random.id(order.at.getTime())
    return { id, ...this.#write(card, { ...order, id, state: 'accepted' }) }
  }

  /** A part of the cards under negotiation has a quote; some of them wait for approval. */
  offer(card: SimulatedCard): void {
    const random = this.#random
    const models = this.#plan.models.filter((one) => one.seriesId === card.seriesId)
    if (models.length === 0 || !random.chance(0.7)) return
    const model = random.pick(models)
    const state = random.weighted([
      ['sent', 60],
      ['waiting', 15],
      ['approved', 10],
      ['draft', 15],
    ] as const)
    const percent = state === 'waiting' || state === 'approved' ? random.whole(2, 4) : 1
    const day = card.lastContactOn
    const isOver = state !== 'draft' && addDays(day, 7) < this.#plan.today
    this.#write(card, {
      id: random.id(card.lastContactAt.getTime()),
      state: isOver ? 'expired' : state,
      at: card.lastContactAt,
      day,
      modelId: model.id,
      discountFen: Math.floor((model.priceFen * percent) / 10_000_00) * 100_00,
      payment: random.pick(['cash', 'loan'] as const),
    })
  }

  #write(card: SimulatedCard, offer: Offer): QuotedCar {
    const store = { store_id: this.#plan.storeId }
    const book = this.#plan.priceBooks.get(offer.modelId)
    if (!book) throw new Error(`No price of the model ${offer.modelId}`)
    const chosen =
      offer.day < addDays(this.#plan.today, -lifeDays)
        ? plainCar(book, offer.discountFen)
        : configuredCar(book, this.#random, {
            ...offer,
            depositFen: offer.orderId ? depositFen : 0,
          })
    const lines = quoteLines(book, chosen)
    const colour = book.items.find(({ id }) => id === chosen.colourId)?.name ?? ''
    const totals = quoteTotals(book, chosen)
    const isSent = ['sent', 'accepted', 'expired'].includes(offer.state)
    const validUntil = addDays(offer.day, 7)
    this.#rows.quotes.add({
      ...store,
      id: offer.id,
      number: this.#number(Number(offer.day.slice(0, 4))),
      opportunity_id: card.id,
      customer_id: card.customer.id,
      owner_id: card.consultant.id,
      state: offer.state,
      series_id: card.seriesId,
      model_id: offer.modelId,
      model_text: book.model.name,
      colour,
      payment_method: offer.payment === 'trade_in' ? 'cash' : offer.payment,
      list_fen: totals.listFen,
      discount_fen: totals.discountFen,
      car_fen: totals.carFen,
      total_fen: totals.totalFen,
      valid_until: validUntil,
      made_at: offer.at,
      made_by: card.consultant.id,
      changed_at: offer.at,
      sent_at: isSent ? offer.at : null,
      sent_by_way: isSent ? 'wechat' : null,
      accepted_at: offer.state === 'accepted' ? offer.at : null,
      order_id: offer.orderId ?? null,
    })
    const isApproved = offer.state === 'approved'
    this.#rows.quote_versions.add({
      ...store,
      quote_id: offer.id,
      id: this.#random.id(offer.at.getTime()),
      no: 1,
      customer_id: card.customer.id,
      configuration: JSON.stringify(chosen),
      totals: JSON.stringify(totals),
      valid_until: validUntil,
      priced_on: offer.day,
      made_at: offer.at,
      made_by: card.consultant.id,
      sent_at: isSent ? offer.at : null,
      approved_at: isApproved ? offer.at : null,
      approved_by: isApproved ? this.#plan.manager : null,
    })
    for (const [position, line] of lines.entries())
      this.#rows.quote_lines.add({
        ...store,
        quote_id: offer.id,
        version_no: 1,
        position,
        kind: line.kind,
        item_id: line.itemId,
        name: line.name,
        name_en: line.nameEn,
        price_fen: line.priceFen,
        amount_fen: line.amountFen,
      })
    if (offer.state === 'waiting') this.#ask(card, offer, totals)
    return { modelText: book.model.name, colour, lines }
  }

  #ask(card: SimulatedCard, offer: Offer, totals: ReturnType<typeof quoteTotals>): void {
    this.#rows.quote_approvals.add({
      store_id: this.#plan.storeId,
      id: this.#random.id(offer.at.getTime()),
      quote_id: offer.id,
      version_no: 1,
      owner_id: card.consultant.id,
      discount_fen: totals.discountFen,
      basis_fen: totals.basisFen,
      car_fen: totals.carFen,
      reason: this.#random.pick(reasons),
      asked_at: offer.at,
      asked_by: card.consultant.id,
      state: 'open',
    })
  }

  #number(year: number): string {
    const count = (this.#counts.get(year) ?? 0) + 1
    this.#counts.set(year, count)
    if (count === 1)
      this.#rows.quote_numbers.add({ store_id: this.#plan.storeId, year, last: lastOfHistory })
    return `BJ${String(year).slice(2)}-${String(count).padStart(5, '0')}`
  }
}
