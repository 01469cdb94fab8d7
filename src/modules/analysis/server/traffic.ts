import { addDays, type Day, lastDayOfMonth, weekday } from '#shared/days.ts'
import type { AskedQuery } from '../contract.ts'
import { wholeMonths } from '../rules/closing-cycle.ts'
import {
  type Desk,
  finding,
  marksOf,
  nothingYet,
  oneDigit,
  type Page,
  type PageSource,
  pct,
} from './desk.ts'

type Step = NonNullable<AskedQuery['step']>

const usualDays: Record<Step, number> = { day: 31, week: 26 * 7, month: 730, quarter: 1095 }

/** Traffic, filing and both close rates by day, week, month or quarter with weekday and holiday marks (000-25, 000-33). */
export const trafficPage: PageSource = {
  period: (today, { step = 'day' }) => {
    if (step === 'month') return { from: wholeMonths(today, 23).from, to: today }
    if (step === 'quarter') return { from: wholeMonths(today, 36).from, to: today }
    return { from: addDays(today, -usualDays[step] + 1), to: today }
  },
  read: async (desk) => {
    const { t, from, to } = desk
    const step = desk.asked.step ?? 'day'
    const filing = await desk.figures('filing_rate', { by: step })
    if (filing.total.n === 0) return nothingYet(t('noTraffic'))
    const deals = await desk.figures('deals', { by: step })
    const dealsOf = new Map(deals.rows.map((row) => [row.key, row.numerator]))
    const marks = await marksOf(desk, from, to)
    const rows = filing.rows.map((row) => ({
      key: row.key,
      name: nameOf(desk, step, row.key, marks),
      isWhole: isWhole(desk, step, row.key),
      marks: marksIn(desk, step, row.key, marks),
      traffic: row.denominator ?? 0,
      filed: row.numerator,
      deals: dealsOf.get(row.key) ?? 0,
      link: desk.link('traffic', { by: step, value: row.key }),
    }))
    return {
      findings: findingsOf(desk, step, rows),
      charts: [
        {
          title: t('traffic'),
          note: t('marksNote'),
          kind: rows.length > 45 ? 'line' : 'bar',
          unit: 'count',
          categories: rows.map((row) => row.name),
          series: [{ name: t('traffic'), values: rows.map((row) => row.traffic) }],
          links: rows.map((row) => row.link),
        },
        ...(isDrawn(rows, desk)
          ? [
              {
                title: t('ratesOverTime'),
                note: t('tooFewOpen', { n: desk.leastN }),
                kind: 'line' as const,
                unit: 'share' as const,
                categories: rows.map((row) => row.name),
                series: [
                  {
                    name: t('filingRate'),
                    values: rows.map((row) => rate(row.filed, row.traffic, desk)),
                  },
                  ...(step === 'day'
                    ? []
                    : [
                        {
                          name: t('filedCloseRate'),
                          values: rows.map((row) => rate(row.deals, row.filed, desk)),
                        },
                        {
                          name: t('trafficCloseRate'),
                          values: rows.map((row) => rate(row.deals, row.traffic, desk)),
                        },
                      ]),
                ],
                links: rows.map((row) => desk.link('filing_rate', { by: step, value: row.key })),
              },
            ]
          : []),
      ],
      tables: [
        {
          title: t('byStep'),
          columns: [
            { header: t(step), unit: 'text' },
            { header: t('marks'), unit: 'text' },
            { header: t('traffic'), unit: 'count' },
            { header: t('newlyFiled'), unit: 'count' },
            { header: t('filingRate'), unit: 'share' },
            { header: t('deals'), unit: 'count' },
            { header: t('filedCloseRate'), unit: 'share' },
            { header: t('trafficCloseRate'), unit: 'share' },
          ],
          rows: [
            ...rows.map((row) => ({
              cells: [
                row.name,
                row.marks,
                row.traffic,
                row.filed,
                rate(row.filed, row.traffic, desk),
                row.deals,
                rate(row.deals, row.filed, desk),
                rate(row.deals, row.traffic, desk),
              ],
              link: row.link,
              mark: null,
            })),
            {
              cells: [
                t('total'),
                '',
                filing.total.denominator ?? 0,
                filing.total.numerator,
                filing.total.value,
                deals.total.numerator,
                share(deals.total.numerator, filing.total.numerator),
                share(deals.total.numerator, filing.total.denominator ?? 0),
              ],
              link: desk.link('traffic'),
              mark: null,
            },
          ],
          note: t('ratesNeed', { n: desk.leastN }),
        },
      ],
      method: [t('trafficMethod'), t('ratesMethod')],
      missing: null,
    } satisfies Page
  },
}

/** A line of rates says something where most of its points stand on enough parties. */
const isDrawn = (rows: readonly { traffic: number }[], { leastN }: Desk): boolean =>
  rows.filter((row) => row.traffic >= leastN).length * 2 >= rows.length

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const rate = (part: number, whole: number, { leastN }: Desk): number | null =>
  whole < leastN ? null : part / whole

function findingsOf(
  desk: Desk,
  step: Step,
  rows: { name: string; traffic: number; filed: number; deals: number; isWhole: boolean }[],
): Page['findings'] {
  const { t } = desk
  const traffic = rows.reduce((sum, row) => sum + row.traffic, 0)
  const filed = rows.reduce((sum, row) => sum + row.filed, 0)
  const deals = rows.reduce((sum, row) => sum + row.deals, 0)
  // A store is watched from its first party on: what lies before is no empty week.
  const first = rows.findIndex((row) => row.traffic > 0)
  const whole = rows.slice(Math.max(0, first)).filter((row) => row.isWhole)
  const most = rows.reduce((a, b) => (b.traffic > a.traffic ? b : a))
  const unit = t(`${step}Unit`)
  return [
    finding(
      'plain',
      whole.length === 0
        ? t('trafficTotal', { traffic, unit })
        : t('trafficFinding', {
            traffic,
            n: whole.length,
            mean: oneDigit(whole.reduce((sum, row) => sum + row.traffic, 0) / whole.length),
            unit,
            units: whole.length === 1 ? unit : `${unit}s`,
            most: most.name,
            mostTraffic: most.traffic,
          }),
    ),
    ...(traffic >= desk.leastN
      ? [
          finding(
            'plain',
            t('ratesFinding', {
              filing: pct(filed / traffic),
              filed: filed < desk.leastN ? '—' : pct(deals / filed),
              traffic: pct(deals / traffic),
              deals,
            }),
          ),
        ]
      : []),
  ]
}

type Marks = Awaited<ReturnType<typeof marksOf>>

function nameOf({ locale, from, to }: Desk, step: Step, key: string, marks: Marks): string {
  if (step === 'month' || step === 'quarter') return key
  const year = from.slice(0, 4) === to.slice(0, 4) ? '' : `${key.slice(0, 4)}/`
  const short = `${year}${Number(key.slice(5, 7))}/${Number(key.slice(8))}`
  if (step === 'week') {
    const last = addDays(key, 6)
    return `${short} – ${Number(last.slice(5, 7))}/${Number(last.slice(8))}`
  }
  const mark = marks.get(key)
  return `${short} ${sayWeekday(weekday(key), locale)}${mark ? ` ${mark.name}` : ''}`
}

/** Whether all days of a bucket are asked for and over: others are no measure of their kind. */
function isWhole({ from, to, today }: Desk, step: Step, key: string): boolean {
  const span = spanOf(step, key)
  return span.from >= from && span.to <= to && span.to < today
}

/** The marks of a bucket, each with its days, and whether only a part of it is counted. */
function marksIn(desk: Desk, step: Step, key: string, marks: Marks): string {
  const { from, to } = desk
  const span = spanOf(step, key)
  const counts = new Map<string, number>()
  for (const [day, mark] of marks)
    if (day >= span.from && day <= span.to && day >= from && day <= to)
      counts.set(mark.name, (counts.get(mark.name) ?? 0) + 1)
  const names = [...counts].map(([name, n]) => (step === 'day' ? name : `${name}×${n}`))
  return [...names, ...(isWhole(desk, step, key) ? [] : [desk.t('partOfIt')])].join(' ')
}

function spanOf(step: Step, key: string): { from: Day; to: Day } {
  if (step === 'day') return { from: key, to: key }
  if (step === 'week') return { from: key, to: addDays(key, 6) }
  if (step === 'month') return { from: `${key}-01`, to: lastDayOfMonth(key) }
  const first = String(Number(key.slice(6)) * 3 - 2).padStart(2, '0')
  const last = String(Number(key.slice(6)) * 3).padStart(2, '0')
  return {
    from: `${key.slice(0, 4)}-${first}-01`,
    to: lastDayOfMonth(`${key.slice(0, 4)}-${last}`),
  }
}

const zhDays = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']
const enDays = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
/** Monday is 1. */
export const sayWeekday = (day: number, locale: 'zh' | 'en'): string =>
  (locale === 'zh' ? zhDays : enDays)[day] ?? ''
