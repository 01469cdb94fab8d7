import type { Ctx } from '#foundation/ctx.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import { findCity } from '#modules/dictionaries/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { customersError } from '../../contract.ts'
import { claimPhones } from '../customers.queries.ts'
import {
  applyFacts,
  differenceOf,
  exactHashesOf,
  type Facts,
  factColumns,
  factsOf,
} from '../facts.ts'
import { insertPhoneColumns } from '../import-customers.queries.ts'
import { phoneHashes, searchKeysOf, withoutExact } from '../search-keys.ts'
import {
  type ChangedCustomer,
  type ImportTarget,
  updateTargets,
} from './customer-imports.queries.ts'
import { type CustomerPhone, type CustomerValues, importedConsent } from './read-customer.ts'

/** What of a customer an import changes beside facts. */
interface Core {
  name: string
  kind: 'person' | 'company'
  note: string
  special: string | null
  owner_id: string | null
  consent_at: Date | null
  consent_source: string | null
}

export interface TargetChange {
  target: ImportTarget
  before: { core: Core; facts: Facts }
  after: { core: Core; facts: Facts }
  phones: readonly CustomerPhone[]
}

/** What a line changes of a known customer; undefined where all of it is there already. */
export function compareTarget(
  ctx: Ctx,
  target: ImportTarget,
  values: CustomerValues,
): TargetChange | undefined {
  if (!target.sealed_key) return undefined
  const before = contentOf(ctx, target)
  const core: Core = {
    ...before.core,
    name: maskPhonesInText(values.name),
    ...(values.kind ? { kind: values.kind } : {}),
    ...(values.note === null ? {} : { note: maskPhonesInText(values.note) }),
    ...(values.special ? { special: values.special } : {}),
    // Whoever holds a customer keeps them; hand-over is for that.
    owner_id: before.core.owner_id ?? values.ownerId,
    ...(values.consent && before.core.consent_at === null
      ? { consent_at: ctx.now, consent_source: importedConsent }
      : {}),
  }
  const facts = applyFacts(before.facts, values.facts, findCity(ctx.store.city))
  const isSame =
    JSON.stringify(core) === JSON.stringify(before.core) &&
    differenceOf(before.facts, facts).names.length === 0 &&
    values.phones.length === 0
  return isSame ? undefined : { target, before, after: { core, facts }, phones: values.phones }
}

function coreOf(row: ImportTarget): Core {
  const { name, kind, note, special, owner_id, consent_at, consent_source } = row
  return { name, kind, note, special, owner_id, consent_at, consent_source }
}

/** Proof of what an operation left behind: a later change shows as another one. */
export function contentMark(ctx: Pick<Ctx, 'vault'>, content: unknown): Buffer {
  // What was unknown to earlier imports must not make their work look changed.
  const text = JSON.stringify(content, (key, value: unknown) =>
    value === null && (key === 'householdId' || key === 'areaCode') ? undefined : value,
  )
  return ctx.vault.hash('import-content', text)
}

/** What an import compares of a customer, as it is now. */
export function contentOf(ctx: Ctx, row: ImportTarget): { core: Core; facts: Facts } {
  return { core: coreOf(row), facts: factsOf(ctx, row) }
}

/** Writes changed customers with their inverse, sealed by each customer's own key. */
export async function changeTargets(
  ctx: Ctx,
  operationId: string,
  changes: readonly TargetChange[],
  position: number,
): Promise<void> {
  if (changes.length === 0) return
  await addPhones(ctx, operationId, changes)
  await updateTargets(
    ctx,
    changes.map((change) => columnsOf(ctx, change)),
  )
  await insertOperationChanges(
    ctx.tx,
    changes.map(({ target, before, after }, index) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      position: position + index,
      table_name: 'customers',
      record_id: target.id,
      customer_id: target.id,
      before_sealed: ctx.vault.sealFor(
        target.sealed_key as Buffer,
        JSON.stringify({ ...before, isUntouched: isUntouched(target) }),
      ),
      after_fingerprint: contentMark(ctx, after),
    })),
  )
}

function isUntouched(row: ImportTarget): boolean {
  return row.version === (row.imported_version ?? 1)
}

/** The row of a customer with other values; its keys follow name, numbers and exact texts. */
export function columnsOf(
  ctx: Ctx,
  change: TargetChange & { isUntouched?: boolean },
): ChangedCustomer {
  const { target, before, after, phones } = change
  const storeId = ctx.store.id
  const keysOf = (name: string, numbers: readonly CustomerPhone[], facts: Facts) =>
    searchKeysOf({
      storeId,
      name,
      phones: numbers.map((p) => phoneHashes(ctx.vault, ctx.store.groupId, p.canonical)),
      exact: exactHashesOf(ctx, facts),
    })
  const gone = new Set(keysOf(before.core.name, [], before.facts))
  const kept = withoutExact(storeId, target.search_keys).filter((key) => !gone.has(key))
  return {
    id: target.id,
    ...after.core,
    is_untouched: change.isUntouched ?? false,
    ...factColumns(ctx, target.sealed_key as Buffer, after.facts),
    search_keys: [...new Set([...kept, ...keysOf(after.core.name, phones, after.facts)])],
  }
}

async function addPhones(
  ctx: Ctx,
  operationId: string,
  changes: readonly TargetChange[],
): Promise<void> {
  const added = changes.flatMap(({ target, phones }) => phones.map((phone) => ({ target, phone })))
  if (added.length === 0) return
  const hashes = added.map(({ phone }) =>
    phoneHashes(ctx.vault, ctx.store.groupId, phone.canonical),
  )
  const taken = await insertPhoneColumns(
    ctx,
    {
      id: added.map(() => uuidv7()),
      customerId: added.map(({ target }) => target.id),
      kind: added.map(({ phone }) => phone.kind),
      sealed: added.map(({ target, phone }) =>
        ctx.vault.sealFor(target.sealed_key as Buffer, phone.canonical),
      ),
      hash: hashes.map(({ hash }) => hash),
      lastFourHash: hashes.map(({ lastFourHash }) => lastFourHash),
      // Behind the numbers that are there.
      position: added.map((_, index) => 100 + index),
      place: added.map(({ phone }) => phone.place),
      createdAt: added.map(() => ctx.now),
    },
    operationId,
  )
  if (taken < added.length) throw customersError('customers.phone_taken')
  await claimPhones(
    ctx,
    hashes.map(({ hash }) => hash),
    added.map(({ target }) => target.id),
  )
}
