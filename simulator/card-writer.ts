import { type Day, daysBetween } from '#shared/days.ts'
import { DEFAULT_LEVEL_LIMITS, type IntentLevel, levelFor } from '#shared/intent-level.ts'
import { DEFAULT_PROMISE_GAPS, nextDue, nextOpenDay } from '#shared/promise.ts'
import type { Customer, CustomerWriter } from './customer-writer.ts'
import { OrderWriter } from './order-writer.ts'
import { QuoteWriter } from './quote-writer.ts'
import type { Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { SimulatedConsultant, StorePlan } from './store-plan.ts'
import type { SimulatedVisit, VisitWriter } from './visit-writer.ts'

export interface SimulatedCard {
  id: string
  customer: Customer
  consultant: SimulatedConsultant
  closing: number
  state: 'active' | 'signed' | 'loss_proposed' | 'lost' | 'delivered'
  level: IntentLevel
  expectedOn: Day
  seriesId: string
  sourceId: string
  note: string
  openedOn: Day
  openedAt: Date
  visitId: string
  lastContactOn: Day
  lastContactAt: Date
  unanswered: number
  /** The day the consultant will turn to it: the due day, or later when the promise is broken. */
  workOn: Day
  promise: { id: string; due: Day; madeAt: Date } | undefined
  signed?: { on: Day; at: Date }
  closed?: { on: Day; reason: string; competitor: string | null; summary: string }
}

interface NewCard {
  consultant: SimulatedConsultant
  expectedOn: Day
  closing: number
  note: string
}

/** Writes the rows of a simulated store's cards: promises, contacts, changes. */
export class CardWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  readonly #visits: VisitWriter
  readonly #customers: CustomerWriter
  readonly #orders: OrderWriter
  readonly #quotes: QuoteWriter

  constructor(
    plan: StorePlan,
    rows: StoreRows,
    random: Random,
    writers: { visits: VisitWriter; customers: CustomerWriter },
  ) {
    this.#plan = plan
    this.#rows = rows
    this.#random = random
    this.#visits = writers.visits
    this.#customers = writers.customers
    this.#quotes = new QuoteWriter(plan, rows)
    this.#orders = new OrderWriter(plan, rows, this.#quotes)
  }

  openCard(visit: SimulatedVisit, card: NewCard): SimulatedCard {
    const random = this.#random
    const at = visit.leftAt
    const customer = this.#customers.meet(at, card.consultant.id, visit.sourceId)
    const opened: SimulatedCard = {
      id: random.id(at.getTime()),
      customer,
      consultant: card.consultant,
      closing: card.closing,
      state: 'active',
      level: levelFor(card.expectedOn, visit.day, DEFAULT_LEVEL_LIMITS).level,
      expectedOn: card.expectedOn,
      seriesId: visit.seriesId,
      sourceId: visit.sourceId,
      note: card.note,
      openedOn: visit.day,
      openedAt: at,
      visitId: random.id(visit.arrivedAt.getTime()),
      lastContactOn: visit.day,
      lastContactAt: at,
      unanswered: 0,
      workOn: visit.day,
      promise: undefined,
    }
    this.#visits.write(opened.visitId, visit, {
      outcome: 'filed',
      sex: customer.sex,
      customerId: customer.id,
      opportunityId: opened.id,
      level: opened.level,
      note: card.note,
    })
    return opened
  }

  repeatVisit(card: SimulatedCard, times: { day: Day; arrivedAt: Date; leftAt: Date }): void {
    const id = this.#random.id(times.arrivedAt.getTime())
    const visit: SimulatedVisit = {
      ...times,
      channel: 'walk-in',
      consultantId: card.consultant.id,
      seriesId: card.seriesId,
      sourceId: card.sourceId,
    }
    this.#visits.write(id, visit, {
      outcome: 'repeat',
      customerId: card.customer.id,
      opportunityId: card.id,
      level: card.level,
      sex: card.customer.sex,
    })
    this.#reached(card, times.day, times.leftAt, {
      method: 'visit',
      result: 'interested',
      visitId: id,
    })
  }

  makePromise(card: SimulatedCard, due: Day, madeAt: Date): void {
    card.promise = { id: this.#random.id(madeAt.getTime()), due, madeAt }
  }

  unanswered(card: SimulatedCard, day: Day, at: Date): void {
    const contactId = this.#contactRow(card, day, at, {
      method: 'call',
      isReached: false,
      result: this.#random.pick(['no-answer', 'busy', 'switched-off']),
    })
    this.#endPromise(card, 'replaced', day, at, contactId)
    card.unanswered += 1
  }

  contact(card: SimulatedCard, day: Day, at: Date, expectedOn: Day, level: IntentLevel): void {
    const before = card.level
    if (expectedOn !== card.expectedOn)
      this.#change(card, 'expected_on', card.expectedOn, expectedOn, day, at)
    if (level !== before) this.#change(card, 'level', before, level, day, at)
    card.expectedOn = expectedOn
    card.level = level
    const result = this.#random.pick([
      'interested',
      'appointment',
      'comparing',
      'negotiating',
      'postponed',
    ])
    this.#reached(card, day, at, {
      method: this.#random.chance(0.7) ? 'call' : 'message',
      result,
      before,
    })
  }

  sign(card: SimulatedCard, day: Day, at: Date): void {
    this.#reached(card, day, at, { method: 'visit', result: 'ordered' })
    this.#change(card, 'state', 'active', 'signed', day, at)
    this.#change(card, 'stage', '50', '90', day, at)
    card.state = 'signed'
    card.signed = { on: day, at }
  }

  lose(card: SimulatedCard, day: Day, at: Date, reason: string, competitor: string | null): void {
    const result = competitor ? 'bought-elsewhere' : 'gave-up'
    this.#reached(card, day, at, { method: 'call', result })
    card.closed = { on: day, reason, competitor, summary: '客户已说明原因，跟踪结束' }
    if (daysBetween(day, this.#plan.today) < 3) {
      // Still with customer care: the promise is kept, but frozen.
      this.#change(card, 'state', 'active', 'loss_proposed', day, at)
      card.state = 'loss_proposed'
      this.makePromise(
        card,
        nextOpenDay(day, (d) => this.#plan.closedDays.has(d)),
        at,
      )
      this.#writePromise(card, { state: 'open', isFrozen: true })
      this.#writeCard(card, 50)
      return
    }
    this.#change(card, 'state', 'active', 'lost', day, at)
    card.state = 'lost'
    this.#verifyLoss(card)
    this.#writeCard(card, 50)
  }

  /** Care called nearly all; the papers of those older than a month are put away. */
  #verifyLoss(card: SimulatedCard): void {
    const { caretaker, today, manager } = this.#plan
    // Taken from the id: the history stays as it is.
    const draw = Number.parseInt(card.id.slice(-2), 16)
    if (caretaker === undefined || draw < 16) return
    const isFiled = daysBetween(card.lastContactOn, today) > 30
    const foundAt = new Date(card.lastContactAt.getTime() + (20 + (draw % 28)) * 3_600_000)
    if (foundAt > this.#plan.now) return
    this.#rows.loss_checks.add({
      ...this.#store,
      opportunity_id: card.id,
      proposed_at: card.lastContactAt,
      customer_id: card.customer.id,
      tries: lossKindOf(card) === 'lost_contact' ? 3 : 0,
      result: lossKindOf(card) === 'lost_contact' ? 'unreached' : 'true_loss',
      found_at: foundAt,
      found_by: caretaker,
      papers_at: isFiled ? new Date(foundAt.getTime() + 7 * 86_400_000) : null,
      papers_by: isFiled ? manager : null,
      papers_place: isFiled ? `${card.lastContactOn.slice(0, 7)} 战败夹` : '',
    })
  }

  deliver(card: SimulatedCard, day: Day, at: Date): void {
    this.#reached(card, day, at, { method: 'visit', result: 'ordered' })
    this.#change(card, 'state', 'signed', 'delivered', day, at)
    this.#change(card, 'stage', '90', '100', day, at)
    card.state = 'delivered'
    card.closed = { on: day, reason: '', competitor: null, summary: '已交车' }
    this.#writeCard(card, 100)
    this.#customers.handOver(card.customer, {
      seriesId: card.seriesId,
      boughtOn: card.lastContactOn,
      day,
      at,
    })
    this.#orders.write(card, { on: day, at })
  }

  /** Writes a card that is still open today with its one promise, its level as of today. */
  leaveOpen(card: SimulatedCard, isClosed: (day: Day) => boolean): void {
    const { today } = this.#plan
    const level = levelFor(card.expectedOn, today, DEFAULT_LEVEL_LIMITS).level
    if (card.state === 'active' && level !== card.level) {
      this.#change(card, 'level', card.level, level, today, this.#plan.now)
      card.level = level
    }
    if (card.promise && card.state === 'active') {
      const latest = nextDue({
        lastContactOn: card.lastContactOn,
        level: card.level,
        gaps: DEFAULT_PROMISE_GAPS,
        isClosed,
      })
      if (latest < card.promise.due && card.promise.due > today) {
        const soonest = nextOpenDay(today, isClosed)
        card.promise.due = latest < soonest ? soonest : latest
      }
    }
    this.#writePromise(card, { state: 'open', isFrozen: false })
    this.#writeCard(card, card.state === 'signed' ? 90 : this.#stageOf(card))
    if (card.state === 'signed') this.#orders.write(card)
    else if (card.state === 'active' && card.level === 'H') {
      this.#quotes.offer(card)
      this.#orders.consider(card)
    }
  }

  /** The cheapest model of a series, as a card's amount is worked out while no model is chosen. */
  #guidePrice(seriesId: string): number {
    const prices = this.#plan.models
      .filter((one) => one.seriesId === seriesId)
      .map((one) => one.priceFen)
    return prices.length === 0 ? 0 : Math.min(...prices)
  }

  get #store() {
    return { store_id: this.#plan.storeId }
  }

  #stageOf(card: SimulatedCard): number {
    return card.level === 'H' ? 75 : card.level === 'A' ? 50 : 25
  }

  #reached(
    card: SimulatedCard,
    day: Day,
    at: Date,
    contact: { method: string; result: string; before?: string; visitId?: string },
  ): void {
    const contactId = this.#contactRow(card, day, at, { ...contact, isReached: true })
    this.#endPromise(card, 'done', day, at, contactId)
    card.lastContactOn = day
    card.lastContactAt = at
    card.unanswered = 0
  }

  #contactRow(
    card: SimulatedCard,
    day: Day,
    at: Date,
    contact: {
      method: string
      isReached: boolean
      result: string
      before?: string
      visitId?: string
    },
  ): string {
    const id = this.#random.id(at.getTime())
    this.#rows.contacts.add({
      ...this.#store,
      id,
      customer_id: card.customer.id,
      opportunity_id: card.id,
      person_id: card.consultant.id,
      at,
      on_day: day,
      method: contact.method,
      is_reached: contact.isReached,
      result: contact.result,
      note: '',
      level_before: contact.before ?? card.level,
      level_after: card.level,
      follow_up_id: card.promise?.id ?? null,
      visit_id: contact.visitId ?? null,
      recorded_at: at,
    })
    return id
  }

  #endPromise(
    card: SimulatedCard,
    state: 'done' | 'replaced',
    day: Day,
    at: Date,
    contactId: string,
  ): void {
    this.#writePromise(card, { state, isFrozen: false, day, at, contactId })
    card.promise = undefined
  }

  #writePromise(
    card: SimulatedCard,
    end: { state: string; isFrozen: boolean; day?: Day; at?: Date; contactId?: string },
  ): void {
    if (!card.promise) return
    this.#rows.follow_ups.add({
      ...this.#store,
      id: card.promise.id,
      opportunity_id: card.id,
      owner_id: card.consultant.id,
      due_on: card.promise.due,
      state: end.state,
      purpose: card.state === 'signed' ? 'until-delivery' : 'follow-up',
      is_frozen: end.isFrozen,
      made_at: card.promise.madeAt,
      made_by: card.consultant.id,
      ended_at: end.at ?? null,
      ended_on: end.day ?? null,
      contact_id: end.contactId ?? null,
    })
  }

  #change(card: SimulatedCard, field: string, from: string, to: string, day: Day, at: Date): void {
    this.#rows.opportunity_changes.add({
      ...this.#store,
      id: this.#random.id(at.getTime()),
      opportunity_id: card.id,
      field,
      from_value: from,
      to_value: to,
      effective_on: day,
      recorded_at: at,
      actor_id: card.consultant.id,
    })
  }

  #writeCard(card: SimulatedCard, stage: number): void {
    const reason = this.#plan.losses?.reasons[card.closed?.reason ?? '']
    const rival = this.#plan.losses?.rivals[card.closed?.competitor ?? '']
    this.#rows.opportunities.add({
      ...this.#store,
      id: card.id,
      customer_id: card.customer.id,
      owner_id: card.consultant.id,
      state: card.state,
      level: card.level,
      stage,
      expected_on: card.expectedOn,
      is_expected_estimated: false,
      series_id: card.seriesId,
      source_id: card.sourceId,
      note: card.note,
      opened_on: card.openedOn,
      opened_at: card.openedAt,
      opened_visit_id: card.visitId,
      is_returning: false,
      last_contact_on: card.lastContactOn,
      last_contact_at: card.lastContactAt,
      closed_on:
        card.state === 'lost' || card.state === 'delivered' ? (card.closed?.on ?? null) : null,
      closed_reason: reason ? `${lossKindOf(card)}: ${reason.label}` : null,
      loss_kind: lossKindOf(card),
      loss_reason_id: reason?.id ?? null,
      competitor: rival?.label ?? null,
      competitor_id: rival?.id ?? null,
      loss_proposed_at: lossKindOf(card) === null ? null : card.lastContactAt,
      summary: card.closed?.summary ?? null,
      unanswered_days: card.unanswered,
      origin: 'visit',
      expected_amount_fen: this.#guidePrice(card.seriesId),
    })
  }
}

/** Who bought elsewhere is defeated; of the others a part could not be reached any more. */
function lossKindOf({ state, closed, id }: SimulatedCard): 'defeat' | 'lost_contact' | null {
  if (state !== 'lost' && state !== 'loss_proposed') return null
  return closed?.competitor == null && id.endsWith('0') ? 'lost_contact' : 'defeat'
}
