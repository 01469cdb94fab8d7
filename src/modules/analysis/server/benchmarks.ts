import { can } from '#foundation/ctx.ts'
import { daysBetween, lastDayOfMonth } from '#shared/days.ts'
import { mean, oneAgainstRest } from '#shared/statistics.ts'
import { wholeMonths } from '../rules/closing-cycle.ts'
import { compareWithPeers } from './benchmark-peers.ts'
import { type Desk, finding, nothingYet, oneDigit, type Page, type PageSource } from './desk.ts'
import { type Named, standingChart, standingFindings, standingTable } from './standings.ts'

/** Stores and regions side by side; a store user's own values beside the average of its peers (000-29, 000-40). */
export const benchmarksPage: PageSource = {
  looksAcross: true,
  period: (today) => wholeMonths(today, 3),
  read: (desk) =>
    desk.stores.length > 1 && can(desk.ctx, 'analysis.read', 'region')
      ? compareStores(desk)
      : compareWithPeers(desk),
}

async function compareStores(desk: Desk): Promise<Page> {
  const { t } = desk
  const months = monthCount(desk)
  const stores = await standings(desk, 'filing_rate', 'store')
  if (stores.length === 0) return nothingYet(t('noTraffic'), [t('funnelMethod')])
  const closing = await standings(desk, 'cohort_close_rate', 'store')
  const traffic = (await desk.figures('traffic', { by: 'store' })).rows
  const recording = traffic.filter((row) => row.n > 0)
  const average = mean(recording.map((row) => row.n / months)) ?? 0
  const regions = await regionTable(desk, months, new Set(recording.map((row) => row.key)))
  const sorted = recording.toSorted((a, b) => b.n - a.n)
  return {
    findings: [
      finding(
        'plain',
        t('storeMean', { n: recording.length, mean: oneDigit(average), months: oneDigit(months) }),
      ),
      ...standingFindings(desk, stores, { rate: t('filingRate') }),
      ...standingFindings(desk, closing, { rate: t('cohortCloseRate') }),
    ],
    charts: [
      {
        title: t('trafficPerMonth'),
        note: t('perStoreMonth', { mean: oneDigit(average) }),
        kind: 'flat-bar',
        unit: 'number',
        categories: sorted.slice(0, 40).map((row) => desk.name(row)),
        series: [
          { name: t('trafficPerMonth'), values: sorted.slice(0, 40).map((row) => row.n / months) },
        ],
        links: sorted
          .slice(0, 40)
          .map((row) => desk.link('traffic', { by: 'store', value: row.key })),
      },
      standingChart(desk, t('filingByStore'), stores.slice(0, 40)),
    ],
    tables: [
      regions,
      {
        title: t('trafficPerMonth'),
        columns: [
          { header: t('store'), unit: 'text' },
          { header: t('traffic'), unit: 'count' },
          { header: t('perMonth'), unit: 'number' },
          { header: t('againstMean'), unit: 'change' },
        ],
        rows: sorted.map((row) => ({
          cells: [
            desk.name(row),
            row.n,
            row.n / months,
            average > 0 ? row.n / months / average - 1 : null,
          ],
          link: desk.link('traffic', { by: 'store', value: row.key }),
          mark: null,
        })),
        note: null,
      },
      standingTable(
        desk,
        t('filingByStore'),
        { group: t('store'), part: t('newlyFiled'), whole: t('traffic'), rate: t('filingRate') },
        stores,
      ),
      standingTable(
        desk,
        t('closingByStore'),
        {
          group: t('store'),
          part: t('bought'),
          whole: t('newlyFiled'),
          rate: t('cohortCloseRate'),
        },
        closing,
      ),
    ],
    method: [t('funnelMethod'), t('adjusted')],
    missing: null,
  }
}

const monthCount = ({ from, to }: Desk): number => {
  const days = daysBetween(from, to) + 1
  return from.endsWith('-01') && to === lastDayOfMonth(to) ? Math.round(days / 30.4) : days / 30.4
}

async function standings(desk: Desk, key: string, by: 'store'): Promise<Named[]> {
  const table = await desk.figures(key, { by })
  const names = new Map(table.rows.map((row) => [row.key, desk.name(row)]))
  return oneAgainstRest(
    table.rows
      .filter((row) => (row.denominator ?? 0) > 0)
      .map((row) => ({ key: row.key, part: row.numerator, whole: row.denominator ?? 0 })),
    { leastN: desk.leastN },
  ).map((one) => ({
    ...one,
    name: names.get(one.key) ?? one.key,
    link: desk.link(key, { by, value: one.key }),
  }))
}

/** The regions of the stores that recorded traffic; they add up to the total line. */
async function regionTable(desk: Desk, months: number, recording: ReadonlySet<string>) {
  const { t } = desk
  const filing = await desk.figures('filing_rate', { by: 'region' })
  const deals = await desk.figures('deals', { by: 'region' })
  const dealsOf = new Map(deals.rows.map((row) => [row.key, row.numerator]))
  const storesIn = new Map<string, number>()
  const stores = desk.stores.filter((store) => recording.has(String(store.id)))
  for (const store of stores) {
    const key = store.regionId === null ? '-' : String(store.regionId)
    storesIn.set(key, (storesIn.get(key) ?? 0) + 1)
  }
  const line = (
    name: string,
    stores: number,
    one: { traffic: number; filed: number; deals: number },
    link: string,
  ) => ({
    cells: [
      name,
      stores,
      one.traffic,
      stores === 0 ? null : one.traffic / stores / months,
      one.traffic === 0 ? null : one.filed / one.traffic,
      one.filed === 0 ? null : one.deals / one.filed,
      one.traffic === 0 ? null : one.deals / one.traffic,
    ],
    link,
    mark: one.traffic < desk.leastN ? ('few' as const) : null,
  })
  return {
    title: t('byRegion'),
    columns: [
      { header: t('region'), unit: 'text' as const },
      { header: t('storesHead'), unit: 'count' as const },
      { header: t('traffic'), unit: 'count' as const },
      { header: t('perStoreAndMonth'), unit: 'number' as const },
      { header: t('filingRate'), unit: 'share' as const },
      { header: t('filedCloseRate'), unit: 'share' as const },
      { header: t('trafficCloseRate'), unit: 'share' as const },
    ],
    rows: [
      ...filing.rows.map((row) =>
        line(
          desk.name(row),
          storesIn.get(row.key) ?? 0,
          {
            traffic: row.denominator ?? 0,
            filed: row.numerator,
            deals: dealsOf.get(row.key) ?? 0,
          },
          desk.link('traffic', { by: 'region', value: row.key }),
        ),
      ),
      line(
        t('total'),
        stores.length,
        {
          traffic: filing.total.denominator ?? 0,
          filed: filing.total.numerator,
          deals: deals.total.numerator,
        },
        desk.link('traffic'),
      ),
    ],
    note: null,
  }
}
