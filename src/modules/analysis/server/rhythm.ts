import { addDays } from '#shared/days.ts'
import type { Finding, ReadingChart, ReadingTable } from '../contract.ts'
import { type IndexRow, rhythm } from '../rules/rhythm.ts'
import {
  dailyCounts,
  type Desk,
  finding,
  fromFirstCount,
  nothingYet,
  oneDigit,
  type PageSource,
  yesterday,
} from './desk.ts'
import { evaluationWindows } from './evaluations.ts'
import { sayP } from './standings.ts'
import { sayWeekday } from './traffic.ts'

const marks = { lower: 'low', higher: 'high', 'too-few': 'few', unclear: null } as const
const leastDays = 28

/** Weekday and month indices with their n (000-33). */
export const rhythmPage: PageSource = {
  period: (today) => ({ from: addDays(today, -1096), to: yesterday(today) }),
  read: async (desk) => {
    const { t } = desk
    const windows = await evaluationWindows(desk)
    const days = fromFirstCount(
      (await dailyCounts(desk, 'traffic', { from: desk.from, to: desk.to })).filter(
        (one) => !windows.some((w) => one.day >= w.from && one.day <= w.to),
      ),
    )
    const open = days.filter((one) => one.isOpen && !one.mark).length
    if (open < leastDays) return nothingYet(t('rhythmMissing', { n: open, least: leastDays }))
    const byWeekday = rhythm(days, 'weekday')
    const byMonth = rhythm(days, 'month')
    const dayName = (key: string) => sayWeekday(Number(key), desk.locale)
    const monthName = (key: string) => t('monthOf', { n: Number(key) })
    return {
      findings: [
        ...indexFindings(desk, byWeekday, dayName),
        ...indexFindings(desk, byMonth, monthName),
        ...(byMonth.every((row) => row.said === 'too-few')
          ? [finding('caution', t('seasonNeeds'))]
          : []),
      ],
      charts: [
        indexChart(desk, t('byWeekday'), byWeekday, dayName, 'weekday'),
        indexChart(desk, t('byMonth'), byMonth, monthName, undefined),
      ],
      tables: [
        indexTable(desk, t('byWeekday'), t('weekday'), byWeekday, dayName, 'weekday'),
        indexTable(desk, t('byMonth'), t('month'), byMonth, monthName, undefined),
      ],
      method: [t('rhythmMethod'), t('rhythmMarks'), t('adjusted')],
      missing: null,
    }
  },
}

function indexFindings(
  desk: Desk,
  rows: readonly IndexRow[],
  name: (key: string) => string,
): Finding[] {
  const { t } = desk
  return (['higher', 'lower'] as const).flatMap((said) => {
    const out = rows.filter((row) => row.said === said)
    if (out.length === 0) return []
    const names = out.map((row) =>
      t('indexOf', { name: name(row.key), index: Math.round((row.index ?? 0) * 100), n: row.days }),
    )
    const list = names.join(desk.locale === 'zh' ? '、' : ', ')
    return [
      finding(
        said === 'higher' ? 'high' : 'low',
        t(said === 'higher' ? 'indexHigher' : 'indexLower', { list }),
      ),
    ]
  })
}

const linkOf = (desk: Desk, by: string | undefined, key: string): string | null =>
  by ? desk.link('traffic', { by, value: key }) : null

function indexChart(
  desk: Desk,
  title: string,
  rows: readonly IndexRow[],
  name: (key: string) => string,
  by: string | undefined,
): ReadingChart {
  return {
    title,
    note: desk.t('indexNote'),
    kind: 'bar',
    unit: 'index',
    categories: rows.map((row) => name(row.key)),
    series: [
      {
        name: desk.t('index'),
        values: rows.map((row) => (row.days === 0 ? null : row.index)),
        low: rows.map((row) => row.range?.low ?? null),
        high: rows.map((row) => row.range?.high ?? null),
      },
    ],
    links: rows.map((row) => linkOf(desk, by, row.key)),
  }
}

function indexTable(
  desk: Desk,
  title: string,
  head: string,
  rows: readonly IndexRow[],
  name: (key: string) => string,
  by: string | undefined,
): ReadingTable {
  const { t } = desk
  return {
    title,
    columns: [
      { header: head, unit: 'text' },
      { header: t('openDays'), unit: 'count' },
      { header: t('years'), unit: 'count' },
      { header: t('parties'), unit: 'count' },
      { header: t('perDay'), unit: 'number' },
      { header: t('index'), unit: 'index' },
      { header: t('interval'), unit: 'text' },
      { header: t('adjustedP'), unit: 'text' },
      { header: t('reading'), unit: 'text' },
    ],
    rows: rows.map((row) => ({
      cells: [
        name(row.key),
        row.days,
        row.years,
        row.count,
        row.days === 0 ? null : row.count / row.days,
        row.days === 0 ? null : row.index,
        row.range ? `${oneDigit(row.range.low * 100)} – ${oneDigit(row.range.high * 100)}` : null,
        row.range ? sayP(row.p) : null,
        t(
          row.said === 'too-few'
            ? 'tooFewShort'
            : row.said === 'unclear'
              ? 'noClear'
              : row.said === 'lower'
                ? 'clearlyLower'
                : 'clearlyHigher',
        ),
      ],
      link: linkOf(desk, by, row.key),
      mark: marks[row.said],
    })),
    note: null,
  }
}
