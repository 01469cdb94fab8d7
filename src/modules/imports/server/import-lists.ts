import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { dayInZone, monthOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { say } from '#shared/words.ts'
import { importError } from '../contracts/import-errors.ts'
import { openDraft } from './draft.ts'
import { listImportOperations, listLines } from './imports.queries.ts'
import { getImportRow, kindOf } from './imports.service.ts'
import { openLine, presentLine } from './kept-lines.ts'
import { findKind, operationKindOf } from './kind.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mostRefused = 200_000

const todayOf = (ctx: Ctx) => dayInZone(ctx.now, ctx.store.timeZone)

/** Past imports, newest first. */
export async function readImports(
  ctx: Ctx,
  query: { cursor?: string | undefined; limit: number; kind?: string | undefined },
) {
  const after = query.cursor === undefined ? undefined : positionOf(ctx, query.cursor)
  const rows = await listImportOperations(ctx, {
    kind: query.kind === undefined ? undefined : operationKindOf({ key: query.kind }),
    limit: query.limit + 1,
    after: after && { createdAt: String(after[0]), id: String(after[1]) },
  })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const nextCursor =
    rows.length > query.limit && last
      ? encodeCursor([last.created_at.toISOString(), last.id], todayOf(ctx))
      : null
  return { rows: page, nextCursor }
}

function positionOf(ctx: Ctx, cursor: string, length = 2) {
  const decoded = decodeCursor(cursor, todayOf(ctx), length)
  if (decoded.ok) return decoded.key
  throw decoded.reason === 'expired'
    ? coreError('core.cursor_expired')
    : coreError('core.bad_request', { why: 'cursor' })
}

const keptAs = {
  refused: 'refused',
  typed_twice: 'typed_twice',
  doubtful: 'taken',
  told: 'updated',
} as const

/** Lines of one outcome, in words. */
export async function readImportLines(
  ctx: Ctx,
  id: string,
  query: {
    outcome: 'refused' | 'typed_twice' | 'doubtful' | 'told'
    cursor?: string | undefined
    limit: number
  },
) {
  const kind = kindOf(await getImportRow(ctx, id))
  const after = query.cursor === undefined ? 0 : Number(positionOf(ctx, query.cursor, 1)[0])
  const kept = keptAs[query.outcome]
  const rows = await listLines(ctx, id, kept, after, query.limit + 1)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.flatMap(({ row, sealed }) => {
      const content = openLine(ctx, sealed)
      return content ? [presentLine(kind, row, query.outcome, content, ctx.locale)] : []
    }),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.row], todayOf(ctx)) : null,
  }
}

/** The refused lines as a sheet that can be corrected and imported again. */
export async function readRefusedFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const row = await getImportRow(ctx, id)
  const report = openDraft(ctx.vault, row.draft_sealed)?.report
  if (!report) throw importError('imports.file_gone')
  const kept = (await listLines(ctx, id, 'refused', 0, mostRefused)).flatMap(
    ({ row: at, sealed }) => {
      const content = openLine(ctx, sealed)
      return content ? [{ ...content, row: at }] : []
    },
  )
  if (kept.length === 0) throw importError('imports.no_refused')
  const sheet = kindOf(row).refusedSheet(ctx, report.mapping, kept)
  audit(ctx, {
    action: 'import.refused_downloaded',
    recordType: 'operation',
    recordId: id,
    detail: { lines: kept.length },
  })
  const name = ctx.locale === 'zh' ? '未导入的行' : 'refused-lines'
  return xlsxFile(`${name}-${todayOf(ctx)}.xlsx`, writeXlsx(sheet))
}

/** An empty sheet of a kind, with its columns. */
export async function readTemplate(
  ctx: Ctx,
  key: string,
  month = monthOf(todayOf(ctx)),
): Promise<FileAnswer> {
  const kind = findKind(key)
  if (!kind) throw coreError('core.not_found')
  const { name, sheet } = kind.template(ctx, { month })
  return xlsxFile(`${say(name, ctx.locale)}.xlsx`, writeXlsx(sheet))
}

async function xlsxFile(name: string, body: ReadableStream<Uint8Array>): Promise<FileAnswer> {
  return {
    name,
    contentType: xlsxType,
    body: Buffer.from(await new Response(body).arrayBuffer()),
  }
}
