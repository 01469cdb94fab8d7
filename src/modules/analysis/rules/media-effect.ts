import { addDays, type Day } from '#shared/days.ts'
import { compareRates, holm, type Interval, twoSided, z95 } from '#shared/statistics.ts'
import { type DayCount, type DayModel, factorsFor, fitDays, sumOver } from './day-model.ts'

/** A decision day, how many days before and after, and the delay of the answer in days. */
export interface MediaQuestion {
  day: Day
  days: number
  lag: number
}

export interface Window {
  from: Day
  to: Day
}

/** The chosen day belongs to the days after; a response lag shifts them (rules.md "Media effect"). */
export function windowsOf({ day, days, lag }: MediaQuestion): { before: Window; after: Window } {
  const start = addDays(day, lag)
  return {
    before: { from: addDays(day, -days), to: addDays(day, -1) },
    after: { from: start, to: addDays(start, days - 1) },
  }
}

export const isWithin = (day: Day, { from, to }: Window): boolean => day >= from && day <= to

/** The score of product.md section 4, example 3; null growth where there is nothing before. */
export function growthScore(
  days: readonly Pick<DayCount, 'day' | 'count'>[],
  question: MediaQuestion,
): { before: number; after: number; growth: number | null } {
  const windows = windowsOf(question)
  const total = (window: Window) =>
    days.reduce((sum, one) => sum + (isWithin(one.day, window) ? one.count : 0), 0)
  const before = total(windows.before)
  const after = total(windows.after)
  return { before, after, growth: before === 0 ? null : after / before - 1 }
}

export type WhyNot = 'not-over' | 'no-history' | 'too-few' | 'marked'

export type Effect =
  | { kind: 'cannot-tell'; why: WhyNot; expected?: number }
  | {
      kind: 'lift' | 'drop' | 'no-change'
      /** Traffic ÷ what was expected, less one. */
      effect: number
      range: Interval
      p: number
      seen: number
      expected: number
      /** Days compared: after, and of the baseline. */
      days: number
      baseDays: number
      /** Standard error of the logarithm, for taking several evaluations together. */
      logError: number
    }

/** The baseline looks back this many days before the decision day. */
const baseSpan = 56
const leastBaseDays = 21
/** Fewer parties than this, seen and expected together, could not be told from chance. */
const leastParties = 15

/**
 * Traffic of the days after against what the weekdays, the season and the level of the eight weeks
 * before made expect; holidays, make-up workdays, closed days and the windows of other campaigns
 * are compared with nothing. Says so when it cannot tell.
 */
export function effectOf(
  days: readonly DayCount[],
  question: MediaQuestion,
  context: { today: Day; others?: readonly Window[]; model?: DayModel | undefined },
): Effect {
  const { after } = windowsOf(question)
  if (after.to >= context.today) return { kind: 'cannot-tell', why: 'not-over' }
  const others = context.others ?? []
  const isOther = (day: Day) => others.some((window) => isWithin(day, window))
  const span = { from: question.day, to: after.to }
  const model =
    context.model ?? fitDays(days, factorsFor(days), (day) => isWithin(day, span) || isOther(day))
  if (!model) return { kind: 'cannot-tell', why: 'no-history' }
  const base = { from: addDays(question.day, -baseSpan), to: addDays(question.day, -1) }
  const then = sumOver(days, model, (one) => !one.mark && isWithin(one.day, after))
  const usual = sumOver(
    days,
    model,
    (one) => !one.mark && isWithin(one.day, base) && !isOther(one.day),
  )
  if (usual.days < leastBaseDays || usual.seen === 0)
    return { kind: 'cannot-tell', why: 'no-history' }
  if (then.days === 0) return { kind: 'cannot-tell', why: 'marked' }
  const level = usual.seen / usual.expected
  const expected = then.expected * level
  if (expected + then.seen < leastParties) return { kind: 'cannot-tell', why: 'too-few', expected }
  const compared = compareRates(
    { count: then.seen, exposure: then.expected },
    { count: usual.seen, exposure: usual.expected },
    model.dispersion,
  )
  if (!compared) return { kind: 'cannot-tell', why: 'no-history' }
  const isClear = compared.p <= 0.05
  return {
    kind: isClear ? (compared.ratio > 1 ? 'lift' : 'drop') : 'no-change',
    effect: compared.ratio - 1,
    range: { low: compared.low - 1, high: compared.high - 1 },
    p: compared.p,
    seen: then.seen,
    expected,
    days: then.days,
    baseDays: usual.days,
    logError: compared.error,
  }
}

/** Several evaluations taken together (weighted by how sure each is); undefined where none can tell. */
export function together(
  effects: readonly Effect[],
): { effect: number; range: Interval; p: number; n: number } | undefined {
  let weights = 0
  let sum = 0
  let n = 0
  for (const one of effects) {
    if (one.kind === 'cannot-tell') continue
    const weight = 1 / one.logError ** 2
    weights += weight
    sum += weight * Math.log(Math.max(one.seen, 0.5) / one.expected)
    n += 1
  }
  if (n === 0) return undefined
  const log = sum / weights
  const error = 1 / Math.sqrt(weights)
  return {
    effect: Math.exp(log) - 1,
    range: { low: Math.exp(log - z95 * error) - 1, high: Math.exp(log + z95 * error) - 1 },
    p: twoSided(log / error),
    n,
  }
}

export interface LagTried {
  lag: number
  effect: Effect
  /** Adjusted for the number of delays tried; 1 where nothing can be told. */
  p: number
}

/** Every delay from 0 to `longest`, and the clearest lift among them, if any is clear after adjusting. */
export function findLag(
  days: readonly DayCount[],
  question: Omit<MediaQuestion, 'lag'>,
  context: { today: Day; others?: readonly Window[]; longest: number },
): { tried: LagTried[]; best: LagTried | undefined } {
  const isOther = (day: Day) => (context.others ?? []).some((window) => isWithin(day, window))
  const span = { from: question.day, to: addDays(question.day, context.longest + question.days) }
  const model = fitDays(days, factorsFor(days), (day) => isWithin(day, span) || isOther(day))
  const effects = Array.from({ length: context.longest + 1 }, (_, lag) =>
    effectOf(days, { ...question, lag }, { ...context, model }),
  )
  const known = effects.filter((one) => one.kind !== 'cannot-tell')
  const adjusted = holm(known.map((one) => one.p))
  const tried = effects.map((effect, lag) => ({
    lag,
    effect,
    p: effect.kind === 'cannot-tell' ? 1 : (adjusted[known.indexOf(effect)] ?? 1),
  }))
  const lifts = tried.filter(
    ({ effect, p }) => effect.kind !== 'cannot-tell' && effect.effect > 0 && p <= 0.05,
  )
  return { tried, best: lifts.sort((a, b) => a.p - b.p || strength(b) - strength(a))[0] }
}

const strength = ({ effect }: LagTried): number =>
  effect.kind === 'cannot-tell' ? 0 : Math.log1p(effect.effect) / effect.logError
