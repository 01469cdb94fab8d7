import { addDays, type Day, daysBetween, daysFromTo, weekday } from '#shared/days.ts'
import { DEFAULT_LEVEL_LIMITS, type IntentLevel, levelFor } from '#shared/intent-level.ts'
import { DEFAULT_PROMISE_GAPS, firstDue, nextDue, nextOpenDay } from '#shared/promise.ts'
import { CardWriter, type SimulatedCard } from './card-writer.ts'
import { CustomerWriter } from './customer-writer.ts'
import { writeDayNotes } from './day-note-writer.ts'
import { writeEvaluations } from './evaluation-writer.ts'
import { writeFloor } from './floor-writer.ts'
import { instantOf } from './instant-of.ts'
import { writeLeads } from './lead-writer.ts'
import { NoteWriter } from './note-writer.ts'
import { remarks } from './people-data.ts'
import { writePrivacy } from './privacy-writer.ts'
import { createRandom, type Random } from './random.ts'
import { columns, RowBuffer, type TableName } from './rows.ts'
import { writeStock } from './stock-rows.ts'
import type { SimulatedConsultant, StorePlan } from './store-plan.ts'
import { VisitWriter } from './visit-writer.ts'

export type StoreRows = Record<TableName, RowBuffer>

/** Chance that a reached contact ends the card, by level: signed or lost. */
const endings: Record<IntentLevel, { deal: number; loss: number }> = {
  H: { deal: 0.115, loss: 0.22 },
  A: { deal: 0.052, loss: 0.25 },
  B: { deal: 0.031, loss: 0.28 },
  C: { deal: 0.016, loss: 0.31 },
}
const weekdayTraffic = [0, 0.82, 0.8, 0.84, 0.86, 0.9, 1.36, 1.42]
const lossReasons = [
  'price',
  'product',
  'no-stock',
  'colour-trim',
  'financing',
  'trade-in',
  'other-store',
  'distance',
]
const rivals = ['saic-vw', 'toyota', 'honda', 'nissan', 'buick', 'ford', 'hyundai']
const oldestOpenDays = 200

/**
 * Lives a store through its days: visits, cards, promises kept and broken, deals, losses, owners,
 * services. Gives the rows of every table, or only of those named. The same plan gives the same rows.
 */
export function simulateStore(plan: StorePlan, only?: readonly TableName[]): StoreRows {
  const rows = Object.fromEntries(
    (Object.keys(columns) as TableName[]).map((table) => [
      table,
      new RowBuffer(table, only === undefined || only.includes(table)),
    ]),
  ) as StoreRows
  const life = new StoreLife(plan, rows)
  for (const day of daysFromTo(plan.from, plan.today)) life.live(day)
  life.finish()
  return rows
}

class StoreLife {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  readonly #cards: CardWriter
  readonly #visits: VisitWriter
  readonly #customers: CustomerWriter
  readonly #notes: NoteWriter
  /** Cards to be worked on a day. */
  readonly #agenda = new Map<Day, SimulatedCard[]>()
  readonly #active = new Set<SimulatedCard>()
  readonly #isClosed: (day: Day) => boolean
  #turn = 0

  constructor(plan: StorePlan, rows: StoreRows) {
    this.#plan = plan
    this.#rows = rows
    this.#random = createRandom('store', plan.seed, plan.storeNumber)
    this.#visits = new VisitWriter(plan, rows, this.#random)
    this.#customers = new CustomerWriter(plan, rows, this.#random)
    this.#notes = new NoteWriter(plan, rows)
    this.#cards = new CardWriter(plan, rows, this.#random, {
      visits: this.#visits,
      customers: this.#customers,
    })
    this.#isClosed = (day) => plan.closedDays.has(day)
  }

  live(day: Day): void {
    if (this.#isClosed(day)) {
      for (const card of this.#agenda.get(day) ?? [])
        this.#workOn(card, nextOpenDay(day, this.#isClosed))
      this.#agenda.delete(day)
      return
    }
    this.#receive(day)
    const due = this.#agenda.get(day) ?? []
    this.#agenda.delete(day)
    for (const card of due) this.#work(card, day)
    this.#customers.serve(day)
  }

  /** Writes what is still open: cards with their promise, owners. */
  finish(): void {
    for (const card of this.#active) {
      this.#cards.leaveOpen(card, this.#isClosed)
      this.#notes.leave(card)
    }
    writeStock(this.#plan, this.#rows)
    writePrivacy(this.#plan, this.#rows, this.#active)
    this.#customers.finish()
    writeFloor(this.#plan, this.#rows, this.#active)
    writeLeads(this.#plan, this.#rows, this.#active)
    writeDayNotes(this.#plan, this.#rows)
    writeEvaluations(this.#plan, this.#rows)
  }

  #workOn(card: SimulatedCard, day: Day): void {
    card.workOn = day
    const list = this.#agenda.get(day)
    if (list) list.push(card)
    else this.#agenda.set(day, [card])
  }

  #traffic(day: Day): number {
    const { dailyVisits, truths, holidays, from } = this.#plan
    const season = truths.seasons[Number(day.slice(5, 7)) - 1] ?? 1
    const holiday = holidays.has(day)
      ? day.slice(5, 7) === '02' || day.slice(5, 7) === '01'
        ? 0.5
        : 1.25
      : 1
    const growth = 1 + daysBetween(from, day) * 0.00008
    return dailyVisits * (weekdayTraffic[weekday(day)] ?? 1) * season * holiday * growth
  }

  #receive(day: Day): void {
    const { truths } = this.#plan
    const lifts = truths.campaigns.filter((c) => c.from <= day && day <= c.to)
    const lift = lifts.reduce((sum, c) => sum + c.lift - 1, 0)
    const count = this.#random.poisson(this.#traffic(day) * (1 + lift))
    const minutes = Array.from({ length: count }, () => this.#arrivalMinute()).sort((a, b) => a - b)
    for (const minute of minutes) {
      const arrivedAt = instantOf(this.#plan, day, minute)
      if (arrivedAt.getTime() > this.#plan.now.getTime()) return
      const campaign =
        lifts.length > 0 && this.#random.chance(lift / (1 + lift)) ? lifts[0]?.source : undefined
      this.#visit(day, arrivedAt, campaign)
    }
    this.#repeats(day)
  }

  #arrivalMinute(): number {
    const peak = this.#random.chance(0.45) ? 10.6 * 60 : 15.2 * 60
    return Math.min(17.6 * 60, Math.max(9.05 * 60, this.#random.normal(peak, 75)))
  }

  #nextConsultant(): SimulatedConsultant {
    const { consultants } = this.#plan
    this.#turn += 1
    const chosen = consultants[this.#turn % consultants.length] as SimulatedConsultant
    // One in six has the day off; the next takes over.
    return this.#random.chance(1 / 6)
      ? (consultants[(this.#turn + 1) % consultants.length] as SimulatedConsultant)
      : chosen
  }

  #visit(day: Day, arrivedAt: Date, campaign: string | undefined): void {
    const { sources, series, truths } = this.#plan
    const random = this.#random
    const consultant = this.#nextConsultant()
    const channel = random.chance(0.79) ? 'walk-in' : 'call-in'
    const source =
      (campaign && sources.find((s) => s.code === campaign)) ||
      random.weighted(sources.map((s) => [s, s.weight] as const))
    const model = random.weighted(series.map((s) => [s, s.weight] as const))
    const stay = channel === 'walk-in' ? random.whole(6, 85) : random.whole(2, 12)
    const leftAt = new Date(arrivedAt.getTime() + stay * 60_000)
    const visit = {
      day,
      arrivedAt,
      leftAt,
      channel,
      consultantId: consultant.id,
      seriesId: model.id,
      sourceId: source.id,
    } as const
    if (leftAt.getTime() > this.#plan.now.getTime()) return this.#visits.leaveOpen(visit)
    if (random.chance(0.04)) return this.#visits.close(visit, { outcome: 'not_prospect' })
    const slack = weekday(day) === truths.slackWeekday.weekday ? truths.slackWeekday.filing : 1
    const filing = 0.5 * consultant.filing * slack * (channel === 'call-in' ? 0.8 : 1.05)
    if (!random.chance(filing)) return this.#visits.close(visit, { outcome: 'unfiled' })

    const isBetter = source.code === truths.betterSource.code
    const card = this.#cards.openCard(visit, {
      consultant,
      expectedOn: addDays(day, this.#expectedIn()),
      closing: consultant.closing * (isBetter ? truths.betterSource.closing : 1),
      note: random.chance(0.6) ? random.pick(remarks) : '',
    })
    this.#active.add(card)
    this.#promise(card, firstDue(day, this.#isClosed), leftAt)
  }

  #expectedIn(): number {
    const random = this.#random
    return random.weighted([
      [random.whole(1, 7), 24],
      [random.whole(8, 30), 38],
      [random.whole(31, 60), 22],
      [random.whole(61, 150), 16],
    ])
  }

  /** Some customers come back by themselves; that contact keeps the promise. */
  #repeats(day: Day): void {
    const random = this.#random
    for (const card of this.#active) {
      if (card.lastContactOn === day || !random.chance(card.level === 'H' ? 0.03 : 0.009)) continue
      const arrivedAt = instantOf(this.#plan, day, this.#arrivalMinute())
      const leftAt = new Date(arrivedAt.getTime() + random.whole(15, 90) * 60_000)
      if (leftAt.getTime() > this.#plan.now.getTime()) continue
      this.#cards.repeatVisit(card, { day, arrivedAt, leftAt })
      this.#promise(
        card,
        nextDue({
          lastContactOn: day,
          level: card.level,
          gaps: DEFAULT_PROMISE_GAPS,
          isClosed: this.#isClosed,
        }),
        leftAt,
      )
    }
  }

  #promise(card: SimulatedCard, due: Day, madeAt: Date): void {
    this.#cards.makePromise(card, due, madeAt)
    const broken = !this.#random.chance(card.consultant.keeping)
    this.#workOn(card, broken ? addDays(due, this.#random.whole(1, 5)) : due)
  }

  /** A day on which the consultant turns to the card: the promise is kept, late or not at all. */
  #work(card: SimulatedCard, day: Day): void {
    if (!this.#active.has(card) || card.workOn !== day) return
    const random = this.#random
    const at = instantOf(this.#plan, day, random.whole(9 * 60 + 10, 17 * 60 + 30))
    // Today's work of the hours to come is still to be done.
    if (at.getTime() > this.#plan.now.getTime()) return
    if (card.state === 'signed') return this.#deliver(card, day, at)
    if (!random.chance(0.78) && card.unanswered < 3) {
      this.#cards.unanswered(card, day, at)
      return this.#promise(card, nextOpenDay(day, this.#isClosed), at)
    }
    const chances = endings[card.level]
    const draw = random.next()
    const deal = chances.deal * card.closing
    if (draw < deal) {
      this.#cards.sign(card, day, at)
      return this.#promise(card, nextOpenDay(addDays(day, random.whole(1, 9)), this.#isClosed), at)
    }
    const isStale = daysBetween(card.openedOn, day) > oldestOpenDays
    if (draw < deal + chances.loss || isStale) {
      this.#cards.lose(
        card,
        day,
        at,
        random.pick(lossReasons),
        random.chance(0.7) ? random.pick(rivals) : null,
      )
      this.#active.delete(card)
      return
    }
    const expectedOn = this.#newExpectation(card, day)
    this.#cards.contact(
      card,
      day,
      at,
      expectedOn,
      levelFor(expectedOn, day, DEFAULT_LEVEL_LIMITS).level,
    )
    this.#promise(
      card,
      nextDue({
        lastContactOn: day,
        level: card.level,
        gaps: DEFAULT_PROMISE_GAPS,
        isClosed: this.#isClosed,
      }),
      at,
    )
  }

  #newExpectation(card: SimulatedCard, day: Day): Day {
    const random = this.#random
    if (card.expectedOn <= day || random.chance(0.22)) return addDays(day, this.#expectedIn())
    return random.chance(0.12)
      ? addDays(card.expectedOn, -Math.min(10, Math.max(0, daysBetween(day, card.expectedOn) - 1)))
      : card.expectedOn
  }

  #deliver(card: SimulatedCard, day: Day, at: Date): void {
    this.#cards.deliver(card, day, at)
    this.#active.delete(card)
  }
}
