import { listSeries } from '#modules/catalog/index.ts'
import { closingCurve, type Cohort, cohortsOf, cycleMonths } from '../rules/closing-cycle.ts'
import { askedOf, cyclePeriod, whereSeries } from './cycle-question.ts'
import { countByFiling, type SeriesCell } from './cycle.queries.ts'
import { type Desk, finding, nothingYet, type Page, type PageSource, pct, rangeOf } from './desk.ts'

/** By month of filing: what became of those filed then (000-44). */
export const cycleFiledPage: PageSource = {
  looksAcross: true,
  period: cyclePeriod,
  read: async (desk) => {
    const { t } = desk
    const cells = await countByFiling(desk.ctx.tx, askedOf(desk))
    const method = [t('cohortMethod'), t('censored')]
    if (cells.length === 0) return nothingYet(t('noFiled'), method)
    const cohorts = cohortsOf(cells, desk.today)
    const curve = closingCurve(cohorts)
    const curves = await seriesCurves(desk, cells)
    const open = cohorts.filter((one) => !one.isOver).length
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
                  n: same.waiting,
                  lag: end.lag,
                  end: pct(end.share),
                  share: pct(same.share / end.share),
                }),
              ),
            ]
          : []),
        ...peaksOf(desk, cohorts),
        ...(open > 0 ? [finding('caution', t('cohortsOpen', { n: open }))] : []),
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
              values: one.curve.map((point) => (point.waiting < desk.leastN ? null : point.share)),
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
            { header: t('waiting'), unit: 'count' },
            { header: t('boughtThen'), unit: 'count' },
            { header: t('curveTable'), unit: 'share' },
            { header: t('interval'), unit: 'text' },
          ],
          rows: curve.map((point) => ({
            cells: [
              lagName(point.lag),
              point.waiting,
              point.bought,
              point.share,
              point.range ? rangeOf(point.range) : null,
            ],
            link: null,
            mark: point.waiting < desk.leastN ? ('few' as const) : null,
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
