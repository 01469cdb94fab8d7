import { addDays, type Day, earlierDay } from '#shared/days.ts'
import type { ReadingTable } from '../contract.ts'
import type { DayCount } from '../rules/day-model.ts'
import {
  type Effect,
  growthScore,
  type MediaQuestion,
  type Window,
  windowsOf,
} from '../rules/media-effect.ts'
import { type Desk, dailyCounts, fromFirstCount, oneDigit, yesterday } from './desk.ts'
import { evaluationWindows } from './evaluations.ts'

/** A baseline learns from so many days before the decision. */
export const historyDays = 1096
export const usualDays = 7

export const questionOf = (desk: Desk, lag = desk.asked.lag ?? 0): MediaQuestion | undefined =>
  desk.asked.day === undefined
    ? undefined
    : { day: desk.asked.day, days: desk.asked.days ?? usualDays, lag }

/** The days a decision is judged on: its history, and what came after. */
export const spanOf = (today: Day, day: Day | undefined, days: number, lag: number) => ({
  from: addDays(day ?? today, -historyDays),
  to: day ? addDays(day, Math.max(days, 1) + lag) : yesterday(today),
})

/** The days compared: what a reader takes for its period, not the years its baseline learns from. */
export function spanShown(question: MediaQuestion): Window {
  const { before, after } = windowsOf(question)
  return { from: before.from, to: after.to }
}

/** Which visitors a question is about, as breakdowns of the number. */
export const narrowedBy = ({
  source,
  channel,
}: {
  source?: string | null | undefined
  channel?: string | null | undefined
}): Record<string, string> => ({
  ...(source ? { source } : {}),
  ...(channel ? { channel } : {}),
})

/** Traffic by day from the first party on. */
export const trafficDays = async (
  desk: Desk,
  span: Window,
  narrowed: Record<string, string>,
): Promise<DayCount[]> =>
  fromFirstCount(await dailyCounts(desk, 'traffic', { ...span, ...narrowed }))

/** Other evaluations of the same visitors: those beside the days asked about, and those upon them. */
export async function otherWindows(
  desk: Desk,
  question: MediaQuestion,
  source: string | undefined,
): Promise<{ beside: Window[]; upon: string[] }> {
  const own = windowsOf(question).after
  const all = await evaluationWindows(desk, source)
  const isApart = (window: Window) => window.to < own.from || window.from > own.to
  return {
    beside: all.filter(isApart),
    // What was decided on the same day is the one asked about, whatever its delay.
    upon: all.filter((one) => !isApart(one) && one.day !== question.day).map((one) => one.name),
  }
}

export interface Score {
  before: number
  after: number
  /** null: nothing before, or the days after are not over. */
  growth: number | null
  isOver: boolean
}

/** The growth rate of the days after, once they are over. */
export function scoreOf(
  { today }: Desk,
  days: readonly DayCount[],
  question: MediaQuestion,
): Score {
  const isOver = windowsOf(question).after.to < today
  const score = growthScore(days, question)
  return { ...score, growth: isOver ? score.growth : null, isOver }
}

/** The parties counted of a window, that is of its days that are over; null where none is. */
export function windowLink(
  desk: Desk,
  { from, to }: Window,
  narrowed: Record<string, string>,
): string | null {
  const last = earlierDay(to, yesterday(desk.today))
  return from > last ? null : desk.link('traffic', { ...narrowed, from, to: last })
}

export function sayWhyNot({ t }: Desk, effect: Extract<Effect, { kind: 'cannot-tell' }>): string {
  switch (effect.why) {
    case 'not-over':
      return t('whyNotOver')
    case 'no-history':
      return t('whyNoHistory')
    case 'marked':
      return t('whyMarked')
    case 'too-few':
      return t('whyTooFew', { n: oneDigit(effect.expected ?? 0) })
  }
}

type Mark = ReadingTable['rows'][number]['mark']

/** The sign before a line, where its effect is clear at `p`. */
export function markOf(effect: Effect, p: number): Mark {
  if (effect.kind === 'cannot-tell') return 'few'
  if (p > 0.05) return null
  return effect.effect > 0 ? 'high' : 'low'
}
