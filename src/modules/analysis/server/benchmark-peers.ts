import { earlierDay, firstDayOfMonth, laterDay } from '#shared/days.ts'
import { wholeMonths } from '../rules/closing-cycle.ts'
import { type Desk, finding, nothingYet, oneDigit, type Page, pct } from './desk.ts'
import { leastPeers, peerKeys, peerMonths } from './peers.ts'
import { selectPeerAverages } from './peers.queries.ts'

/** The store's own months beside what it may know of the others. */
export async function compareWithPeers(desk: Desk): Promise<Page> {
  const { t, ctx, today, asked } = desk
  const known = wholeMonths(today, peerMonths).from
  // The averages are of whole months of the last year: a period asked chooses among them.
  const span = {
    from: asked.from ? laterDay(firstDayOfMonth(asked.from), known) : known,
    to: asked.to ? earlierDay(desk.to, today) : today,
  }
  if (span.from > span.to)
    return {
      ...nothingYet(t('peersPast', { from: known }), [t('peerMethod', { least: leastPeers })]),
    }
  const peers = await selectPeerAverages(ctx.tx, ctx.store.id, span.from)
  const averages = new Map(peers.map((row) => [`${row.key} ${row.month.slice(0, 7)}`, row.average]))
  const tables = []
  const charts: Page['charts'] = []
  const findings: Page['findings'] = []
  for (const key of peerKeys) {
    const own = (await desk.figures(key, { by: 'month', ...span })).rows
    const isRate = key.endsWith('_rate')
    const rows = own.map((row) => ({
      month: row.key,
      n: row.n,
      value: isRate && row.n < desk.leastN ? null : row.value,
      peers: averages.get(`${key} ${row.key}`) ?? null,
      link: desk.link(key, { ...span, by: 'month', value: row.key }),
    }))
    const title = t(titleOf[key])
    const last = rows.findLast((row) => row.month < today.slice(0, 7) && row.value !== null)
    if (last && last.value !== null)
      findings.push(
        last.peers === null
          ? finding('caution', t('peersTooFew', { name: title, least: leastPeers }))
          : finding(
              'plain',
              t('peerFinding', {
                name: title,
                month: last.month,
                own: isRate ? pct(last.value) : oneDigit(last.value),
                peers: isRate ? pct(last.peers) : oneDigit(last.peers),
              }),
            ),
      )
    if (rows.some((row) => row.peers !== null))
      charts.push({
        title,
        note: t('peerNote', { least: leastPeers }),
        kind: 'line',
        unit: isRate ? 'share' : 'number',
        categories: rows.map((row) => row.month),
        series: [
          { name: t('thisStore'), values: rows.map((row) => row.value) },
          { name: t('peers'), values: rows.map((row) => row.peers) },
        ],
        links: rows.map((row) => row.link),
      })
    tables.push({
      title,
      columns: [
        { header: t('month'), unit: 'text' as const },
        { header: 'n', unit: 'count' as const },
        { header: t('thisStore'), unit: isRate ? ('share' as const) : ('number' as const) },
        { header: t('peers'), unit: 'text' as const },
      ],
      rows: rows.map((row) => ({
        cells: [
          row.month,
          row.n,
          row.value,
          row.peers === null ? t('tooFewStores') : isRate ? pct(row.peers) : oneDigit(row.peers),
        ],
        link: row.link,
        mark: null,
      })),
      note: null,
    })
  }
  // One sentence where no number can be compared, not one for each.
  const isAlone = findings.length > 1 && findings.every((one) => one.tone === 'caution')
  return {
    findings: isAlone ? [finding('caution', t('noPeers', { least: leastPeers }))] : findings,
    charts,
    tables,
    method: [t('peerMethod', { least: leastPeers })],
    missing: null,
    span,
  }
}

const titleOf = {
  traffic: 'traffic',
  filing_rate: 'filingRate',
  deals: 'deals',
  filed_close_rate: 'filedCloseRate',
  traffic_close_rate: 'trafficCloseRate',
} as const
