import type { GroupStanding, Standing } from '#shared/statistics.ts'
import type { Finding, Reading, ReadingChart, ReadingTable } from '../contract.ts'
import { type Desk, finding, pct, rangeOf } from './desk.ts'

export type Named = GroupStanding & { name: string; link: string | null }

const markOf: Record<Standing, Reading['tables'][number]['rows'][number]['mark']> = {
  lower: 'low',
  higher: 'high',
  'too-few': 'few',
  unclear: null,
}

/** In plain words: clearly lower, clearly higher, no clear difference, too few. */
export function sayStanding({ t }: Desk, standing: Standing): string {
  switch (standing) {
    case 'lower':
      return t('clearlyLower')
    case 'higher':
      return t('clearlyHigher')
    case 'too-few':
      return t('tooFewShort')
    default:
      return t('noClear')
  }
}

/** A sentence for each group that stands out beyond chance, else one that none does. */
export function standingFindings(
  desk: Desk,
  rows: readonly Named[],
  what: { rate: string; lowerHint?: string },
): Finding[] {
  const { t } = desk
  const out = rows
    .filter((row) => row.standing === 'lower' || row.standing === 'higher')
    .sort((a, b) => a.p - b.p)
    .map((row) =>
      finding(
        row.standing === 'lower' ? 'low' : 'high',
        t(row.standing === 'lower' ? 'lowerThanOthers' : 'higherThanOthers', {
          name: row.name,
          rate: what.rate,
          share: pct(row.share ?? 0),
          n: row.whole,
          others: pct(row.others.whole ? row.others.part / row.others.whole : 0),
        }) + (row.standing === 'lower' && what.lowerHint ? ` ${what.lowerHint}` : ''),
      ),
    )
  const few = rows.filter((row) => row.standing === 'too-few' && row.whole > 0)
  const compared = rows.length - few.length
  return [
    ...(out.length > 0 || compared < 2
      ? out
      : [finding('plain', t('nobodyStandsOut', { rate: what.rate, n: compared }))]),
    ...(few.length > 0
      ? [finding('caution', t('leftOut', { n: few.length, least: desk.leastN }))]
      : []),
  ]
}

/** The groups as bars with their intervals; too few is left open, not zero. */
export function standingChart(desk: Desk, title: string, rows: readonly Named[]): ReadingChart {
  const shown = (row: Named) => row.standing !== 'too-few'
  return {
    title,
    note: desk.t('chartNote', { n: desk.leastN }),
    kind: 'flat-bar',
    unit: 'share',
    categories: rows.map((row) => `${row.name} (n=${row.whole})`),
    series: [
      {
        name: title,
        values: rows.map((row) => (shown(row) ? row.share : null)),
        low: rows.map((row) => (shown(row) ? row.interval.low : null)),
        high: rows.map((row) => (shown(row) ? row.interval.high : null)),
      },
    ],
    links: rows.map((row) => row.link),
  }
}

export function standingTable(
  desk: Desk,
  title: string,
  heads: { group: string; part: string; whole: string; rate: string },
  rows: readonly Named[],
): ReadingTable {
  const { t } = desk
  return {
    title,
    columns: [
      { header: heads.group, unit: 'text' },
      { header: heads.part, unit: 'count' },
      { header: heads.whole, unit: 'count' },
      { header: heads.rate, unit: 'share' },
      { header: t('interval'), unit: 'text' },
      { header: t('others'), unit: 'share' },
      { header: t('adjustedP'), unit: 'text' },
      { header: t('reading'), unit: 'text' },
    ],
    rows: rows.map((row) => ({
      cells: [
        row.name,
        row.part,
        row.whole,
        row.share,
        row.whole === 0 ? null : rangeOf(row.interval),
        row.others.whole === 0 ? null : row.others.part / row.others.whole,
        row.standing === 'too-few' ? null : sayP(row.p),
        sayStanding(desk, row.standing),
      ],
      link: row.link,
      mark: markOf[row.standing],
    })),
    note: null,
  }
}

export const sayP = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3))
