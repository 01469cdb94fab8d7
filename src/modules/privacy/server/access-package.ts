import { strToU8, zipSync } from 'fflate'
import type { Ctx } from '#foundation/ctx.ts'
import type { CustomerColumn, CustomerTable } from '#foundation/customer-tables.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { customerTables } from '#foundation/tables.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { dayInZone, timeInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { translator } from '#shared/words.ts'
import { privacyError } from '../contract.ts'
import { privacyWords } from '../words.ts'
import { idsOfPerson, listShown } from './erase.queries.ts'
import { insertRequest, listRevealRows } from './privacy.queries.ts'

/**
 * Everything the store keeps of a person as that person may read it: one sheet per kind of record
 * with sealed values opened, and who looked at their numbers; a zip of xlsx files. Logged with its
 * reason as the request it answers.
 */
export async function accessPackage(
  ctx: Ctx,
  customerId: string,
  reason: string,
): Promise<FileAnswer> {
  const t = translator(privacyWords, ctx.locale)
  const customer = await loadCustomer(ctx, customerId)
  if (customer.erased_at) throw privacyError('privacy.already_erased')
  const ids = await idsOfPerson(ctx, customerId)
  const files: Record<string, Uint8Array> = {}
  const summary: string[] = []
  const language = ctx.locale === 'zh' ? 0 : 1
  const add = async (title: string, headers: string[], rows: Cell[][]) => {
    if (rows.length === 0) return
    const name = `${String(summary.length + 1).padStart(2, '0')} ${title}.xlsx`
    const stream = writeXlsx({ name: title, columns: headers.map((header) => ({ header })), rows })
    files[name] = new Uint8Array(await new Response(stream).arrayBuffer())
    summary.push(`${name}: ${rows.length}`)
  }
  for (const table of customerTables()) {
    if (table.shown.length === 0) continue
    const rows = await listShown(ctx, table, ids)
    const words = await wordsOf(ctx, table, rows)
    await add(
      table.title[language],
      table.shown.map(({ title }) => title[language]),
      rows.map((row) =>
        table.shown.map((column) => {
          const known = words.get(column.column)
          return known
            ? storedTexts(row[column.column])
                .map((text) => known.get(text) ?? text)
                .join('、') || null
            : cellOf(ctx, customer.sealed_key, column, row[column.column])
        }),
      ),
    )
  }
  const reveals = await listRevealRows(ctx, { customerId }, { limit: 1000 })
  await add(
    t('reveals'),
    [t('at'), t('who'), t('reason')],
    reveals.map((row) => [instant(ctx, row.at), row.person, row.reason]),
  )
  files['README.txt'] = strToU8(
    [t('packageTitle', { store: ctx.store.name, at: instant(ctx, ctx.now) }), ...summary].join(
      '\r\n',
    ),
  )
  await insertRequest(ctx, {
    store_id: ctx.store.id,
    id: uuidv7(),
    customer_id: customerId,
    kind: 'access',
    reason: maskPhonesInText(reason),
    asked_at: ctx.now,
    recorded_by: ctx.actor.personId,
    done_at: ctx.now,
  })
  await logExport(ctx, {
    list: 'access-package',
    format: 'zip',
    rows: summary.length,
    withPhones: true,
    reason,
  })
  audit(ctx, {
    action: 'customer.access_package',
    recordType: 'customer',
    recordId: customerId,
    customer: { id: customerId, sealedKey: customer.sealed_key },
    detail: { sheets: summary.length },
    reason,
  })
  return {
    name: `${t('package')} ${dayInZone(ctx.now, ctx.store.timeZone)}.zip`,
    contentType: 'application/zip',
    body: zipSync(files),
  }
}

const instant = (ctx: Ctx, at: Date): string =>
  `${dayInZone(at, ctx.store.timeZone)} ${timeInZone(at, ctx.store.timeZone)}`

/** By column: what its ids and codes say. */
async function wordsOf(ctx: Ctx, { shown }: CustomerTable, rows: Record<string, unknown>[]) {
  const words = new Map<string, ReadonlyMap<string, string>>()
  for (const { column, say } of shown)
    if (say && rows.length > 0)
      words.set(
        column,
        await say(ctx, [...new Set(rows.flatMap((row) => storedTexts(row[column])))]),
      )
  return words
}

const storedTexts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')

function cellOf(ctx: Ctx, key: Buffer | null, { sealed }: CustomerColumn, value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (sealed !== undefined && Buffer.isBuffer(value)) {
    if (value.length === 0) return null
    if (sealed === 'installation') return ctx.vault.open(value)
    return key ? ctx.vault.openFor(key, value) : null
  }
  if (value instanceof Date) return instant(ctx, value)
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
    return value
  return JSON.stringify(value)
}
