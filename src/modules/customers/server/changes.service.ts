import type { Ctx } from '#foundation/ctx.ts'
import { type CustomerEntry, listCustomerEntries } from '#foundation/ledger/ledger.queries.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { areaLabel } from '#modules/dictionaries/index.ts'
import { dayInZone } from '#shared/days.ts'
import type { Locale } from '#shared/errors.ts'
import { encodeCursor } from '#shared/paging.ts'
import { maskPhone, maskPhonesInText } from '#shared/phone.ts'
import type { CustomerChangeEntry } from '../contracts/changes.ts'
import { loadCustomer } from './customer-record.ts'
import { namesOfOptions } from './facts.queries.ts'
import { readCursor } from './list-cursor.ts'

type Values = Record<string, unknown>
interface Change {
  before: Values
  after: Values
}

/** The changes of a customer's record, the newest first: who, when, which field, from, to. */
export async function listChanges(
  ctx: Ctx,
  id: string,
  query: { cursor?: string | undefined; limit: number },
) {
  const row = await loadCustomer(ctx, id)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const after = readCursor(query.cursor, today)
  const entries = await listCustomerEntries(
    ctx.tx,
    { storeId: ctx.store.id, customerId: id, prefix: 'customer.' },
    { after, limit: query.limit + 1 },
  )
  const page = entries.slice(0, query.limit)
  const last = page.at(-1)
  const changes = page.map((entry) => changeOf(openEntry(ctx, row.sealed_key, entry)))
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    page.flatMap((entry) => entry.actor_id ?? []),
  )
  const options = await namesOfOptions(ctx, changes.flatMap(optionIdsOf))
  const say = (field: string, value: unknown) =>
    sayValue(field, value, (one) => options.get(one)?.label, ctx.locale)
  return {
    items: page.map((entry, place): CustomerChangeEntry => {
      const { before, after } = changes[place] ?? { before: {}, after: {} }
      return {
        id: entry.id,
        at: entry.at.toISOString(),
        personName: entry.actor_id === null ? null : (names.get(entry.actor_id) ?? null),
        action: entry.action,
        fields: [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({
          field,
          from: say(field, before[field]),
          to: say(field, after[field]),
        })),
        reason: entry.reason,
      }
    }),
    nextCursor:
      entries.length > query.limit && last
        ? encodeCursor([last.at.toISOString(), last.id], today)
        : null,
  }
}

/** Detail and sealed values together; nothing personal once the key was destroyed. */
function openEntry(ctx: Ctx, key: Buffer | null, entry: CustomerEntry): Values {
  if (!entry.sealed || !key) return entry.detail ?? {}
  const personal = JSON.parse(ctx.vault.openFor(key, entry.sealed)) as Values
  return { ...entry.detail, ...personal }
}

/** An entry of one thing added or taken away reads as a change from, or to, nothing. */
function changeOf(values: Values): Change {
  const { before, after, ...rest } = values
  if (isValues(before) || isValues(after))
    return { before: isValues(before) ? before : {}, after: isValues(after) ? after : {} }
  const shown = Object.fromEntries(
    Object.entries(rest).filter(
      ([field, value]) => value !== null && value !== undefined && !field.endsWith('Id'),
    ),
  )
  return { before: {}, after: shown }
}

const optionFields: ReadonlySet<string> = new Set([
  'occupationId',
  'industryId',
  'sourceId',
  'hobbyIds',
  'householdId',
])

function optionIdsOf({ before, after }: Change): string[] {
  return [before, after].flatMap((values) =>
    Object.entries(values).flatMap(([field, value]) =>
      optionFields.has(field) ? listOf(value).map(String) : [],
    ),
  )
}

function sayValue(
  field: string,
  value: unknown,
  labelOf: (id: string) => string | undefined,
  locale: Locale,
): string | null {
  const texts = listOf(value).map((one) =>
    optionFields.has(field)
      ? (labelOf(String(one)) ?? '—')
      : field === 'areaCode'
        ? areaLabel(String(one), locale)
        : sayText(field, one),
  )
  return texts.length === 0 ? null : texts.join('、')
}

function sayText(field: string, value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /^phones?$/.test(field) ? maskPhone(text) : maskPhonesInText(text)
}

function listOf(value: unknown): unknown[] {
  if (value === null || value === undefined || value === '') return []
  return Array.isArray(value) ? value : [value]
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
