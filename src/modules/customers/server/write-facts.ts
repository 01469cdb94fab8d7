import type { Ctx } from '#foundation/ctx.ts'
import { findCity } from '#modules/dictionaries/index.ts'
import { AppError } from '#shared/errors.ts'
import { customersError } from '../contract.ts'
import { type FactColumns, kindsOfOptions, lockFacts, updateFacts } from './facts.queries.ts'
import {
  applyFacts,
  differenceOf,
  exactHashesOf,
  type Facts,
  type FactsChange,
  factColumns,
  factsOf,
} from './facts.ts'
import { searchKeysOf, withoutExact } from './search-keys.ts'

export interface CustomerFactsRow extends FactsChange {
  customerId: string
}

export interface WrittenFacts {
  customerId: string
  /** The facts that changed, as they were: written again with `replace`, they undo the change. */
  before: FactsChange
  after: FactsChange
}

/**
 * Writes facts of many customers of the store at once (seed row 004-14); two statements whatever the
 * number, so callers give a few thousand rows at a time. `fill` writes only what is not yet known,
 * `replace` overwrites with what is given; what a row does not name stays. Gives what changed, with
 * the values before: personal, so whoever keeps them seals them. Writes no audit entry: that is the
 * operation's. Ids of nobody, and of people whose key was destroyed, are left out.
 * Throws `customers.not_an_id_number` (details: customerId); options are not checked against the
 * dictionary.
 *
 * `writeCustomerFacts(ctx, [{ customerId, occupationId, hobbyIds, idNumber, email, homeAddress, … }], 'fill')`
 */
export async function writeCustomerFacts(
  ctx: Ctx,
  rows: readonly CustomerFactsRow[],
  mode: 'fill' | 'replace',
): Promise<WrittenFacts[]> {
  const changes = new Map<string, FactsChange>()
  for (const { customerId, ...change } of rows)
    changes.set(customerId, { ...changes.get(customerId), ...change })
  const columns: FactColumns[] = []
  const written: WrittenFacts[] = []
  for (const row of await lockFacts(ctx, [...changes.keys()])) {
    if (!row.sealed_key) continue
    const before = factsOf(ctx, row)
    const given = changes.get(row.id) ?? {}
    const after = applied(
      row.id,
      before,
      mode === 'fill' ? unknownOnly(before, given) : given,
      findCity(ctx.store.city),
    )
    const difference = differenceOf(before, after)
    if (difference.names.length === 0) continue
    columns.push({
      id: row.id,
      ...factColumns(ctx, row.sealed_key, after),
      search_keys: [...withoutExact(ctx.store.id, row.search_keys), ...exactKeys(ctx, after)],
    })
    written.push({ customerId: row.id, before: difference.before, after: difference.after })
  }
  await updateFacts(ctx, columns)
  return written
}

/** Throws `customers.unknown_option` when a newly chosen option is not offered, or of another kind. */
export async function checkOptions(ctx: Ctx, before: Facts, after: Facts): Promise<void> {
  const chosen: [string | null, string][] = [
    [before.occupationId === after.occupationId ? null : after.occupationId, 'occupation'],
    [before.industryId === after.industryId ? null : after.industryId, 'industry'],
    [before.sourceId === after.sourceId ? null : after.sourceId, 'source'],
    [before.householdId === after.householdId ? null : after.householdId, 'household'],
    ...after.hobbyIds
      .filter((id) => !before.hobbyIds.includes(id))
      .map((id): [string, string] => [id, 'hobby']),
  ]
  const asked = chosen.filter((one): one is [string, string] => one[0] !== null)
  if (asked.length === 0) return
  const kinds = await kindsOfOptions(
    ctx,
    asked.map(([id]) => id),
  )
  for (const [id, kind] of asked)
    if (kinds.get(id) !== kind) throw customersError('customers.unknown_option', { kind })
}

function applied(
  customerId: string,
  before: Facts,
  change: FactsChange,
  city: string | undefined,
): Facts {
  try {
    return applyFacts(before, change, city)
  } catch (error) {
    const isArea = error instanceof AppError && error.code === 'customers.not_an_area'
    throw customersError(isArea ? 'customers.not_an_area' : 'customers.not_an_id_number', {
      customerId,
    })
  }
}

function unknownOnly(before: Facts, given: FactsChange): FactsChange {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => {
      const now = before[name as keyof Facts]
      return now === null || now === '' || (Array.isArray(now) && now.length === 0)
    }),
  )
}

/** Only the keys of texts found whole: a customer without a name has no others. */
function exactKeys(ctx: Ctx, facts: Facts): string[] {
  return searchKeysOf({
    storeId: ctx.store.id,
    name: '',
    phones: [],
    exact: exactHashesOf(ctx, facts),
  })
}
