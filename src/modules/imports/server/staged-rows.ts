import { promisify } from 'node:util'
import { constants, deflateRaw, inflateRaw } from 'node:zlib'
import type { Ctx } from '#foundation/ctx.ts'
import type { SheetRow } from '#foundation/sheets/cell.ts'
import { streamSheet } from '#foundation/sheets/read-sheet.ts'
import { importError } from '../contracts/import-errors.ts'
import type { RowSource } from './kind.ts'
import { findPart, insertPart } from './operation-parts.queries.ts'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** Rows of one staged portion; also how many lines of a file are judged and written at once. */
export const rowsAtOnce = 1_000
/** Enough for titles and headers above and for the lines sampled below them. */
const sampled = 400

/**
 * Reads a file once and keeps its rows in sealed portions, so that neither trying nor running reads
 * it again, and memory does not grow with it. Throws `SheetError` for what is no sheet.
 */
export async function stageFile(
  ctx: Ctx,
  operationId: string,
  bytes: Uint8Array,
  sheet: string | undefined,
): Promise<RowSource> {
  const sample: SheetRow[] = []
  let waiting: SheetRow[] = []
  let count = 0
  let parts = 0
  const keep = async (rows: SheetRow[]): Promise<void> => {
    parts += 1
    await insertPart(ctx, operationId, parts, await seal(ctx, rows))
  }
  const { sheetName, sheetNames } = await streamSheet(
    bytes,
    async (rows) => {
      count += rows.length
      if (sample.length < sampled) sample.push(...rows.slice(0, sampled - sample.length))
      waiting.push(...rows)
      while (waiting.length >= rowsAtOnce) {
        await keep(waiting.slice(0, rowsAtOnce))
        waiting = waiting.slice(rowsAtOnce)
      }
    },
    sheet === undefined ? {} : { sheet },
  )
  if (waiting.length > 0) await keep(waiting)
  const head: StagedHead = {
    count,
    parts,
    sample,
    sheet: sheetName,
    otherSheets: sheetNames.filter((name) => name !== sheetName),
  }
  await insertPart(ctx, operationId, 0, await seal(ctx, head))
  return sourceOf(ctx, operationId, head)
}

interface StagedHead {
  count: number
  parts: number
  sample: SheetRow[]
  // Not in what was staged by an earlier release.
  sheet?: string | null
  otherSheets?: string[]
}

/** The staged rows of an operation. Throws `imports.file_gone` once they were dropped. */
export async function openStaged(ctx: Ctx, operationId: string): Promise<RowSource> {
  const head = await findPart(ctx, operationId, 0)
  if (!head) throw importError('imports.file_gone')
  return sourceOf(ctx, operationId, await open<StagedHead>(ctx, head))
}

function sourceOf(ctx: Ctx, operationId: string, head: StagedHead): RowSource {
  return {
    sample: head.sample,
    count: head.count,
    sheet: head.sheet ?? null,
    otherSheets: head.otherSheets ?? [],
    async *portions() {
      for (let part = 1; part <= head.parts; part += 1) {
        const sealed = await findPart(ctx, operationId, part)
        if (!sealed) throw importError('imports.file_gone')
        yield await open<SheetRow[]>(ctx, sealed)
      }
    },
  }
}

async function seal(ctx: Ctx, content: unknown): Promise<Buffer> {
  const text = Buffer.from(JSON.stringify(content), 'utf8')
  return ctx.vault.seal(await deflate(text, { level: constants.Z_BEST_SPEED }))
}

async function open<T>(ctx: Ctx, sealed: Buffer): Promise<T> {
  return JSON.parse((await inflate(ctx.vault.openBytes(sealed))).toString('utf8')) as T
}
