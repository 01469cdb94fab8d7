import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { findCity } from '#modules/dictionaries/index.ts'
import { coreError } from '#shared/errors.ts'
import { maskIdNumber } from '#shared/id-number.ts'
import { maskPhonesInText, normalisePhone } from '#shared/phone.ts'
import { type Customer, customersError } from '../contract.ts'
import { createCustomer, type NewCustomer } from './create-customer.ts'
import {
  loadCustomer,
  noteChange,
  present,
  readCustomer,
  renewSearchKeys,
} from './customer-record.ts'
import { type CustomerRow, findHolder, updateCustomer } from './customers.queries.ts'
import { applyFacts, differenceOf, type FactsChange, factColumns, factsOf } from './facts.ts'
import { checkOptions } from './write-facts.ts'

/** Who in this store holds a number, whoever asks; undefined for an incomplete number too. */
export async function findCustomerByPhone(
  ctx: Ctx,
  text: string,
): Promise<CustomerRow | undefined> {
  const phone = normalisePhone(text)
  return phone && findHolder(ctx, ctx.vault.hashPhone(ctx.store.groupId, phone.canonical))
}

/** Adds a customer without a card; a resent id gives the record as it is now. */
export async function addCustomer(ctx: Ctx, given: NewCustomer): Promise<Customer> {
  if (given.sourceId) {
    const none = factsOf(ctx, emptyRow)
    await checkOptions(ctx, none, { ...none, sourceId: given.sourceId })
  }
  const { id, isNew } = await createCustomer(ctx, given)
  if (isNew) announce(ctx, { type: 'customers.changed', recordId: id })
  return readCustomer(ctx, id)
}

const emptyRow = {
  sealed_key: null,
  sex: null,
  birthday: null,
  id_number_sealed: null,
  occupation_id: null,
  industry_id: null,
  hobby_ids: [],
  household_id: null,
  area_code: null,
  source_id: null,
  preferences: '',
  sealed_facts: null,
}

export interface CustomerChange extends FactsChange {
  version: number
  kind?: 'person' | 'company' | undefined
  name?: string | undefined
  special?: 'fleet' | 'vip' | 'difficult' | null | undefined
  specialReason?: string | undefined
  note?: string | undefined
}

/**
 * Changes a customer's data. Throws `core.stale_version` with both values' current one,
 * `customers.mark_reason_needed`, `customers.not_an_id_number`, `customers.not_an_area`, `customers.unknown_option`.
 */
export async function changeCustomer(
  ctx: Ctx,
  id: string,
  { version, kind, name, special, specialReason, note, ...facts }: CustomerChange,
): Promise<Customer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  if (row.version !== version)
    throw coreError('core.stale_version', { current: await present(ctx, row) })
  const mark = markAfter(row, special, specialReason)
  const plain = {
    kind: kind ?? row.kind,
    name: name === undefined ? row.name : maskPhonesInText(name),
    ...mark,
    note: note === undefined ? row.note : maskPhonesInText(note),
  }
  const before = factsOf(ctx, row)
  const after = applyFacts(before, facts, findCity(ctx.store.city))
  await checkOptions(ctx, before, after)
  const difference = differenceOf(before, after)
  const columns =
    difference.names.length > 0 && row.sealed_key ? factColumns(ctx, row.sealed_key, after) : {}
  if (!(await updateCustomer(ctx, id, { ...plain, ...columns }, version)))
    throw coreError('core.stale_version', { current: await readCustomer(ctx, id) })
  if (plain.name !== row.name || difference.names.some((n) => foundWhole.has(n)))
    await renewSearchKeys(ctx, id, plain.name)
  const was = changedOf(row, plain)
  noteChange(ctx, row, 'customer.changed', {
    personal: {
      before: masked({ ...was.before, ...difference.before }),
      after: masked({ ...was.after, ...difference.after }),
    },
  })
  return readCustomer(ctx, id)
}

const foundWhole: ReadonlySet<string> = new Set(['idNumber', 'taxNumber', 'email'])

/** A mark comes with its reason and goes with it. */
function markAfter(
  row: CustomerRow,
  special: CustomerChange['special'],
  reason: string | undefined,
) {
  const after = special === undefined ? row.special : special
  if (after === null) return { special: null, special_reason: '' }
  const why = maskPhonesInText(reason ?? (after === row.special ? row.special_reason : ''))
  if (why === '') throw customersError('customers.mark_reason_needed')
  return { special: after, special_reason: why }
}

type Plain = Pick<CustomerRow, 'kind' | 'name' | 'special' | 'special_reason' | 'note'>

function changedOf(before: Plain, after: Plain) {
  const words = { special_reason: 'specialReason' } as Partial<Record<keyof Plain, string>>
  const names = (Object.keys(after) as (keyof Plain)[]).filter((n) => before[n] !== after[n])
  const pick = (from: Plain) => Object.fromEntries(names.map((n) => [words[n] ?? n, from[n]]))
  return { before: pick(before), after: pick(after) }
}

/** The trail shows an ID number as lists do. */
function masked(values: Record<string, unknown>): Record<string, unknown> {
  return typeof values.idNumber === 'string'
    ? { ...values, idNumber: maskIdNumber(values.idNumber) }
    : values
}
