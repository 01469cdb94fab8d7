import { addDays, type Day, firstDayOfMonth, lastDayOfMonth, monthOf } from '#shared/days.ts'
import { type DayNumber, dayNumber, type HistoryCard, isSignedIn } from './history.ts'
import { forecastPeriod, type Interval, intervalOf } from './period-forecast.ts'

export interface BacktestMonth {
  /** `2026-08`, forecast at the end of the day before it began. */
  month: string
  forecast: Interval
  actual: number
  isInside: boolean
  /** The mean of the three months before, the forecast anybody can make. */
  naive: number
}

export interface Backtest {
  months: BacktestMonth[]
  /** Share of the months whose deals lay in their interval; 0.8 is what the interval promises. */
  coverage: number | null
  /** Mean absolute error in deals, of the forecast and of the naive one. */
  error: number | null
  naiveError: number | null
}

const leastHistoryDays = 180
const spreadMonths = 6
const monthsWalked = 12

type IsCounted = (card: HistoryCard) => boolean

/**
 * Walks back over the whole months before `today`, oldest first: what would have been forecast on the
 * eve of each from what was known then, what came, and what the mean of three months said (002-11).
 * `isCounted` narrows what is forecast and counted, as in `forecastPeriod`.
 */
export function backtest(
  cards: readonly HistoryCard[],
  today: Day,
  isCounted: IsCounted = () => true,
): Backtest {
  const look = lookBack(cards, isCounted)
  const counted = cards.filter(isCounted)
  const walked: BacktestMonth[] = []
  for (const month of monthsBefore(today, monthsWalked)) {
    const seen = look(month)
    if (!seen) continue
    const { expected, variance, actual } = seen
    const forecast = intervalOf(0, expected, variance * spreadOf(look, month))
    walked.push({
      month,
      forecast,
      actual,
      isInside: actual >= forecast.low && actual <= forecast.high,
      naive: naiveAt(counted, month),
    })
  }
  return { months: walked, ...summary(walked) }
}

/**
 * How much wider than chance the errors of the last months were, at least 1: an interval that is too
 * narrow for this store widens by itself. `month` is the one to be forecast.
 */
export const spreadAt = (
  cards: readonly HistoryCard[],
  month: string,
  isCounted: IsCounted = () => true,
): number => spreadOf(lookBack(cards, isCounted), month)

type LookBack = (
  month: string,
) => { expected: number; variance: number; actual: number } | undefined

/** What was expected on the eve of a month and what came; each month is looked at once. */
function lookBack(cards: readonly HistoryCard[], isCounted: IsCounted): LookBack {
  const counted = cards.filter(isCounted)
  const first = cards.reduce((least, card) => Math.min(least, card.openedOn), Infinity)
  const known = new Map<string, ReturnType<LookBack>>()
  return (month) => {
    if (known.has(month)) return known.get(month)
    const from = dayNumber(firstDayOfMonth(month))
    const to = dayNumber(lastDayOfMonth(month))
    const forecast =
      from - first < leastHistoryDays
        ? undefined
        : forecastPeriod(cards, { today: from - 1, from, to }, { isCounted })
    const seen = forecast && {
      expected: forecast.deals.expected,
      variance: forecast.variance,
      actual: dealsIn(counted, from, to),
    }
    known.set(month, seen)
    return seen
  }
}

function spreadOf(look: LookBack, month: string): number {
  const squares = monthsBefore(firstDayOfMonth(month), spreadMonths).flatMap((earlier) => {
    const seen = look(earlier)
    return seen ? [(seen.actual - seen.expected) ** 2 / Math.max(1, seen.variance)] : []
  })
  // Four months of mere chance stand beside what was seen.
  const sum = squares.reduce((total, square) => total + Math.min(square, 6), 0)
  return Math.max(1, (sum + 4) / (squares.length + 4))
}

const dealsIn = (cards: readonly HistoryCard[], from: DayNumber, to: DayNumber): number =>
  cards.reduce((sum, card) => sum + (isSignedIn(card, from, to) ? 1 : 0), 0)

function naiveAt(cards: readonly HistoryCard[], month: string): number {
  const three = monthsBefore(firstDayOfMonth(month), 3)
  return (
    three.reduce(
      (sum, one) =>
        sum + dealsIn(cards, dayNumber(firstDayOfMonth(one)), dayNumber(lastDayOfMonth(one))),
      0,
    ) / 3
  )
}

/** The whole months before the month of a day, oldest first. */
export function monthsBefore(day: Day, count: number): string[] {
  const months: string[] = []
  let at = firstDayOfMonth(day)
  for (let place = 0; place < count; place += 1) {
    at = firstDayOfMonth(addDays(at, -1))
    months.unshift(monthOf(at))
  }
  return months
}

function summary(months: readonly BacktestMonth[]): Omit<Backtest, 'months'> {
  if (months.length === 0) return { coverage: null, error: null, naiveError: null }
  const mean = (value: (month: BacktestMonth) => number) =>
    months.reduce((sum, month) => sum + value(month), 0) / months.length
  return {
    coverage: mean((month) => (month.isInside ? 1 : 0)),
    error: mean((month) => Math.abs(month.forecast.expected - month.actual)),
    naiveError: mean((month) => Math.abs(month.naive - month.actual)),
  }
}
