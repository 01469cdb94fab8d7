import { daysFromTo } from '#shared/days.ts'
import { holm } from '#shared/statistics.ts'
import type { ReadingChart, ReadingTable } from '../contract.ts'
import type { DayCount } from '../rules/day-model.ts'
import {
  type Effect,
  effectOf,
  isWithin,
  type MediaQuestion,
  type Window,
  windowsOf,
} from '../rules/media-effect.ts'
import { change, changeRange, type Desk, dailyCounts, fromFirstCount, oneDigit } from './desk.ts'
import {
  markOf,
  otherWindows,
  type Score,
  sayWhyNot,
  scoreOf,
  windowLink,
} from './media-question.ts'
import { sayP } from './standings.ts'

/** Traffic day by day: before, between (where the answer is delayed) and after. */
export function windowChart(
  desk: Desk,
  question: MediaQuestion,
  days: readonly DayCount[],
  narrowed: Record<string, string>,
): ReadingChart {
  const { t } = desk
  const { before, after } = windowsOf(question)
  const known = new Map(days.map((one) => [one.day, one]))
  const shown = daysFromTo(before.from, after.to)
  const seriesOf = (name: string, isIn: (day: string) => boolean) => ({
    name,
    values: shown.map((day) => (isIn(day) ? (known.get(day)?.count ?? null) : null)),
  })
  return {
    title: t('beforeAfter'),
    note: t('marksNote'),
    kind: 'stacked',
    unit: 'count',
    categories: shown.map((day) => {
      const mark = known.get(day)?.mark
      return `${Number(day.slice(5, 7))}/${Number(day.slice(8))}${mark ? ` ${mark}` : ''}`
    }),
    series: [
      seriesOf(t('before'), (day) => isWithin(day, before)),
      ...(question.lag > 0
        ? [seriesOf(t('between'), (day) => day > before.to && day < after.from)]
        : []),
      seriesOf(t('after'), (day) => isWithin(day, after)),
    ],
    links: shown.map((day) => windowLink(desk, { from: day, to: day }, narrowed)),
  }
}

export function windowTable(
  desk: Desk,
  question: MediaQuestion,
  { score, effect }: { score: Score; effect: Effect },
  narrowed: Record<string, string>,
): ReadingTable {
  const { t } = desk
  const { before, after } = windowsOf(question)
  const line = (name: string, window: Window, total: number) => ({
    cells: [name, `${window.from} – ${window.to}`, total],
    link: windowLink(desk, window, narrowed),
    mark: null,
  })
  const told = effect.kind === 'cannot-tell' ? undefined : effect
  return {
    title: t('beforeAfter'),
    columns: [
      { header: '', unit: 'text' },
      { header: t('days'), unit: 'text' },
      { header: t('traffic'), unit: 'number' },
    ],
    rows: [
      line(t('before'), before, score.before),
      line(t('after'), after, score.after),
      {
        cells: [
          t('growth'),
          score.isOver ? (score.growth === null ? t('cannotTell') : '') : t('notOver'),
          score.growth === null ? null : change(score.growth),
        ],
        link: null,
        mark: null,
      },
      {
        cells: [
          t('effect'),
          told ? changeRange(told.range) : t('cannotTell'),
          told ? change(told.effect) : null,
        ],
        link: null,
        mark: told ? markOf(told, told.p) : null,
      },
    ],
    note: told
      ? t('effectNote', { expected: oneDigit(told.expected), n: told.days, base: told.baseDays })
      : null,
  }
}

/** The same question for each source; what stands out is adjusted for the number of sources judged. */
export async function sourceTable(desk: Desk, question: MediaQuestion): Promise<ReadingTable> {
  const { t } = desk
  const span = { from: desk.from, to: desk.to }
  const table = await desk.figures('traffic', { ...span, by: 'day', by2: 'source' })
  const all = await dailyCounts(desk, 'traffic', span)
  const judged: { source: (typeof table.columns)[number]; score: Score; effect: Effect }[] = []
  for (const source of table.columns) {
    const counts = new Map(
      table.cells.filter((cell) => cell.key2 === source.key).map((cell) => [cell.key, cell.n]),
    )
    const days = fromFirstCount(all.map((one) => ({ ...one, count: counts.get(one.day) ?? 0 })))
    const { beside } = await otherWindows(desk, question, source.key)
    judged.push({
      source,
      score: scoreOf(desk, days, question),
      effect: effectOf(days, question, { today: desk.today, others: beside }),
    })
  }
  const told = judged.filter(({ effect }) => effect.kind !== 'cannot-tell')
  const adjusted = holm(told.map(({ effect }) => (effect.kind === 'cannot-tell' ? 1 : effect.p)))
  return {
    title: t('bySource'),
    columns: [
      { header: t('source'), unit: 'text' },
      { header: t('before'), unit: 'count' },
      { header: t('after'), unit: 'count' },
      { header: t('growth'), unit: 'change' },
      { header: t('effect'), unit: 'change' },
      { header: t('interval'), unit: 'text' },
      { header: t('adjustedP'), unit: 'text' },
    ],
    rows: judged.map((one) => {
      const { source, score, effect } = one
      const p = adjusted[told.indexOf(one)] ?? 1
      return {
        cells: [
          desk.name(source),
          score.before,
          score.after,
          score.growth,
          ...(effect.kind === 'cannot-tell'
            ? [null, sayWhyNot(desk, effect), null]
            : [effect.effect, changeRange(effect.range), sayP(p)]),
        ],
        link: windowLink(desk, windowsOf(question).after, { source: source.key }),
        mark: markOf(effect, p),
      }
    }),
    note: t('bySourceNote'),
  }
}
