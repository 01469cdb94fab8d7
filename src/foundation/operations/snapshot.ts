import type { Ctx } from '../ctx.ts'
import type { OperationUnit, Watch, WatchedRow } from './operation.ts'
import { listWatched } from './rows.queries.ts'

export interface SeenRow {
  table: string
  unitId: string
  row: WatchedRow
  /** Whether its image is kept although the operation leaves it alone. */
  isKept: boolean
}

/** All watched rows of some units at one moment, by table and id. */
export type Snapshot = Map<string, SeenRow>

/** Reads the watched rows of units; a row found by two watches counts once. */
export async function takeSnapshot(
  ctx: Ctx,
  watches: readonly Watch[],
  units: readonly OperationUnit[],
): Promise<Snapshot> {
  const seen: Snapshot = new Map()
  for (const watch of watches) {
    const unitOf = new Map<string, string>()
    for (const unit of units) for (const key of unit.keys[watch.key] ?? []) unitOf.set(key, unit.id)
    for (const row of await listWatched(ctx, watch, [...unitOf.keys()])) {
      const place = `${watch.table} ${row.id}`
      const unitId = unitOf.get(String(row[watch.column]))
      if (unitId === undefined || seen.has(place)) continue
      seen.set(place, {
        table: watch.table,
        unitId,
        row: narrowed(watch, row),
        isKept: keeps(watch, row),
      })
    }
  }
  return seen
}

function narrowed({ only, except }: Watch, row: WatchedRow): WatchedRow {
  if (!only && !except) return row
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name]) => name === 'id' || ((!only || only.includes(name)) && !except?.includes(name)),
    ),
  ) as WatchedRow
}

function keeps(watch: Watch, row: WatchedRow): boolean {
  if (watch.keep === 'none') return false
  return watch.keep === undefined || watch.keep(row)
}

export function isLive(row: WatchedRow): boolean {
  return row.withdrawn_at === undefined || row.withdrawn_at === null
}

/** A row as it is compared: without its version, and without columns that are empty or newer than it. */
function canonical(row: WatchedRow): string {
  return JSON.stringify(
    Object.entries(row)
      .filter(([name, value]) => value !== null && name !== 'version')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** Keyed, since a row holds names and notes: the hash alone tells nothing. */
export function fingerprintOf(ctx: Ctx, row: WatchedRow): Buffer {
  return ctx.vault.hash('operation', canonical(row))
}

export interface UnitState {
  /** The ids of the rows that stand. */
  ids: string[]
  /** By table, over the rows that stand. */
  fingerprints: Record<string, string>
}

/** How each unit stands in a snapshot. */
export function unitStates(ctx: Ctx, snapshot: Snapshot): Map<string, UnitState> {
  const texts = new Map<string, Map<string, [id: string, text: string][]>>()
  for (const { table, unitId, row } of snapshot.values()) {
    if (!isLive(row)) continue
    const tables = texts.get(unitId) ?? new Map<string, [string, string][]>()
    texts.set(unitId, tables)
    tables.set(table, [...(tables.get(table) ?? []), [row.id, canonical(row)]])
  }
  return new Map(
    [...texts].map(([unitId, tables]) => [
      unitId,
      {
        ids: [...tables.values()].flat().map(([id]) => id),
        fingerprints: Object.fromEntries(
          [...tables].map(([table, rows]) => [table, hashAll(ctx, rows)]),
        ),
      },
    ]),
  )
}

function hashAll(ctx: Ctx, rows: [id: string, text: string][]): string {
  const sorted = rows.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
  return ctx.vault.hash('operation', sorted.join('\n')).toString('base64url')
}

/** The tables in which a unit differs from what was recorded of it. */
export function changedTables(
  recorded: Record<string, string>,
  now: Record<string, string>,
): string[] {
  return [...new Set([...Object.keys(recorded), ...Object.keys(now)])]
    .filter((table) => recorded[table] !== now[table])
    .sort()
}
