import {
  type ClosingMonth,
  closingsOf,
  cycleMonths,
  sameMonthWarning,
} from '../rules/closing-cycle.ts'
import { askedOf, cyclePeriod, whereSeries } from './cycle-question.ts'
import { countByClosing } from './cycle.queries.ts'
import { type Desk, finding, nothingYet, type Page, type PageSource, pct } from './desk.ts'

/** By month of closing: how old this month's deals are, and what that warns of (000-45). */
export const cycleClosedPage: PageSource = {
  looksAcross: true,
  period: cyclePeriod,
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
  // The present month may stand on two or three deals: the last one with enough is read.
  const last = months.findLast((one) => one.days !== null && one.deals >= desk.leastN)
  return [
    finding('plain', t('closingFinding', { share: pct(same / deals), n: deals })),
    ...(last?.days
      ? [
          finding(
            'plain',
            t('closingDays', {
              month: last.month,
              n: last.deals,
              median: last.days.median,
              from: last.days.quarter,
              to: last.days.threeQuarters,
            }),
          ),
        ]
      : []),
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
