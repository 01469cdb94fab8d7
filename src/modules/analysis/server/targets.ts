import { addDays, type Day, firstDayOfMonth, lastDayOfMonth } from '#shared/days.ts'
import { type Interval, ratioInterval, type Share, wilson } from '#shared/statistics.ts'
import { baseMonths, neededTraffic, ratesOf, type TrafficBase } from '#shared/traffic-identity.ts'
import type { Finding } from '../contract.ts'
import { type Desk, finding, nothingYet, type Page, type PageSource, pct, rangeOf } from './desk.ts'

/** How many months the plan looks ahead. */
const monthsAhead = 6

/** The base of three months (000-27) and the traffic a volume needs (000-28). */
export const targetsPage: PageSource = {
  period: (today) => baseMonths(today),
  read: async (desk) => {
    const { t, from, to, asked } = desk
    const filing = await desk.figures('filing_rate')
    const deals = await desk.figures('deals')
    const base = {
      traffic: filing.total.denominator ?? 0,
      filed: filing.total.numerator,
      deals: deals.total.numerator,
    }
    const own = ratesOf(base)
    const rates = {
      filingRate: asked.filing === undefined ? own.filingRate : asked.filing / 100,
      closeRate: asked.closing === undefined ? own.closeRate : asked.closing / 100,
    }
    const volume = asked.volume ?? Math.ceil(base.deals / 3)
    const needed = neededTraffic(volume, rates)
    const method = [t('targetMethod'), t('baseMethod')]
    if (needed === undefined) return nothingYet(t('targetMissing', { from, to }), method)
    const months = await planOf(desk, volume, rates)
    return {
      findings: [
        finding(
          'plain',
          t('targetFinding', {
            volume,
            filing: pct(rates.filingRate ?? 0),
            closing: pct(rates.closeRate ?? 0),
            needed,
          }),
        ),
        finding(
          'plain',
          t('targetDaily', { n: Math.ceil(needed / 30), had: Math.round(base.traffic / 3) }),
        ),
        ...rangeFinding(desk, volume, base),
        ...(base.filed < desk.leastN * 3
          ? [finding('caution', t('baseThin', { n: base.filed }))]
          : []),
      ],
      charts: [
        {
          title: t('planByMonth'),
          note: t('planNote'),
          kind: 'bar',
          unit: 'count',
          categories: months.map((row) => row.month),
          series: [
            { name: t('neededTraffic'), values: months.map((row) => row.needed) },
            { name: t('yearAgo'), values: months.map((row) => row.yearAgo) },
          ],
          links: months.map((row) => row.link),
        },
      ],
      tables: [
        baseTable(desk, base),
        {
          title: t('planByMonth'),
          columns: [
            { header: t('month'), unit: 'text' },
            { header: t('volume'), unit: 'count' },
            { header: t('neededTraffic'), unit: 'count' },
            { header: t('neededFiled'), unit: 'count' },
            { header: t('yearAgo'), unit: 'count' },
            { header: t('gap'), unit: 'count' },
          ],
          rows: months.map((row) => ({
            cells: [
              row.month,
              volume,
              row.needed,
              Math.ceil(volume / (rates.closeRate ?? 1) - 1e-9),
              row.yearAgo,
              row.yearAgo === null ? null : row.needed - row.yearAgo,
            ],
            link: row.link,
            mark: row.yearAgo !== null && row.yearAgo < row.needed ? 'low' : null,
          })),
          note: t('planNote'),
        },
      ],
      method,
      missing: null,
    } satisfies Page
  },
}

/** How far the traffic needed may lie from the one told, by the scatter of the store's own base. */
function rangeFinding(desk: Desk, volume: number, base: TrafficBase): Finding[] {
  const { t, asked } = desk
  const range = ratioInterval({ part: base.deals, whole: base.traffic })
  if (!range || volume === 0 || asked.filing !== undefined || asked.closing !== undefined) return []
  const [low, high] = [Math.ceil(volume / range.high), Math.ceil(volume / range.low)]
  return [finding('plain', t('targetRange', { low, high, deals: base.deals }))]
}

function baseTable(desk: Desk, base: TrafficBase) {
  const { t } = desk
  const filing = { part: base.filed, whole: base.traffic }
  const ofFiled = { part: base.deals, whole: base.filed }
  const ofTraffic = { part: base.deals, whole: base.traffic }
  const row = (name: string, share: Share, key: string, range: Interval | undefined) => ({
    cells: [
      name,
      share.part,
      share.whole,
      share.whole === 0 ? null : share.part / share.whole,
      range && range.high <= 1 ? rangeOf(range) : null,
    ],
    link: desk.link(key),
    mark: share.whole < desk.leastN ? ('few' as const) : null,
  })
  return {
    title: t('baseOf', { from: desk.from, to: desk.to }),
    columns: [
      { header: t('rate'), unit: 'text' as const },
      { header: t('part'), unit: 'count' as const },
      { header: t('wholeHead'), unit: 'count' as const },
      { header: t('value'), unit: 'share' as const },
      { header: t('interval'), unit: 'text' as const },
    ],
    rows: [
      row(t('filingRate'), filing, 'filing_rate', filing.whole > 0 ? wilson(filing) : undefined),
      row(t('filedCloseRate'), ofFiled, 'filed_close_rate', ratioInterval(ofFiled)),
      row(t('trafficCloseRate'), ofTraffic, 'traffic_close_rate', ratioInterval(ofTraffic)),
    ],
    note: null,
  }
}

/** The traffic each coming month needs beside that month's traffic a year before. */
async function planOf(desk: Desk, volume: number, rates: Parameters<typeof neededTraffic>[1]) {
  const needed = neededTraffic(volume, rates) ?? 0
  const first = firstDayOfMonth(desk.today)
  const yearAgo = `${Number(first.slice(0, 4)) - 1}${first.slice(4)}`
  let last: Day = yearAgo
  for (let i = 1; i < monthsAhead; i += 1) last = firstDayOfMonth(addDays(last, 31))
  const before = await desk.figures('traffic', {
    by: 'month',
    from: yearAgo,
    to: lastDayOfMonth(last),
  })
  const seen = new Map(before.rows.map((row) => [row.key, row.n]))
  return [...seen.keys()].map((month) => ({
    month: `${Number(month.slice(0, 4)) + 1}${month.slice(4)}`,
    needed,
    yearAgo: seen.get(month) || null,
    link: desk.link('traffic', { from: `${month}-01`, to: lastDayOfMonth(month) }),
  }))
}
