import type { OrderSum } from '#modules/orders/server/order-lines.ts'
import { usualRules } from '#modules/orders/server/usual-rules.ts'
import { addDays, type Day, earlierDay } from '#shared/days.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

/** What the details of an order are made of. */
export interface OrderFacts {
  id: string
  customer: { id: string; name: string }
  consultant: string
  lines: OrderSum['lines']
  amountFen: number
  payment: string
  madeAt: Date
  madeOn: Day
  signed?: { on: Day; at: Date }
  delivered?: { on: Day; at: Date } | undefined
  cancelled?: { on: Day; at: Date; reason: string }
}

/** Steps and events are made of what is still looked at. */
const recentDays = 60
const lifeDays = 400
const depositFen = 500_000

/** Writes what stands on an order: lines, payments, steps, its life. Its chance is its own. */
export class OrderDetails {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  /** Of the deliveries alone, so that the rest stays as it was. */
  readonly #handOvers: Random
  readonly #receipts = new Map<string, number>()

  constructor(plan: StorePlan, rows: StoreRows) {
    this.#plan = plan
    this.#rows = rows
    this.#random = createRandom('order details', plan.seed, plan.storeNumber)
    this.#handOvers = createRandom('hand-overs', plan.seed, plan.storeNumber)
  }

  /** Writes everything beside the order itself; gives what is paid of it in fen. */
  write(order: OrderFacts): number {
    this.#lines(order)
    if (order.madeOn >= addDays(this.#plan.today, -lifeDays)) this.#life(order)
    if (order.signed && order.madeOn >= addDays(this.#plan.today, -recentDays)) this.#steps(order)
    return this.#payments(order)
  }

  get #store() {
    return { store_id: this.#plan.storeId }
  }

  #lines(order: OrderFacts): void {
    for (const [position, line] of order.lines.entries())
      this.#rows.order_lines.add({ ...this.#store, order_id: order.id, position, ...line })
  }

  #life(order: OrderFacts): void {
    const note = (kind: string, at: Date, reason: string | null = null) =>
      this.#rows.order_changes.add({
        ...this.#store,
        id: this.#random.id(at.getTime()),
        order_id: order.id,
        customer_id: order.customer.id,
        kind,
        at,
        actor_id: order.consultant,
        version: 1,
        reason,
        amount_fen: order.amountFen,
      })
    note('made', order.madeAt)
    if (order.signed) note('signed', new Date(order.signed.at.getTime() + 1000))
    if (order.delivered) note('delivered', order.delivered.at)
    if (order.cancelled) note('cancelled', order.cancelled.at, order.cancelled.reason)
  }

  #payments(order: OrderFacts): number {
    const random = this.#random
    const isDeposited = order.signed !== undefined || random.chance(0.5)
    if (!isDeposited || order.amountFen === 0) return 0
    const deposit = Math.min(depositFen, order.amountFen)
    const way = () =>
      random.weighted([
        ['wechat', 40],
        ['card', 30],
        ['transfer', 20],
        ['cash', 10],
      ] as const)
    this.#pay(order, {
      kind: 'deposit',
      method: way(),
      on: order.madeOn,
      at: order.madeAt,
      fen: deposit,
    })
    if (order.cancelled) {
      // Some still wait for their money.
      if (random.chance(0.3)) return deposit
      const { on, at } = order.cancelled
      this.#pay(order, { kind: 'refund', method: 'transfer', on, at, fen: -deposit })
      return 0
    }
    if (!order.delivered) return deposit
    const method = order.payment === 'loan' ? 'loan' : 'transfer'
    const { on, at } = order.delivered
    this.#pay(order, { kind: 'balance', method, on, at, fen: order.amountFen - deposit })
    return order.amountFen
  }

  #pay(
    order: OrderFacts,
    payment: { kind: string; method: string; on: Day; at: Date; fen: number },
  ): void {
    if (payment.fen === 0) return
    const month = payment.on.slice(2, 7).replace('-', '')
    const count = (this.#receipts.get(month) ?? 0) + 1
    this.#receipts.set(month, count)
    this.#rows.order_payments.add({
      ...this.#store,
      id: this.#random.id(payment.at.getTime()),
      order_id: order.id,
      customer_id: order.customer.id,
      number: `SJ${month}${String(count).padStart(5, '0')}`,
      kind: payment.kind,
      method: payment.method,
      day: payment.on,
      amount_fen: payment.fen,
      payer: order.customer.name,
      made_at: payment.at,
      made_by: order.consultant,
    })
  }

  /** The steps of the DMS up to today, and the ticks of winning; the clerk is a little behind. */
  #steps(order: OrderFacts): void {
    const { signed, delivered } = order
    if (!signed) return
    const random = this.#random
    const end = delivered?.on ?? addDays(this.#plan.today, -1)
    let day = signed.on
    usualRules.steps.forEach((step, index) => {
      const next = addDays(day, random.whole(0, 3))
      day = delivered ? earlierDay(next, end) : next
      const isDone = delivered ? index < 7 : random.chance(0.8)
      if (!isDone || day > end) return
      this.#rows.order_steps.add({
        ...this.#store,
        order_id: order.id,
        step: step.key,
        done_on: day,
        number: step.key === 'invoiced' ? `FP${order.id.slice(-8)}` : '',
        recorded_at: signed.at,
      })
    })
    if (!delivered) return
    this.#handOver(order, delivered.at)
    for (const step of ['sale_report', 'card_collected', 'call_back', 'entered'] as const)
      if (random.chance(0.85))
        this.#rows.win_steps.add({
          ...this.#store,
          order_id: order.id,
          step,
          done_at: delivered.at,
          done_by: order.consultant,
        })
  }

  /** What was looked at and explained when the car was handed over. */
  #handOver(order: OrderFacts, at: Date): void {
    const random = this.#handOvers
    const points = usualRules.points.map(({ key, isNeeded }) => [
      key,
      { isDone: isNeeded || random.chance(0.8), note: '' },
    ])
    this.#rows.order_deliveries.add({
      ...this.#store,
      order_id: order.id,
      customer_id: order.customer.id,
      id: random.id(at.getTime()),
      points: JSON.stringify(Object.fromEntries(points)),
      mileage_km: random.whole(4, 38),
      key_count: 2,
      is_customer_signed: true,
      summary: random.pick([
        '功能逐项讲解，已加微信，约首保',
        '全家到场，合影留念，客户满意',
        '讲解驾驶辅助与手机互联，提醒磨合期注意事项',
      ]),
      made_at: at,
      done_at: at,
      done_by: order.consultant,
    })
  }
}
