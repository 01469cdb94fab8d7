import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { Phrase } from '#shared/words.ts'
import type { Ctx } from '../ctx.ts'
import { announce, audit } from '../ledger/ledger.ts'
import { keysOfCustomers } from './customer-keys.ts'
import type { OperationUnit, RecordedKind, Watch } from './operation.ts'
import { insertOperation, insertOperationChanges, moveOperation } from './operations.queries.ts'
import { fingerprintOf, type Snapshot, takeSnapshot, unitStates } from './snapshot.ts'
import { insertUnits } from './units.queries.ts'

export interface NewOperation {
  /** Made by the client; a resent one does nothing again. */
  id?: string | undefined
  kind: RecordedKind
  /** What was done, in a few words, for the list of operations; numbers in it are masked. A phrase is read in the reader's language. */
  title: string | Phrase
  /** What somebody typed, or a phrase where the product itself says why. */
  reason?: string | Phrase | undefined
  units: readonly OperationUnit[]
  watch: readonly Watch[]
  /** Choices worth reading later; without personal values. */
  settings?: Record<string, unknown>
}

/** What the work may tell while it runs. */
export interface Running {
  /** Records made meanwhile, whose rows are to be recorded too. */
  alsoTouches(unitId: string, keys: Record<string, readonly string[]>): void
}

const unitsAtOnce = 500

/**
 * Does something to many records as one operation that can be taken back: the watched rows of each
 * unit are read before and after `work`, and what differs is kept, sealed with the customer's key
 * (architecture.md 4). `work` gets the units in portions of 500, locked (`Watch.lock`), and uses the
 * ordinary verbs; nothing needs to be told about single rows. Gives the operation's id, and what
 * `work` gave; a resent id gives `isNew: false` and does nothing.
 *
 *     const done = await runOperation(ctx, {
 *       id: body.id, kind: bulkEditKind, title, reason,
 *       units: cards.map((c) => cardUnit(c)), watch: cardWatch,
 *     }, async (units) => { for (const unit of units) await changeCard(…) })
 *
 * The kind is made once with `defineOperation` and listed in `Module.operations`; the page
 * 批量操作, `POST /api/operations/:id/undo` and the command `undo` then take it back. The screen shows
 * `toast(text, { undo })` with `useUndo()` of `#ui/undo.ts`.
 */
export async function runOperation<T>(
  ctx: Ctx,
  operation: NewOperation,
  work: (units: readonly OperationUnit[], running: Running) => Promise<T>,
): Promise<{ operationId: string; isNew: boolean; results: T[] }> {
  const id = operation.id ?? uuidv7()
  const { kind, units, watch } = operation
  const [title, titleEn] = inBoth(operation.title)
  const [reason, reasonEn] = inBoth(operation.reason)
  const isNew = await insertOperation(ctx.tx, {
    store_id: ctx.store.id,
    id,
    kind: kind.kind,
    state: 'running',
    title,
    started_by: ctx.actor.personId,
    created_at: ctx.now,
    started_at: ctx.now,
    progress_total: units.length,
    settings: JSON.stringify({
      ...operation.settings,
      ...(reason === '' ? {} : { reason }),
      ...(titleEn === title ? {} : { titleEn }),
      ...(reasonEn === reason ? {} : { reasonEn }),
      watch: watch.map(({ table, column, key, only, except }) => ({
        table,
        column,
        key,
        only,
        except,
      })),
    }),
  })
  if (!isNew) return { operationId: id, isNew, results: [] }
  const results: T[] = []
  let position = 0
  for (let from = 0; from < units.length; from += unitsAtOnce) {
    const some = units.slice(from, from + unitsAtOnce).map((unit) => ({ ...unit }))
    const before = await takeSnapshot(ctx, watch, some)
    results.push(
      await work(some, {
        alsoTouches: (unitId, keys) => {
          const unit = some.find((one) => one.id === unitId)
          if (unit) unit.keys = joined(unit.keys, keys)
        },
      }),
    )
    const after = await takeSnapshot(ctx, unlocked(watch), some)
    position = await record(ctx, operation.kind, id, { units: some, before, after }, position)
  }
  await moveOperation(ctx.tx, ctx.store.id, id, ['running'], {
    state: 'done',
    finished_at: ctx.now,
    progress_done: units.length,
    outcome: JSON.stringify({ units: units.length, rows: position }),
  })
  audit(ctx, {
    action: 'operation.done',
    recordType: 'operation',
    recordId: id,
    detail: { kind: kind.kind, units: units.length },
    ...(reason === '' ? {} : { reason }),
  })
  announce(ctx, { type: 'operations.done', recordId: id, data: { kind: kind.kind } })
  return { operationId: id, isNew, results }
}

/** Chinese and English of a text for people, its phone numbers masked. */
function inBoth(text: string | Phrase | undefined): [zh: string, en: string] {
  const [zh, en] = typeof text === 'object' ? text : [text ?? '', text ?? '']
  return [maskPhonesInText(zh).slice(0, 200), maskPhonesInText(en).slice(0, 200)]
}

function joined(
  keys: OperationUnit['keys'],
  more: Record<string, readonly string[]>,
): OperationUnit['keys'] {
  const kinds = new Set([...Object.keys(keys), ...Object.keys(more)])
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, [...new Set([...(keys[kind] ?? []), ...(more[kind] ?? [])])]]),
  )
}

/** The rows are locked by now; reading them again need not. */
function unlocked(watches: readonly Watch[]): Watch[] {
  return watches.map(({ lock: _lock, ...watch }) => watch)
}

interface Portion {
  units: readonly OperationUnit[]
  before: Snapshot
  after: Snapshot
}

/** Keeps the image of every row that differs, or that somebody may change later; gives the next position. */
async function record(
  ctx: Ctx,
  kind: RecordedKind,
  operationId: string,
  { units, before, after }: Portion,
  from: number,
): Promise<number> {
  const unitOf = new Map(units.map((unit) => [unit.id, unit]))
  const keys = await keysOfCustomers(
    ctx,
    units.flatMap((unit) => (unit.customerId ? [unit.customerId] : [])),
  )
  const seal = (customerId: string | null, text: string) => {
    const key = customerId === null ? undefined : keys.get(customerId)
    return key ? ctx.vault.sealFor(key, text) : ctx.vault.seal(text)
  }
  let position = from
  const changes = [...after].flatMap(([place, seen]) => {
    const was = before.get(place)
    const now = fingerprintOf(ctx, seen.row)
    const isChanged = !was || !fingerprintOf(ctx, was.row).equals(now)
    const stays = kind.laterWork === 'stay'
    if (!isChanged && (stays || !seen.isKept)) return []
    const customerId = unitOf.get(seen.unitId)?.customerId ?? null
    position += 1
    return [
      {
        store_id: ctx.store.id,
        operation_id: operationId,
        position,
        table_name: seen.table,
        record_id: seen.row.id,
        unit_id: seen.unitId,
        customer_id: customerId,
        before_sealed: was ? seal(customerId, JSON.stringify(was.row)) : null,
        after_sealed: stays && was ? seal(customerId, JSON.stringify(seen.row)) : null,
        after_fingerprint: now,
      },
    ]
  })
  for (let at = 0; at < changes.length; at += 1_000)
    await insertOperationChanges(ctx.tx, changes.slice(at, at + 1_000))
  const states = unitStates(ctx, after)
  await insertUnits(
    ctx,
    units.map((unit) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      id: unit.id,
      customer_id: unit.customerId,
      keys: JSON.stringify(unit.keys),
      after_ids: states.get(unit.id)?.ids ?? [],
      fingerprints: JSON.stringify(states.get(unit.id)?.fingerprints ?? {}),
    })),
  )
  return position
}
