// Builders for tests of importing: a store, a file of lines, and one call from file to result.
import { runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { writeCsv, writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { seedCatalog } from '#modules/catalog/index.ts'
import { seedDictionaries } from '#modules/dictionaries/index.ts'
import type { TestApp } from '../../testing.ts'
import { getImport, startImport, uploadImport } from './contract.ts'
import type { Import } from './contracts/import-record.ts'

export interface ImportPlace {
  group: TestGroup
  store: StoreInfo
  clerk: TestPerson
  consultants: TestPerson[]
}

/** A store with two consultants, 刘洋 and 陈静, and an information clerk. */
export async function makeImportPlace(kit: TestApp): Promise<ImportPlace> {
  const group = await makeGroup(kit.app)
  await inStores(kit.app.db, [], async (tx) => {
    await seedDictionaries(tx, group.groupId)
    await seedCatalog(tx, group.groupId)
  })
  const consultants = [
    await group.addPerson('consultant', { name: '刘洋' }),
    await group.addPerson('consultant', { name: '陈静' }),
  ]
  const clerk = await group.addPerson('information_clerk')
  return { group, store: group.store, clerk, consultants }
}

/** A file of these lines; the first is the header. */
export async function fileOf(
  lines: readonly (readonly Cell[])[],
  format: 'xlsx' | 'csv' = 'xlsx',
): Promise<{ name: string; bytes: Uint8Array }> {
  const [first = [], ...rest] = lines
  const write = format === 'csv' ? writeCsv : writeXlsx
  const stream = write({
    name: 'Sheet1',
    columns: first.map((cell) => ({ header: String(cell ?? '') })),
    rows: rest.map((line) => [...line]),
  })
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  return { name: `list.${format}`, bytes }
}

/** Uploads a file and tries it. */
export async function tryFile(
  kit: TestApp,
  at: ImportPlace,
  file: { name: string; bytes: Uint8Array },
  kind?: string,
): Promise<Import> {
  const { body, status } = await kit.call(
    at.clerk,
    uploadImport,
    { query: kind ? { kind } : {} },
    { file },
  )
  if (status !== 200) throw new Error(`upload: ${status} ${JSON.stringify(body)}`)
  return body
}

/** From file to result. */
export async function importLines(
  kit: TestApp,
  at: ImportPlace,
  lines: readonly (readonly Cell[])[],
  kind?: string,
): Promise<Import> {
  const preview = await tryFile(kit, at, await fileOf(lines), kind)
  const { id, version } = preview
  const started = await kit.call(at.clerk, startImport, { params: { id }, body: { version } })
  if (started.status !== 200)
    throw new Error(`start: ${started.status} ${JSON.stringify(started.body)}`)
  await kit.settle(at.store)
  return (await kit.call(at.clerk, getImport, { params: { id } })).body
}

/** Runs a question in the store. */
export function inPlace<T>(
  kit: TestApp,
  at: ImportPlace,
  ask: (ctx: Parameters<Parameters<typeof runInStore>[2]>[0]) => Promise<T>,
): Promise<T> {
  return runInStore(kit.app, at.store, ask)
}
