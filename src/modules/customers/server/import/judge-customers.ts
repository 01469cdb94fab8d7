import { setImmediate } from 'node:timers/promises'
import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { ImportRun, Judge, RecordLine, StoreWords } from '#modules/imports/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { insertCustomers, knownPhones, prepareCustomers } from '../import-customers.ts'
import { changeTargets, compareTarget, type TargetChange } from './change-customers.ts'
import { listPlateHolders, listTargets } from './customer-imports.queries.ts'
import { type CustomerValues, importedConsent } from './read-customer.ts'
import { addCars } from './vehicle-rows.ts'

type Line = RecordLine<CustomerValues>

/**
 * Decides which lines are new customers, which change one and which change nothing: a line is the
 * customer who has one of its numbers, else the one of that name who drives that plate. Of a known
 * customer only what the line gives is changed (issue: update on match).
 */
export async function createCustomerJudge(
  ctx: Ctx,
  words: StoreWords,
  run: ImportRun | undefined,
): Promise<Judge<CustomerValues>> {
  const seenPhones = new Map<string, number>()
  const seenCustomers = new Map<string, number>()
  const made = { customers: 0, vehicles: 0 }
  let position = 0
  let save: (() => Promise<void>) | undefined

  /** The customer a line means; undefined for somebody new. Refuses lines that repeat another's. */
  const match = async (lines: readonly Line[]): Promise<Map<Line, string>> => {
    const numbers = lines.flatMap(({ values }) => values.phones.map((phone) => phone.canonical))
    const holders = await knownPhones(ctx, [...new Set(numbers)])
    const byPlate = await platesOf(
      ctx,
      lines.filter(({ values }) => !values.phones.some((p) => holders.has(p.canonical))),
    )
    const found = new Map<Line, string>()
    for (const line of lines) {
      const { values, reader } = line
      const holder = values.phones.map((phone) => holders.get(phone.canonical)).find(Boolean)
      const id = holder?.customerId ?? byPlate.get(`${values.plate} ${values.name}`)
      const before =
        values.phones.map((phone) => seenPhones.get(phone.canonical)).find(Boolean) ??
        (id === undefined ? undefined : seenCustomers.get(id))
      if (before !== undefined) reader.refuse('phone', 'same_as_line', String(before))
      else if (id === undefined && values.phones.length === 0) reader.refuse('phone', 'missing')
      if (reader.reasons.length > 0) continue
      for (const { canonical } of values.phones) seenPhones.set(canonical, reader.row)
      if (id === undefined) continue
      seenCustomers.set(id, reader.row)
      found.set(line, id)
      // A second number of the line that another customer holds stays with them.
      values.phones = values.phones.filter(
        ({ canonical }) => (holders.get(canonical)?.customerId ?? id) === id,
      )
    }
    return found
  }

  return {
    made: () => made,
    async judge(lines) {
      const known = await match(lines)
      const targets = new Map(
        (await listTargets(ctx, [...known.values()], run !== undefined)).map((row) => [
          row.id,
          row,
        ]),
      )
      const changes: TargetChange[] = []
      const fresh: Line[] = []
      const knownNumbers = await knownPhones(
        ctx,
        [...known.keys()].flatMap(({ values }) => values.phones.map((p) => p.canonical)),
      )
      for (const line of lines) {
        if (line.reader.reasons.length > 0) continue
        const id = known.get(line)
        const target = id === undefined ? undefined : targets.get(id)
        if (!target) {
          line.outcome = 'new'
          fresh.push(line)
          continue
        }
        const change = compareTarget(ctx, target, {
          ...line.values,
          phones: line.values.phones.filter((phone) => !knownNumbers.has(phone.canonical)),
        })
        line.outcome = change ? 'updated' : 'unchanged'
        if (change) changes.push(change)
      }
      made.customers += fresh.length
      made.vehicles += fresh.filter(({ values }) => values.plate !== null).length
      if (!run) return
      // While the database writes the portion before, this one is sealed.
      const saving = save?.()
      saving?.catch(() => {})
      await setImmediate()
      const rows = fresh.map(({ values }) => rowOf(ctx, values, words))
      const prepared = prepareCustomers(ctx, rows)
      await saving
      const at = position
      position += changes.length
      save = async () => {
        await insertCustomers(ctx, prepared, run.operationId)
        await changeTargets(ctx, run.operationId, changes, at)
        await addCars(
          ctx,
          run.operationId,
          fresh.flatMap(({ values }, index) =>
            values.plate ? [{ customerId: rows[index]?.id ?? '', plate: values.plate }] : [],
          ),
        )
      }
    },
    async *finish() {
      await save?.()
      if (run)
        announce(ctx, {
          type: 'customers.imported',
          recordId: run.operationId,
          data: { count: made.customers },
        })
      yield 1
    },
  }
}

async function platesOf(ctx: Ctx, lines: readonly Line[]): Promise<Map<string, string>> {
  const plates = lines.flatMap(({ values }) => (values.plate ? [values.plate] : []))
  const holders = await listPlateHolders(ctx, [...new Set(plates)])
  return new Map(holders.map((row) => [`${row.plate} ${row.name}`, row.customer_id]))
}

function rowOf(ctx: Ctx, values: CustomerValues, words: StoreWords) {
  return {
    id: uuidv7(),
    kind: values.kind ?? 'person',
    name: values.name,
    phones: values.phones,
    facts: values.facts,
    note: maskPhonesInText(values.note ?? ''),
    ownerId: values.ownerId ?? words.fallbackOwner ?? null,
    createdAt: ctx.now,
    special: values.special,
    consentSource: values.consent ? importedConsent : null,
    ...(values.plate ? { plates: [values.plate] } : {}),
  } as const
}
