import type { IntentLevel } from '#shared/intent-level.ts'
import { type DayNumber, type HistoryCard, isOpenOn, isSignedIn, levelOn } from './history.ts'
import { expectedInflow } from './inflow.ts'

/** Half the width of an 80 % interval in standard deviations. */
const z80 = 1.2816
/** The least history: fewer deals than this say nothing. */
export const leastDeals = 20
const landmarkEvery = 7
const landmarks = 52
const windowDays = 365

export interface Expected {
  deals: number
  variance: number
  cars: number
  carVariance: number
  amountFen: number
  amountVariance: number
}

export interface Interval {
  expected: number
  low: number
  high: number
}

export interface PeriodForecast {
  /** Signed in the period up to the day of asking. */
  done: { deals: number; cars: number; amountFen: number }
  /** The whole period: done and still to come, with the 80 % interval. */
  deals: Interval
  /** Of the deals still to come, as chance alone would have it. */
  variance: number
  cars: Interval
  amountFen: Interval
  /** What is still to come, by where it comes from. */
  fromOpen: number
  fromNew: number
  /** By what the caller groups cards by; the parts add up to the whole. */
  groups: Map<string, { done: number; deals: Interval; cars: number; amountFen: number }>
}

export interface ForecastOptions {
  spread?: number
  groupOf?: (card: HistoryCard) => string
  isCounted?: (card: HistoryCard) => boolean
}

/**
 * Deals expected in a period as seen at the end of a day, from the store's own past (seed 002-11):
 * each open card by how cards of its level and age went on, plus what is still to come in, by season
 * and weekday, times how soon new cards are signed. `spread` is how much wider than chance alone the
 * errors of past forecasts were (1: no wider). Undefined with fewer than 20 deals to learn from.
 * `isCounted` narrows what is forecast (one consultant's cards); it is learned from all cards.
 */
export function forecastPeriod(
  cards: readonly HistoryCard[],
  asked: { today: DayNumber; from: DayNumber; to: DayNumber },
  options: ForecastOptions = {},
): PeriodForecast | undefined {
  const { today, from, to } = asked
  const groupOf = options.groupOf ?? (() => '')
  const isCounted = options.isCounted ?? (() => true)
  const known = cards.filter((card) => card.openedOn <= today)
  const past = known.filter((card) => card.signedOn !== null && card.signedOn <= today)
  if (past.length < leastDeals) return undefined
  const groups = new Map<string, Expected & { done: number; doneCars: number; doneFen: number }>()
  const groupAt = (key: string) => {
    const known = groups.get(key)
    if (known) return known
    const made = {
      deals: 0,
      variance: 0,
      cars: 0,
      carVariance: 0,
      amountFen: 0,
      amountVariance: 0,
      done: 0,
      doneCars: 0,
      doneFen: 0,
    }
    groups.set(key, made)
    return made
  }
  for (const card of past)
    if (isCounted(card) && isSignedIn(card, from, Math.min(today, to))) {
      const group = groupAt(groupOf(card))
      group.done += 1
      group.doneCars += card.cars
      group.doneFen += card.amountFen
    }
  const deal = meanDeal(past, today)
  let fromOpen = 0
  let fromNew = 0
  if (to > today) {
    const chance = chanceOfOpen(known, { today, from: Math.max(from, today + 1), to })
    for (const card of known) {
      if (!isCounted(card) || !isOpenOn(card, today)) continue
      const p = chance(card)
      const amount = card.amountFen > 0 ? card.amountFen : deal.amountFen
      const group = groupAt(groupOf(card))
      fromOpen += p
      group.deals += p
      group.variance += p * (1 - p)
      group.cars += p * card.cars
      group.carVariance += p * (1 - p) * card.cars * card.cars
      group.amountFen += p * amount
      group.amountVariance += p * (1 - p) * amount * amount + p * deal.variance
    }
    const ofNew = dealsOfNew(known, { today, from: Math.max(from, today + 1), to })
    for (const [key, share] of sharesOfNew(past, today, { groupOf, isCounted })) {
      const group = groupAt(key)
      const part = ofNew * share
      fromNew += part
      group.deals += part
      group.variance += part
      group.cars += part * deal.cars
      group.carVariance += part * deal.carSquare
      group.amountFen += part * deal.amountFen
      group.amountVariance += part * (deal.amountFen ** 2 + deal.variance)
    }
  }
  return sumUp(groups, { fromOpen, fromNew, spread: options.spread ?? 1 })
}

/** How likely an open card of a level and age is signed in the days asked, by how earlier ones went. */
function chanceOfOpen(
  cards: readonly HistoryCard[],
  { today, from, to }: { today: DayNumber; from: DayNumber; to: DayNumber },
): (card: HistoryCard) => number {
  const first = from - today
  const last = to - today
  const cells = new Map<string, { n: number; signed: number }>()
  const count = (key: string, signed: boolean) => {
    const cell = cells.get(key) ?? { n: 0, signed: 0 }
    cell.n += 1
    if (signed) cell.signed += 1
    cells.set(key, cell)
  }
  const oldest = cards.reduce((least, card) => Math.min(least, card.openedOn), today)
  for (let place = 0; place < landmarks; place += 1) {
    const day = today - last - place * landmarkEvery
    if (day < oldest) break
    for (const card of cards) {
      if (!isOpenOn(card, day)) continue
      const signed = isSignedIn(card, day + first, day + last)
      const level = levelOn(card, day)
      count('', signed)
      count(level, signed)
      count(`${level} ${ageOf(day - card.openedOn)}`, signed)
    }
  }
  const all = cells.get('') ?? { n: 0, signed: 0 }
  const base = (all.signed + 0.5) / (all.n + 10)
  const shrunk = (key: string, to: number) => {
    const cell = cells.get(key) ?? { n: 0, signed: 0 }
    return (cell.signed + 30 * to) / (cell.n + 30)
  }
  const known = new Map<string, number>()
  return (card) => {
    const level: IntentLevel = levelOn(card, today)
    const key = `${level} ${ageOf(today - card.openedOn)}`
    const p = known.get(key) ?? shrunk(key, shrunk(level, base))
    known.set(key, p)
    return p
  }
}

/** Young cards move fast, old ones hardly. */
const ageOf = (days: number): number =>
  days <= 3 ? 0 : days <= 10 ? 1 : days <= 30 ? 2 : days <= 75 ? 3 : 4

/** Deals of cards that are not there yet: how many come on each day, times how soon such are signed. */
function dealsOfNew(
  cards: readonly HistoryCard[],
  { today, from, to }: { today: DayNumber; from: DayNumber; to: DayNumber },
): number {
  const inflow = expectedInflow(
    cards.map((card) => card.openedOn),
    today,
    to,
  )
  const signedBy = signedWithin(cards, today, to - today)
  let deals = 0
  for (let day = today + 1; day <= to; day += 1)
    deals +=
      (inflow[day - today - 1] ?? 0) *
      ((signedBy[to - day] ?? 0) - (day < from ? (signedBy[from - 1 - day] ?? 0) : 0))
  return deals
}

/** By age in days: the share of new cards signed by then, of those old enough to tell. */
function signedWithin(cards: readonly HistoryCard[], today: DayNumber, most: number): number[] {
  const opened = cards.filter((card) => card.openedOn > today - windowDays - most)
  const steps: number[] = []
  let share = 0
  const byAge = new Map<number, number>()
  const ages = new Map<number, number>()
  for (const card of opened) {
    const age = today - card.openedOn
    ages.set(age, (ages.get(age) ?? 0) + 1)
    if (card.signedOn !== null && card.signedOn <= today)
      byAge.set(card.signedOn - card.openedOn, (byAge.get(card.signedOn - card.openedOn) ?? 0) + 1)
  }
  let atRisk = opened.length
  for (let age = 0; age <= most; age += 1) {
    share += atRisk > 0 ? (byAge.get(age) ?? 0) / atRisk : 0
    steps.push(share)
    atRisk -= ages.get(age) ?? 0
  }
  return steps
}

/** Where new deals fall, by the deals of the last half year; those not counted keep their share. */
function sharesOfNew(
  past: readonly HistoryCard[],
  today: DayNumber,
  { groupOf, isCounted }: Required<Omit<ForecastOptions, 'spread'>>,
): Map<string, number> {
  const recent = past.filter((card) => (card.signedOn ?? 0) > today - 182)
  const of = recent.length > 0 ? recent : past
  const shares = new Map<string, number>()
  for (const card of of) {
    if (!isCounted(card)) continue
    const key = groupOf(card)
    shares.set(key, (shares.get(key) ?? 0) + 1 / of.length)
  }
  return shares
}

function meanDeal(past: readonly HistoryCard[], today: DayNumber) {
  const recent = past.filter((card) => (card.signedOn ?? 0) > today - windowDays)
  const of = recent.length >= leastDeals ? recent : past
  const mean = (value: (card: HistoryCard) => number) =>
    of.reduce((sum, card) => sum + value(card), 0) / Math.max(1, of.length)
  const amountFen = mean((card) => card.amountFen)
  return {
    cars: mean((card) => card.cars),
    carSquare: mean((card) => card.cars * card.cars),
    amountFen,
    variance: mean((card) => (card.amountFen - amountFen) ** 2),
  }
}

function sumUp(
  groups: Map<string, Expected & { done: number; doneCars: number; doneFen: number }>,
  { fromOpen, fromNew, spread }: { fromOpen: number; fromNew: number; spread: number },
): PeriodForecast {
  const all = [...groups.values()]
  const sum = (value: (group: (typeof all)[number]) => number) =>
    all.reduce((total, group) => total + value(group), 0)
  const done = {
    deals: sum((g) => g.done),
    cars: sum((g) => g.doneCars),
    amountFen: sum((g) => g.doneFen),
  }
  // Chance alone, and a tenth of doubt about how many will come in.
  const variance = sum((g) => g.variance) + (0.1 * fromNew) ** 2
  return {
    done,
    deals: intervalOf(
      done.deals,
      sum((g) => g.deals),
      variance * spread,
    ),
    variance,
    cars: intervalOf(
      done.cars,
      sum((g) => g.cars),
      (sum((g) => g.carVariance) + (0.1 * fromNew) ** 2) * spread,
    ),
    amountFen: intervalOf(
      done.amountFen,
      Math.round(sum((g) => g.amountFen)),
      sum((g) => g.amountVariance) * spread,
    ),
    fromOpen,
    fromNew,
    groups: new Map(
      [...groups].map(([key, g]) => [
        key,
        {
          done: g.done,
          deals: intervalOf(g.done, g.deals, g.variance * spread),
          cars: g.doneCars + g.cars,
          amountFen: g.doneFen + Math.round(g.amountFen),
        },
      ]),
    ),
  }
}

/** The 80 % interval of whole numbers around what is done and what is still expected. */
export function intervalOf(done: number, expected: number, variance: number): Interval {
  const half = z80 * Math.sqrt(Math.max(0, variance))
  const low = Math.max(0, Math.ceil(expected - half))
  return {
    expected: done + expected,
    low: done + Math.min(low, Math.floor(expected + half)),
    high: done + Math.max(low, Math.floor(expected + half)),
  }
}
