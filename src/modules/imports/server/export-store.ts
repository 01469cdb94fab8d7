import { Zip, ZipPassThrough } from 'fflate'
import { z } from 'zod'
import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { failureText } from '#foundation/failure-text.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { Job, Timer } from '#foundation/module.ts'
import {
  findOperation,
  moveOperation,
  noteFailure,
  noteProgress,
  type OperationRow,
  tryLockRun,
} from '#foundation/operations/operations.queries.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { logExport } from '#modules/lists/index.ts'
import { say } from '#shared/words.ts'
import { importEvents } from '../contract.ts'
import { readmeOf } from './export-readme.ts'
import { type ImportKind, labelOf, listKinds } from './kind.ts'
import { dropParts, insertPart } from './operation-parts.queries.ts'
import { listOldExports } from './store-exports.queries.ts'
import { type ExportOutcome, exportKind, exportSettings } from './store-exports.ts'
import { firstDayWords } from '../web/first-day-words.ts'

const payloadSchema = z.object({})
const partBytes = 1 << 20
const daysKept = 7

// What the log of exports calls an archive.
nameExport('store-export', firstDayWords.storeExport)

export const exportJob: Job<z.infer<typeof payloadSchema>> = {
  name: 'imports-export-store',
  event: importEvents.exportRequested,
  schema: payloadSchema,
  run: (app, store, _payload, event) => runExport(app, store, event.recordId),
}

/** Exported files go after seven days. */
export const dropExportsTimer: Timer = {
  name: 'imports-drop-exports',
  cron: '50 19 * * *',
  run: (app, store) =>
    inStores(app.db, [store.id], async (tx) => {
      const before = new Date(app.clock.now().getTime() - daysKept * 86_400_000)
      for (const id of await listOldExports(tx, store.id, before)) await dropParts(tx, store.id, id)
    }),
}

/**
 * Writes everything a store has into one archive, a sheet per kind of record and a page that
 * explains the columns. Streamed into sealed portions: memory does not grow with the store.
 */
export async function runExport(app: App, store: StoreInfo, operationId: string): Promise<void> {
  try {
    await runInStore(app, store, async (ctx) => {
      if (!(await tryLockRun(ctx.tx, operationId))) return
      const row = await findOperation(ctx.tx, store.id, operationId)
      if (row?.kind !== exportKind || !['queued', 'running'].includes(row.state)) return
      await begin(app, store, operationId)
      const outcome = await writeArchive(app, ctx, row)
      await moveOperation(ctx.tx, store.id, operationId, ['running'], {
        state: 'done',
        finished_at: ctx.now,
        outcome: JSON.stringify(outcome),
        error: null,
      })
      await logExport(ctx, {
        list: 'store-export',
        format: 'zip',
        rows: outcome.files.reduce((sum, { rows }) => sum + rows, 0),
        withPhones: exportSettings(row).phones,
        reason: exportSettings(row).reason,
        personId: row.started_by,
      })
      audit(ctx, {
        action: 'store.exported',
        recordType: 'operation',
        recordId: operationId,
        detail: { ...outcome, ...exportSettings(row) },
        reason: exportSettings(row).reason,
      })
      announce(ctx, { type: importEvents.exportProgress, recordId: operationId })
    })
  } catch (error) {
    app.log.error({ err: error, operation: operationId }, 'an export failed')
    await runInStore(app, store, async (ctx) => {
      await noteFailure(ctx.tx, store.id, operationId, failureText(error).slice(0, 200))
      await moveOperation(ctx.tx, store.id, operationId, ['queued', 'running'], {
        state: 'failed',
        finished_at: ctx.now,
      })
      announce(ctx, { type: importEvents.exportProgress, recordId: operationId })
    })
  }
}

function begin(app: App, store: StoreInfo, id: string): Promise<OperationRow | undefined> {
  return inStores(app.db, [store.id], (tx) =>
    moveOperation(tx, store.id, id, ['queued', 'running'], {
      state: 'running',
      started_at: app.clock.now(),
    }),
  )
}

async function writeArchive(app: App, given: Ctx, row: OperationRow): Promise<ExportOutcome> {
  const { phones, locale } = exportSettings(row)
  const ctx: Ctx = { ...given, locale }
  const kinds = listKinds().filter((kind) => kind.exported !== undefined)
  const keeper = keepBytes(ctx, row.id)
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    keeper.take(chunk)
  })
  const files: ExportOutcome['files'] = []
  for (const [index, kind] of kinds.entries()) {
    const file = say(kind.exported?.file ?? kind.title, locale)
    let rows = 0
    const entry = new ZipPassThrough(`${file}.xlsx`)
    zip.add(entry)
    for await (const chunk of sheetOf(ctx, kind, phones, () => (rows += 1))) {
      entry.push(chunk, false)
      await keeper.flush()
    }
    entry.push(new Uint8Array(), true)
    files.push({ file, rows })
    await tellProgress(app, ctx.store, row.id, index + 1, kinds.length)
  }
  const readme = new ZipPassThrough(locale === 'zh' ? '说明.txt' : 'README.txt')
  zip.add(readme)
  readme.push(Buffer.from(readmeOf(ctx, kinds, { files, phones }), 'utf8'), true)
  zip.end()
  await keeper.finish()
  return { files, parts: keeper.parts(), bytes: keeper.bytes() }
}

async function* sheetOf(
  ctx: Ctx,
  kind: ImportKind,
  phones: boolean,
  count: () => void,
): AsyncGenerator<Uint8Array> {
  const fields = Object.entries(kind.fields).filter(([, field]) => !field.isOurs)
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const portion of kind.exported?.portions(ctx, { phones }) ?? [])
      for (const row of portion) {
        count()
        yield fields.map(([key]) => row[key] ?? null)
      }
  }
  const stream = writeXlsx({
    name: say(kind.title, ctx.locale),
    columns: fields.map(([key, field]) => ({
      header: labelOf(kind, key, ctx.locale),
      width: field.width ?? 14,
    })),
    rows: rows(),
  })
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) yield chunk
}

/** Gathers bytes and keeps them sealed in portions. */
function keepBytes(ctx: Ctx, operationId: string) {
  let waiting: Uint8Array[] = []
  let size = 0
  let parts = 0
  let total = 0
  const keep = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting)
    waiting = []
    size = 0
    await insertPart(ctx, operationId, parts, ctx.vault.seal(bytes))
    parts += 1
  }
  return {
    take(chunk: Uint8Array): void {
      waiting.push(chunk)
      size += chunk.length
      total += chunk.length
    },
    flush: async (): Promise<void> => {
      if (size >= partBytes) await keep()
    },
    finish: keep,
    parts: () => parts,
    bytes: () => total,
  }
}

async function tellProgress(
  app: App,
  store: StoreInfo,
  id: string,
  done: number,
  total: number,
): Promise<void> {
  await runInStore(app, store, async (ctx) => {
    announce(ctx, { type: importEvents.exportProgress, recordId: id, data: { done, total } })
    await noteProgress(ctx.tx, store.id, id, done, total)
  })
}
