import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { moveOperation } from '#foundation/operations/operations.queries.ts'
import { importError } from '../contracts/import-errors.ts'
import type { ImportCounts, ImportReport } from '../contracts/import-record.ts'
import { openDraft } from './draft.ts'
import { countsOf, errorOf } from './imports.present.ts'
import { listLines } from './imports.queries.ts'
import { getImportRow, kindOf, uploadImport } from './imports.service.ts'
import { openLine } from './kept-lines.ts'
import { reasonText } from './kind.ts'
import { runImport } from './run-import.ts'

export interface ImportOptions {
  /** For days that carry none. */
  year?: number | undefined
  sheet?: string | undefined
  fields?: Record<string, string | null> | undefined
  /** Name as the file writes it, to a person's id; others are refused. */
  consultants?: Record<string, string> | undefined
}

export interface ImportedFile extends Omit<ImportCounts, 'refused'> {
  operation: string
  /** One entry per refused line; `row` is the line of the sheet from 1, `text` says why in words. */
  refused: { row: number; field: string; reason: string; text: string }[]
  report: ImportReport
}

const mostRefused = 200_000

/**
 * Imports a file of a kind into a store, from upload to result, in the name of the product and
 * without trying it first; for the command line, the simulator and measures. Throws `SheetError` for a file that is no sheet, and the
 * refusals of `imports/contract.ts`.
 */
export async function importFile(
  app: App,
  store: StoreInfo,
  kind: string,
  path: string,
  options: ImportOptions = {},
): Promise<ImportedFile> {
  const file = { name: basename(path), bytes: await readFile(path) }
  const { year, sheet, fields, consultants } = options
  const { id } = await runInStore(app, store, (ctx) =>
    uploadImport(ctx, file, { kind, year, sheet }, { fields, consultants }),
  )
  await inStores(app.db, [store.id], (tx) =>
    moveOperation(tx, store.id, id, ['preview'], { state: 'queued' }),
  )
  await runImport(app, store, id)
  return runInStore(app, store, async (ctx) => {
    const row = await getImportRow(ctx, id)
    const counts = countsOf(row)
    const report = openDraft(ctx.vault, row.draft_sealed)?.report
    if (row.state !== 'done' || !counts || !report) throw errorOf(row)
    if (counts.lines === 0) throw importError('imports.nothing_to_take')
    const refused = await listLines(ctx, id, 'refused', 0, mostRefused)
    return {
      ...counts,
      operation: id,
      refused: refused.flatMap(({ row: at, sealed }) => {
        const [first] = openLine(ctx, sealed)?.reasons ?? []
        return first
          ? [
              {
                row: at,
                field: first.field,
                reason: first.code,
                text: reasonText(kindOf(row), first, 'zh'),
              },
            ]
          : []
      }),
      report,
    }
  })
}
