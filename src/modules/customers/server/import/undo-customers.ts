import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { listOperationChanges } from '#foundation/operations/operations.queries.ts'
import { customerTables } from '#foundation/tables.ts'
import type { TakenBackCounts, Touched, UndoPreview } from '#modules/imports/index.ts'
import { listPhones, type PhoneRow, releasePhones } from '../customers.queries.ts'
import type { Facts } from '../facts.ts'
import { customersOfOperation, takeBackCustomers } from '../import-customers.ts'
import { searchKeysOf } from '../search-keys.ts'
import { columnsOf, contentMark, contentOf, type TargetChange } from './change-customers.ts'
import {
  listAddedPhones,
  listNamedIn,
  listTablesOfOperations,
  listTargets,
  updateTargets,
  withdrawPhones,
} from './customer-imports.queries.ts'
import { carsOfOperation, takeBackCars } from './vehicle-rows.ts'

const touchedShown = 200
const atOnce = 5_000
const ownTables = new Set(['customers', 'customer_phones'])

/** What taking a list of customers back would do. */
export async function previewCustomerUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const { made, changes, touched } = await stateOf(ctx, operationId)
  const cars = await carsOfOperation(ctx, operationId)
  return {
    withdrawn: { customers: made.length, vehicles: cars.length },
    restored: changes.length,
    touched: await namesOf(ctx, [...touched].slice(0, touchedShown)),
    touchedTotal: touched.size,
  }
}

async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Touched[]> {
  const rows = await listTargets(ctx, ids, false)
  return rows.map(({ id, name }) => ({ id, record: 'customers', name, day: null }))
}

/** Customers an import made or changed, and those somebody worked with since. */
async function stateOf(ctx: Ctx, operationId: string) {
  const made = await customersOfOperation(ctx, operationId)
  const changes = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'customers')
  const now = new Map<string, Buffer>()
  for (let from = 0; from < changes.length; from += atOnce)
    for (const row of await listTargets(
      ctx,
      changes.slice(from, from + atOnce).map((change) => change.record_id),
      false,
    ))
      if (row.sealed_key) now.set(row.id, contentMark(ctx, contentOf(ctx, row)))
  const touched = new Set([
    ...made.filter(({ isChanged }) => isChanged).map(({ id }) => id),
    ...changes
      .filter((c) => !now.get(c.record_id)?.equals(c.after_fingerprint))
      .map((c) => c.record_id),
    ...(await inUse(
      ctx,
      operationId,
      made.map(({ id }) => id),
    )),
  ])
  return { made, changes, touched }
}

/** New customers whom records of other work name: cards, visits, notes and the like. */
async function inUse(ctx: Ctx, operationId: string, ids: readonly string[]): Promise<string[]> {
  const withOperation = await listTablesOfOperations(ctx)
  const found: string[] = []
  for (const { table, customerColumn, shown, computed } of customerTables()) {
    // Tables whose rows are about the product alone are no work of people.
    if (ownTables.has(table) || shown.length === 0 || computed) continue
    for (let from = 0; from < ids.length; from += atOnce)
      found.push(
        ...(await listNamedIn(
          ctx,
          {
            table,
            column: customerColumn,
            operationId: withOperation.has(table) ? operationId : null,
          },
          ids.slice(from, from + atOnce),
        )),
      )
  }
  return found
}

/**
 * Takes a list of customers back: those it made are withdrawn, their numbers free again; those it
 * changed are as before. Customers somebody worked with since stay unless `withTouched`; of those,
 * the ones that cards or visits name stay in any case: their history would hang in the air.
 */
export async function takeCustomersBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  const { made, changes, touched } = await stateOf(ctx, operationId)
  const used = withTouched
    ? new Set(
        await inUse(
          ctx,
          operationId,
          made.map(({ id }) => id),
        ),
      )
    : touched
  const gone = made.filter(({ id }) => !used.has(id)).map(({ id }) => id)
  await takeBackCars(ctx, operationId, new Set(used))
  for (let from = 0; from < gone.length; from += atOnce)
    await takeBackCustomers(ctx, gone.slice(from, from + atOnce))
  let restored = 0
  for (let from = 0; from < changes.length; from += atOnce) {
    const some = changes
      .slice(from, from + atOnce)
      .filter((change) => withTouched || !touched.has(change.record_id))
    restored += await restoreSome(ctx, operationId, some)
  }
  announce(ctx, { type: 'customers.import_taken_back', recordId: operationId })
  return {
    withdrawn: gone.length,
    restored,
    kept: made.length - gone.length + changes.length - restored,
  }
}

async function restoreSome(
  ctx: Ctx,
  operationId: string,
  changes: readonly { record_id: string; before_sealed: Buffer | null }[],
): Promise<number> {
  if (changes.length === 0) return 0
  const ids = changes.map((change) => change.record_id)
  const phones = await listAddedPhones(ctx, operationId, ids)
  const goneIds = new Set(phones.map(({ id }) => id))
  const goneKeys = new Map<string, Set<string>>()
  // Numbers that stay keep their keys, also where their last digits are the same.
  for (const phone of await listPhones(ctx, [...new Set(phones.map((p) => p.customer_id))])) {
    const keys = goneKeys.get(phone.customer_id) ?? new Set<string>()
    goneKeys.set(phone.customer_id, keys)
    if (goneIds.has(phone.id)) for (const key of keysOfPhone(ctx, phone)) keys.add(key)
  }
  for (const phone of await listPhones(ctx, [...goneKeys.keys()]))
    if (!goneIds.has(phone.id))
      for (const key of keysOfPhone(ctx, phone)) goneKeys.get(phone.customer_id)?.delete(key)
  const targets = new Map((await listTargets(ctx, ids, true)).map((row) => [row.id, row]))
  const rows = changes.flatMap(({ record_id, before_sealed }) => {
    const target = targets.get(record_id)
    // Without the person's key there is nothing to restore: they were erased since.
    if (!target?.sealed_key || !before_sealed) return []
    const before = openBefore(ctx.vault.openFor(target.sealed_key, before_sealed))
    const isGone = (key: string) => goneKeys.get(record_id)?.has(key) ?? false
    const now = {
      core: { ...before.core, name: target.name },
      facts: before.facts,
    }
    return [
      columnsOf(ctx, {
        target: { ...target, search_keys: target.search_keys.filter((key) => !isGone(key)) },
        before: now,
        after: { core: before.core, facts: before.facts },
        isUntouched: before.isUntouched,
        phones: [],
      }),
    ]
  })
  await updateTargets(ctx, rows)
  await withdrawPhones(
    ctx,
    phones.map(({ id }) => id),
  )
  await releasePhones(
    ctx,
    phones.map((phone) => phone.phone_hash),
    phones.map((phone) => phone.customer_id),
  )
  return rows.length
}

function keysOfPhone(ctx: Ctx, phone: PhoneRow): string[] {
  return searchKeysOf({
    storeId: ctx.store.id,
    name: '',
    phones: [{ hash: phone.phone_hash, lastFourHash: phone.last_four_hash }],
  })
}

function openBefore(text: string): TargetChange['before'] & { isUntouched: boolean } {
  const { core, facts, isUntouched } = JSON.parse(text) as {
    isUntouched: boolean
    core: TargetChange['before']['core'] & { consent_at: string | null }
    facts: Facts
  }
  return {
    core: { ...core, consent_at: core.consent_at ? new Date(core.consent_at) : null },
    facts,
    isUntouched,
  }
}
