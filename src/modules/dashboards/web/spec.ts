import { type Breakdown, breakdowns } from '#shared/breakdowns.ts'
import { isDay } from '#shared/days.ts'
import type { Definition } from '#modules/metrics/contract.ts'
import { type MovingPeriod, movingPeriods } from '../contract.ts'

/** What a report or tile asks, as it stands in an address or a saved view. */
export interface Spec {
  metrics: string[]
  by: Breakdown | undefined
  by2: Breakdown | undefined
  period: MovingPeriod
  /** Chosen days instead of a period that moves. */
  days?: { from: string; to: string } | undefined
  stores: 'all' | undefined
}

export const tileShows = ['number', 'bar', 'line', 'table'] as const
export type TileShow = (typeof tileShows)[number]
export const tileWidths = ['1', '2', '4'] as const
export type TileWidth = (typeof tileWidths)[number]

/** One tile of a dashboard; `key` tells tiles apart while they are arranged. */
export interface Tile extends Spec {
  key: string
  show: TileShow
  width: TileWidth
  name: string
}

export function readSpec(search: Readonly<Record<string, string | undefined>>): Spec {
  const known = (value: string | undefined) => breakdowns.find((one) => one === value)
  return {
    metrics: (search.metrics ?? '').split(',').filter((key) => key !== ''),
    by: known(search.by),
    by2: known(search.by2),
    period: movingPeriods.find((one) => one === search.period) ?? 'this_month',
    stores: search.stores === 'all' ? 'all' : undefined,
    ...(isDay(search.from) && isDay(search.to)
      ? { days: { from: search.from, to: search.to } }
      : {}),
  }
}

/** The question of a spec for the report's route, and for its address. */
export function queryOf(spec: Spec) {
  return {
    metrics: spec.metrics.join(','),
    ...(spec.days ?? { period: spec.period }),
    ...(spec.by ? { by: spec.by } : {}),
    ...(spec.by && spec.by2 && spec.metrics.length === 1 ? { by2: spec.by2 } : {}),
    ...(spec.stores ? { stores: spec.stores } : {}),
  }
}

/** A tile as one line of a saved view, and back. */
export function writeTile({ key: _key, show, width, name, ...spec }: Tile): string {
  return new URLSearchParams({
    ...queryOf(spec),
    show,
    width,
    ...(name === '' ? {} : { name: name.slice(0, 40) }),
  }).toString()
}

export function readTile(text: string, key: string): Tile {
  const search = Object.fromEntries(new URLSearchParams(text))
  return {
    key,
    ...readSpec(search),
    show: tileShows.find((one) => one === search.show) ?? 'number',
    width: tileWidths.find((one) => one === search.width) ?? '1',
    name: search.name ?? '',
  }
}

/** The tiles of a saved view in their order, and the view's lines of some tiles. */
export function readTiles(query: Readonly<Record<string, string>>): Tile[] {
  return Object.keys(query)
    .filter((key) => /^\d\d$/.test(key))
    .sort()
    .map((key) => readTile(query[key] ?? '', key))
}

export const writeTiles = (tiles: readonly Tile[]): Record<string, string> =>
  Object.fromEntries(
    tiles.map((tile, place) => [String(place + 1).padStart(2, '0'), writeTile(tile)]),
  )

/** The dimensions by which all of these numbers can be broken down. */
export function commonBreakdowns(definitions: readonly Definition[]): Breakdown[] {
  const [first, ...others] = definitions
  return (first?.breakdowns ?? []).filter((by) =>
    others.every((one) => one.breakdowns.includes(by)),
  )
}

/** The address of the records behind a figure. */
export function recordsPath(
  report: { from: string; to: string; by: string | null; by2: string | null },
  of: { metric: string; stores: 'all' | undefined; value?: string; value2?: string | null },
): string {
  const search = new URLSearchParams({ from: report.from, to: report.to })
  if (of.stores) search.set('stores', of.stores)
  if (report.by && of.value !== undefined) {
    search.set('by', report.by)
    search.set('value', of.value)
  }
  if (report.by2 && of.value2) {
    search.set('by2', report.by2)
    search.set('value2', of.value2)
  }
  return `/numbers/${of.metric}/records?${search}`
}
