import { listSeries } from '#modules/catalog/index.ts'
import { addDays, firstDayOfMonth } from '#shared/days.ts'
import { wilson } from '#shared/statistics.ts'
import {
  type ClosingMonth,
  closingCurve,
  closingsOf,
  type Cohort,
  cohortsOf,
  cycleMonths,
  sameMonthWarning,
} from '../rules/closing-cycle.ts'
import { countByClosing, countByFiling, type SeriesCell } from './cycle.queries.ts'
import {
  type Desk,
  finding,
  nothingYet,
  oneDigit,
  type Page,
  type PageSource,
  pct,
  rangeOf,
} from './desk.ts'

/** A year and a half of months: the last ones are still open and say so. */
const period: PageSource['period'] = (today) => ({
  from: firstDayOfMonth(addDays(firstDayOfMonth(today), -520)),
  to: today,
})

const askedOf = (desk: Desk) => ({
  stores: desk.stores.map((store) => store.id),
  from: desk.from,
  to: desk.to,
  series: desk.asked.series,
})

const whereSeries = (desk: Desk) =>
  desk.asked.series ? { series: desk.asked.series } : ({} as Record<string, string>)

/** By month of filing: what became of those filed then (000-44). */
export const cycleFiledPage: PageSource = {
  looksAcross: true,
  period,
  read: async (desk) => {
    const { t } = desk
    const cells = await countByFiling(desk.ctx.tx, askedOf(desk))
    const method = [t('cohortMethod'), t('censored')]
    if (cells.length === 0) return nothingYet(t('noFiled'), method)
    const cohorts = cohortsOf(cells, desk.today)
    const curve = closingCurve(cohorts)
    const curves = await seriesCurves(desk, cells)
    const [same] = curve
    const end = curve.findLast((point) => point.share !== null)
    const lagName = (lag: number) => (lag === 0 ? t('sameMonth') : t('monthsLater', { n: lag }))
    return {
      findings: [
        ...(same?.share !== null && same !== undefined && end?.share
          ? [
              finding(
                'plain',
                t('cohortFinding', {
                  same: pct(same.share),
                  n: same.filed,
                  lag: end.lag,
                  end: pct(end.share),
                  share: pct(same.share / end.share),
                }),
              ),
            ]
          : []),
        ...peaksOf(desk, cohorts),
        finding('caution', t('cohortsOpen', { n: cohorts.filter((one) => !one.isOver).length })),
      ],
      charts: [
        {
          title: t('closingCurve'),
          note: t('curveNote'),
          kind: 'line',
          unit: 'share',
          categories: curve.map((point) => lagName(point.lag)),
          series: [
            { name: t('all'), values: curve.map((point) => point.share) },
            ...curves.map((one) => ({
              name: one.name,
              values: one.curve.map((point) => (point.filed < desk.leastN ? null : point.share)),
            })),
          ],
          links: curve.map(() => desk.link('cohort_close_rate', whereSeries(desk))),
        },
      ],
      tables: [
        {
          title: t('byMonthFiled'),
          columns: [
            { header: t('monthFiled'), unit: 'text' },
            { header: t('newlyFiled'), unit: 'count' },
            ...curve.map((point) => ({ header: lagName(point.lag), unit: 'text' as const })),
            { header: t('later'), unit: 'count' },
            { header: t('bought'), unit: 'count' },
            { header: t('lost'), unit: 'count' },
            { header: t('stillOpen'), unit: 'count' },
            { header: t('closedShare'), unit: 'share' },
            { header: t('standing'), unit: 'text' },
          ],
          rows: cohorts.map((cohort) => ({
            cells: [
              cohort.month,
              cohort.filed,
              ...cohort.closed.map((count) =>
                count === null
                  ? t('notOver')
                  : cohort.filed < desk.leastN
                    ? String(count)
                    : `${count} (${pct(count / cohort.filed)})`,
              ),
              cohort.later,
              cohort.bought,
              cohort.lost,
              cohort.open,
              cohort.bought / cohort.filed,
              cohort.isOver ? t('over') : t('notOver'),
            ],
            link: desk.link('cohort_close_rate', {
              by: 'month',
              value: cohort.month,
              ...whereSeries(desk),
            }),
            mark: cohort.filed < desk.leastN ? ('few' as const) : null,
          })),
          note: t('censored'),
        },
        {
          title: t('curveTable'),
          columns: [
            { header: t('by'), unit: 'text' },
            { header: t('bought'), unit: 'count' },
            { header: t('newlyFiled'), unit: 'count' },
            { header: t('closedShare'), unit: 'share' },
            { header: t('interval'), unit: 'text' },
          ],
          rows: curve.map((point) => ({
            cells: [
              lagName(point.lag),
              point.bought,
              point.filed,
              point.share,
              point.filed === 0
                ? null
                : rangeOf(wilson({ part: point.bought, whole: point.filed })),
            ],
            link: null,
            mark: point.filed < desk.leastN ? ('few' as const) : null,
          })),
          note: t('curveNote'),
        },
      ],
      method,
      missing: null,
    } satisfies Page
  },
}

/** Of the deals of cohorts that are over, where they lie: the same month, and a second peak if there is one. */
function peaksOf(desk: Desk, cohorts: readonly Cohort[]) {
  const { t } = desk
  const over = cohorts.filter((one) => one.isOver)
  const bought = over.reduce((sum, one) => sum + one.bought, 0)
  if (bought < desk.leastN) return []
  const at = (lag: number) => over.reduce((sum, one) => sum + (one.closed[lag] ?? 0), 0)
  const late = over.reduce((sum, one) => sum + one.later, 0) + at(cycleMonths)
  return [
    finding(
      'plain',
      t('peaksFinding', { same: pct(at(0) / bought), late: pct(late / bought), n: bought }),
    ),
  ]
}

async function seriesCurves(desk: Desk, cells: readonly SeriesCell[]) {
  if (desk.asked.series) return []
  const filed = new Map<string, number>()
  for (const cell of cells) filed.set(cell.series, (filed.get(cell.series) ?? 0) + cell.count)
  const names = new Map(
    (await listSeries(desk.ctx.tx, desk.ctx.actor.groupId)).map((one) => [
      one.id,
      desk.locale === 'zh' ? one.name : one.nameEn || one.name,
    ]),
  )
  return [...filed]
    .filter(([key, n]) => key !== '-' && n >= desk.leastN * 3)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([key]) => ({
      name: names.get(key) ?? key,
      curve: closingCurve(
        cohortsOf(
          cells.filter((cell) => cell.series === key),
          desk.today,
        ),
      ),
    }))
}

/** By month of closing: how old this month's deals are, and what that warns of (000-45). */
export const cycleClosedPage: PageSource = {
  looksAcross: true,
  period,
  read: async (desk) => {
    const { t } = desk
    const cells = await countByClosing(desk.ctx.tx, askedOf(desk))
    const method = [t('closingMethod'), t('warningMethod')]
    if (cells.length === 0) return nothingYet(t('noDeals'), method)
    const months = closingsOf(cells)
    const name = (lag: number) => t('monthsBefore', { n: lag })
    return {
      findings: closingFindings(desk, months),
      charts: [
        {
          title: t('sameMonthShare'),
          note: t('tooFewOpen', { n: desk.leastN }),
          kind: 'bar',
          unit: 'share',
          categories: months.map((one) => one.month),
          series: [
            {
              name: t('sameMonthShare'),
              values: months.map((one) =>
                one.deals < desk.leastN ? null : one.sameMonth / one.deals,
              ),
            },
          ],
          links: months.map((one) => linkOf(desk, one)),
        },
      ],
      tables: [
        {
          title: t('byMonthClosed'),
          columns: [
            { header: t('monthClosed'), unit: 'text' },
            { header: t('deals'), unit: 'count' },
            { header: t('sameMonth'), unit: 'count' },
            { header: t('sameMonthShare'), unit: 'share' },
            ...Array.from({ length: cycleMonths }, (_, i) => ({
              header: name(i + 1),
              unit: 'count' as const,
            })),
            { header: t('earlier'), unit: 'count' },
            { header: t('medianDays'), unit: 'days' },
            { header: t('middleHalf'), unit: 'text' },
          ],
          rows: months.map((one) => ({
            cells: [
              one.month,
              one.deals,
              one.sameMonth,
              one.sameMonth / one.deals,
              ...one.before,
              one.earlier,
              one.days?.median ?? null,
              one.days ? `${one.days.quarter} – ${one.days.threeQuarters}` : null,
            ],
            link: linkOf(desk, one),
            mark:
              one.deals < desk.leastN
                ? ('few' as const)
                : one.sameMonth / one.deals > sameMonthWarning
                  ? ('low' as const)
                  : null,
          })),
          note: null,
        },
      ],
      method,
      missing: null,
    } satisfies Page
  },
}

const linkOf = (desk: Desk, { month }: ClosingMonth): string =>
  desk.link('deals', { by: 'month', value: month, ...whereSeries(desk) })

function closingFindings(desk: Desk, months: readonly ClosingMonth[]): Page['findings'] {
  const { t } = desk
  const deals = months.reduce((sum, one) => sum + one.deals, 0)
  const same = months.reduce((sum, one) => sum + one.sameMonth, 0)
  const warned = months.filter(
    (one) => one.deals >= desk.leastN && one.sameMonth / one.deals > sameMonthWarning,
  )
  const last = months.findLast((one) => one.days !== null)
  return [
    finding(
      'plain',
      t('closingFinding', {
        share: pct(same / deals),
        n: deals,
        median: oneDigit(last?.days?.median ?? 0),
        month: last?.month ?? '',
      }),
    ),
    ...(warned.length > 0
      ? [
          finding(
            'low',
            t('sameMonthWarning', { months: warned.map((one) => one.month).join(', ') }),
          ),
        ]
      : []),
    ...(deals < desk.leastN ? [finding('caution', t('tooFewDeals', { n: deals }))] : []),
  ]
}
