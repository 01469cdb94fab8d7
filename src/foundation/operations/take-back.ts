import { operationsError } from '#shared/operations.ts'
import type { Ctx } from '../ctx.ts'
import { announce, audit } from '../ledger/ledger.ts'
import { keysOfCustomers } from './customer-keys.ts'
import { findKind } from './kinds.ts'
import type {
  LaterRow,
  OperationUnit,
  RecordedKind,
  TakenBack,
  Watch,
  WatchedRow,
} from './operation.ts'
import { lockOperation, moveOperation, type OperationRow } from './operations.queries.ts'
import { restoreRows, withdrawRows } from './rows.queries.ts'
import {
  changedTables,
  fingerprintOf,
  isLive,
  type Snapshot,
  takeSnapshot,
  unitStates,
} from './snapshot.ts'
import {
  countUnits,
  listLaterOperations,
  listUnitChanges,
  listUnits,
  markUndone,
  type UnitRow,
} from './units.queries.ts'

const unitsAtOnce = 500

/** A unit that somebody worked on after the operation. */
export interface TouchedUnit {
  unit: OperationUnit
  /** Where it differs: `follow_ups`, `contacts`. */
  tables: string[]
}

interface Preview {
  open: number
  untouched: number
  touched: TouchedUnit[]
  /** Rows made on the units since, by table. */
  later: { table: string; count: number }[]
}

/** What taking an operation back would meet: units by whether anybody worked on them since. */
export async function previewTakeBack(ctx: Ctx, row: OperationRow): Promise<Preview> {
  const touched: TouchedUnit[] = []
  const later = new Map<string, number>()
  let open = 0
  for await (const portion of portions(ctx, row, undefined)) {
    open += portion.units.length
    touched.push(...touchedOf(ctx, portion))
    const changes = await listUnitChanges(
      ctx,
      row.id,
      portion.units.map((unit) => unit.id),
    )
    const recorded = new Set(changes.map((change) => change.record_id))
    for (const { table } of laterRows(portion.units, portion.rows, portion.now, recorded))
      later.set(table, (later.get(table) ?? 0) + 1)
  }
  return {
    open,
    untouched: open - touched.length,
    touched,
    later: [...later].map(([table, count]) => ({ table, count })),
  }
}

/**
 * Takes back all of an operation, or some of its units: rows it changed get their image again, rows
 * it made are marked as withdrawn. Units touched since stay as they are, or go back together with
 * the later work on them, which stays readable (rules.md, As of, undo, erase). Throws
 * `operations.not_done`, `operations.already_undone`.
 */
export async function takeBackOperation(
  ctx: Ctx,
  kind: RecordedKind,
  operationId: string,
  options: { touched: 'keep' | 'take_back'; units?: readonly string[] | undefined },
): Promise<TakenBack> {
  const row = await lockOperation(ctx.tx, ctx.store.id, operationId)
  if (row?.kind !== kind.kind) throw operationsError('operations.not_done')
  if (row.state === 'undone') throw operationsError('operations.already_undone')
  if (row.state !== 'done') throw operationsError('operations.not_done')
  const counts = await takeBackUnits(ctx, kind, row, options)
  audit(ctx, {
    action: 'operation.taken_back',
    recordType: 'operation',
    recordId: row.id,
    detail: { kind: row.kind, ...counts, touched: options.touched },
  })
  return counts
}

async function takeBackUnits(
  ctx: Ctx,
  kind: RecordedKind,
  row: OperationRow,
  options: { touched: 'keep' | 'take_back'; units?: readonly string[] | undefined },
): Promise<TakenBack> {
  const counts: TakenBack = { withdrawn: 0, restored: 0, kept: 0 }
  for await (const found of portions(ctx, row, options.units, true)) {
    let portion = found
    const touched = new Set(touchedOf(ctx, portion).map(({ unit }) => unit.id))
    const going = portion.units.filter(
      (unit) => options.touched === 'take_back' || !touched.has(unit.id),
    )
    if (going.some((unit) => touched.has(unit.id)) && (await takeBackLater(ctx, row, going)))
      portion = { ...found, now: await takeSnapshot(ctx, watchesOf(row, true), found.units) }
    const done = await putBack(ctx, kind, row, going, portion)
    counts.withdrawn += done.withdrawn
    counts.restored += done.units.length
    counts.kept += portion.units.length - done.units.length
    if (done.units.length === 0) continue
    await markUndone(
      ctx,
      row.id,
      done.units.map((unit) => unit.id),
    )
    await kind.afterTakeBack?.(ctx, row.id, done.units, done.later)
  }
  await finish(ctx, row)
  return counts
}

/** Later operations on the same records go first, the last one first; gives whether there were any. */
async function takeBackLater(
  ctx: Ctx,
  row: OperationRow,
  going: readonly OperationUnit[],
): Promise<boolean> {
  const later = await listLaterOperations(
    ctx,
    row,
    going.map((unit) => unit.id),
  )
  for (const one of later) {
    const kind = findKind(one.kind)
    const earlier = kind && (await lockOperation(ctx.tx, ctx.store.id, one.id))
    if (kind && earlier?.state === 'done')
      await takeBackUnits(ctx, kind, earlier, { touched: 'take_back', units: one.unit_ids })
  }
  return later.length > 0
}

interface Portion {
  units: OperationUnit[]
  rows: Map<string, UnitRow>
  now: Snapshot
}

async function* portions(
  ctx: Ctx,
  row: OperationRow,
  ids: readonly string[] | undefined,
  isLocked = false,
): AsyncGenerator<Portion> {
  const watches = watchesOf(row, isLocked)
  let after: string | null = null
  for (;;) {
    const found: UnitRow[] = await listUnits(ctx, row.id, { after, limit: unitsAtOnce, ids })
    const last = found.at(-1)
    if (!last) return
    after = last.id
    const units = found.map(unitOf)
    yield {
      units,
      rows: new Map(found.map((one) => [one.id, one])),
      now: await takeSnapshot(ctx, watches, units),
    }
  }
}

export function unitOf(row: UnitRow): OperationUnit {
  return { id: row.id, customerId: row.customer_id, keys: row.keys as OperationUnit['keys'] }
}

function watchesOf(row: OperationRow, isLocked: boolean): Watch[] {
  const { watch = [] } = row.settings as {
    watch?: Pick<Watch, 'table' | 'column' | 'key' | 'only' | 'except'>[]
  }
  return isLocked ? watch.map((one) => ({ ...one, lock: true })) : watch
}

function touchedOf(ctx: Ctx, { units, rows, now }: Portion): TouchedUnit[] {
  const states = unitStates(ctx, now)
  return units.flatMap((unit) => {
    const recorded = rows.get(unit.id)?.fingerprints as Record<string, string>
    const tables = changedTables(recorded, states.get(unit.id)?.fingerprints ?? {})
    return tables.length === 0 ? [] : [{ unit, tables }]
  })
}

interface PutBack {
  units: OperationUnit[]
  withdrawn: number
  later: LaterRow[]
}

/** Puts the rows of units back; one whose customer was erased since cannot be opened and stays. */
async function putBack(
  ctx: Ctx,
  kind: RecordedKind,
  row: OperationRow,
  going: readonly OperationUnit[],
  { rows, now }: Portion,
): Promise<PutBack> {
  const keys = await keysOfCustomers(
    ctx,
    going.flatMap((unit) => (unit.customerId ? [unit.customerId] : [])),
  )
  const units = going.filter((unit) => unit.customerId === null || keys.has(unit.customerId))
  if (units.length === 0) return { units, withdrawn: 0, later: [] }
  const changes = await listUnitChanges(
    ctx,
    row.id,
    units.map((unit) => unit.id),
  )
  const stays = kind.laterWork === 'stay'
  const images = new Map<string, WatchedRow[]>()
  const made = new Map<string, string[]>()
  for (const change of changes) {
    const { table_name: table, customer_id: customerId } = change
    const key = customerId === null ? undefined : keys.get(customerId)
    const open = (sealed: Buffer) =>
      JSON.parse(key ? ctx.vault.openFor(key, sealed) : ctx.vault.open(sealed)) as WatchedRow
    const current = now.get(`${table} ${change.record_id}`)?.row
    if (change.before_sealed === null) {
      const isTouched = current && !fingerprintOf(ctx, current).equals(change.after_fingerprint)
      if (!stays || !isTouched) put(made, table, change.record_id)
      continue
    }
    const before = open(change.before_sealed)
    if (!stays || !change.after_sealed) put(images, table, before)
    else if (current) put(images, table, withoutLosing(before, open(change.after_sealed), current))
  }
  const later = laterRows(units, rows, now, new Set(changes.map((change) => change.record_id)))
  if (stays) await kind.beforeRestore?.(ctx, row.id, later)
  // What was made goes first, so that what comes back finds its place free.
  if (!stays)
    for (const { table, row: one } of later)
      await withdrawRows(ctx, table, [one.id], { madeByOperation: false })
  for (const [table, ids] of made) await withdrawRows(ctx, table, ids, { madeByOperation: true })
  for (const [table, list] of images) await restore(ctx, table, list, stays)
  return {
    units,
    withdrawn: [...made.values()].flat().length + (stays ? 0 : later.length),
    later: stays ? later : [],
  }
}

/**
 * Where rows change places (two open cards of one customer become one each), they step aside first;
 * what later work put in their place refuses the whole.
 */
async function restore(
  ctx: Ctx,
  table: string,
  images: readonly WatchedRow[],
  changePlaces: boolean,
): Promise<void> {
  try {
    if (changePlaces)
      await withdrawRows(
        ctx,
        table,
        images.filter((image) => 'withdrawn_at' in image).map((image) => image.id),
        { madeByOperation: false },
      )
    await restoreRows(ctx, table, images)
  } catch (error) {
    if ((error as { code?: string }).code === '23505')
      throw operationsError('operations.in_the_way')
    throw error
  }
}

/** Rows made on units after the operation. */
function laterRows(
  units: readonly OperationUnit[],
  rows: Portion['rows'],
  now: Snapshot,
  recorded: ReadonlySet<string>,
): LaterRow[] {
  const isGoing = new Set(units.map((unit) => unit.id))
  const known = new Set(units.flatMap((unit) => rows.get(unit.id)?.after_ids ?? []))
  return [...now.values()].filter(
    ({ unitId, row }) =>
      isGoing.has(unitId) && isLive(row) && !known.has(row.id) && !recorded.has(row.id),
  )
}

/** The image of a row, but with what somebody changed after the operation. */
function withoutLosing(before: WatchedRow, after: WatchedRow, now: WatchedRow): WatchedRow {
  const isSame = (name: string) => JSON.stringify(now[name]) === JSON.stringify(after[name])
  return Object.fromEntries(
    Object.keys(before).map((name) => [name, isSame(name) ? before[name] : now[name]]),
  ) as WatchedRow
}

function put<T>(map: Map<string, T[]>, table: string, value: T): void {
  const list = map.get(table)
  if (list) list.push(value)
  else map.set(table, [value])
}

async function finish(ctx: Ctx, row: OperationRow): Promise<void> {
  const units = await countUnits(ctx, row.id)
  const outcome = row.outcome as Record<string, unknown>
  const isAll = units.undone === units.total
  await moveOperation(ctx.tx, ctx.store.id, row.id, ['done'], {
    ...(isAll ? { state: 'undone', undone_at: ctx.now, undone_by: ctx.actor.personId } : {}),
    outcome: JSON.stringify({ ...outcome, undone: units.undone }),
  })
  announce(ctx, { type: 'operations.taken_back', recordId: row.id, data: { kind: row.kind } })
}
