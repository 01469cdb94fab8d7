import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import type { OperationKind } from '#foundation/operations/operation.ts'
import { moveOperation } from '#foundation/operations/operations.queries.ts'
import { type ImportField, type ImportReport } from '../../contracts/import.ts'
import { openDraft } from './draft.ts'
import { listLines } from './import-lines.queries.ts'
import {
  assertUnderstood,
  chooseForImport,
  getImportRow,
  importKind,
  uploadImport,
} from './imports.service.ts'
import { countsOf, errorOf } from './imports.present.ts'
import { openLine } from './kept-lines.ts'
import { reasonText } from '../register/register-reasons.ts'
import { runImport } from './run-import.ts'
import { takeImportBack } from './undo-import.ts'

export interface ImportOptions {
  /** For days that carry none. */
  year?: number | undefined
  sheet?: string | undefined
  fields?: Record<string, ImportField | null> | undefined
  /** Name as the register writes it, to a person's id; others are refused. */
  consultants?: Record<string, string> | undefined
}

export interface ImportedRegister {
  operation: string
  lines: number
  /** New visits, changed ones, and lines that were there already. */
  taken: number
  updated: number
  unchanged: number
  typedTwice: number
  /** One entry per refused line; `row` is the line of the sheet from 1, `text` says why in words. */
  refused: { row: number; field: string; reason: string; text: string }[]
  report: ImportReport
}

/**
 * Imports a register file into a store, from upload to result, in the name of the product; for the
 * command line and the simulator. Throws `SheetError` for a file that is no sheet, and the refusals
 * of `contracts/import.ts`.
 */
export async function importRegisterFile(
  app: App,
  store: StoreInfo,
  path: string,
  options: ImportOptions = {},
): Promise<ImportedRegister> {
  const file = { name: basename(path), bytes: await readFile(path) }
  const { year, sheet, fields, consultants } = options
  const id = await runInStore(app, store, async (ctx) => {
    const row = await uploadImport(ctx, file, { year, sheet })
    if (fields || consultants)
      await chooseForImport(ctx, row.id, { fields, consultants }, row.version)
    const report = openDraft(ctx.vault, (await getImportRow(ctx, row.id)).draft_sealed)?.report
    if (report) assertUnderstood(report)
    return row.id
  })
  await inStores(app.db, [store.id], (tx) =>
    moveOperation(tx, store.id, id, ['preview'], { state: 'queued' }),
  )
  await runImport(app, store, id)
  return runInStore(app, store, async (ctx) => {
    const row = await getImportRow(ctx, id)
    const counts = countsOf(row)
    const report = openDraft(ctx.vault, row.draft_sealed)?.report
    if (row.state !== 'done' || !counts || !report) throw errorOf(row)
    const refused = await listLines(ctx, id, 'refused', 0, 200_000)
    const { lines, taken, updated, unchanged, typedTwice } = counts
    return {
      operation: id,
      lines,
      taken,
      updated,
      unchanged,
      typedTwice,
      refused: refused.flatMap(({ row: at, sealed }) => {
        const [first] = openLine(ctx, sealed)?.reasons ?? []
        return first
          ? [{ row: at, field: first.field, reason: first.code, text: reasonText(first, 'zh') }]
          : []
      }),
      report,
    }
  })
}

export const importOperation: OperationKind = {
  kind: importKind,
  takeBack: (app, store, operationId, options) =>
    runInStore(app, store, (ctx) => takeImportBack(ctx, operationId, options)),
}
