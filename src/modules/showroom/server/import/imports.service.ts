import type { Ctx } from '#foundation/ctx.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import {
  findOperation,
  insertOperation,
  listOperations,
  lockOperation,
  moveOperation,
  type OperationRow,
} from '#foundation/operations/operations.queries.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import {
  type ImportField,
  type ImportReport,
  importError,
  importEvents,
} from '../../contracts/import.ts'
import { todayOf } from '../rotation.ts'
import { writeRefusedFile } from '../register/refused-file.ts'
import { dryRun } from './dry-run.ts'
import { type ImportChoices, openDraft, sealDraft } from './draft.ts'
import { dropFile, findFile, insertFile, listLines } from './import-lines.queries.ts'
import { keepLines, openLine, presentLine } from './kept-lines.ts'
import { readRegisterFile } from './read-register.ts'

export const importKind = 'import.visits'
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Takes in a file: keeps it sealed, reads it, and tries it. A resent id gives the import as it is. */
export async function uploadImport(
  ctx: Ctx,
  file: { name: string; bytes: Uint8Array },
  given: { id?: string | undefined; sheet?: string | undefined; year?: number | undefined },
): Promise<OperationRow> {
  const id = given.id ?? uuidv7()
  const earlier = given.id === undefined ? undefined : await findOperation(ctx.tx, ctx.store.id, id)
  if (earlier) return ofImports(earlier)
  const choices: ImportChoices = { sheet: given.sheet, year: given.year }
  const register = await readRegisterFile(ctx, file, choices)
  const report = await dryRun(ctx, register, choices)
  await insertOperation(ctx.tx, {
    store_id: ctx.store.id,
    id,
    kind: importKind,
    state: 'preview',
    started_by: ctx.actor.personId,
    created_at: ctx.now,
    draft_sealed: sealDraft(ctx, { choices, report }),
  })
  await insertFile(ctx.tx, {
    store_id: ctx.store.id,
    id,
    kind: importKind,
    file_name_sealed: ctx.vault.seal(file.name),
    file_sealed: ctx.vault.seal(file.bytes),
    file_hash: ctx.vault.hash('import-file', file.bytes),
    uploaded_by: ctx.actor.personId,
    uploaded_at: ctx.now,
  })
  await keepLines(ctx, id, register)
  audit(ctx, {
    action: 'import.uploaded',
    recordType: 'operation',
    recordId: id,
    detail: { kind: importKind, bytes: file.bytes.byteLength, lines: report.counts.lines },
  })
  return getImportRow(ctx, id)
}

/** The operation, which must be an import of this store. */
export async function getImportRow(ctx: Ctx, id: string): Promise<OperationRow> {
  return ofImports(await findOperation(ctx.tx, ctx.store.id, id))
}

function ofImports(row: OperationRow | undefined): OperationRow {
  if (row?.kind !== importKind) throw coreError('core.not_found')
  return row
}

export interface GivenChoices {
  fields?: Record<string, ImportField | null> | undefined
  headerRow?: number | undefined
  year?: number | undefined
  consultants?: Record<string, string> | undefined
}

/** Says what columns, the year and unknown names mean, and tries the import with that. */
export async function chooseForImport(
  ctx: Ctx,
  id: string,
  given: GivenChoices,
  version: number,
): Promise<OperationRow> {
  const row = await lockForChange(ctx, id, version)
  const draft = openDraft(ctx.vault, row.draft_sealed)
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  for (const choice of Object.values(given.consultants ?? {}))
    if (choice !== 'refuse' && !people.some((person) => person.id === choice))
      throw importError('showroom.import_no_such_person')
  const before = draft?.choices ?? {}
  const choices: ImportChoices = {
    ...before,
    ...(given.fields ? { fields: { ...before.fields, ...given.fields } } : {}),
    ...(given.headerRow === undefined ? {} : { headerRow: given.headerRow }),
    ...(given.year === undefined ? {} : { year: given.year }),
    ...(given.consultants ? { consultants: { ...before.consultants, ...given.consultants } } : {}),
  }
  const register = await readRegisterFile(ctx, await openFile(ctx, id), choices)
  const report = await dryRun(ctx, register, choices)
  await keepLines(ctx, id, register)
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['preview'], {
    draft_sealed: sealDraft(ctx, { choices, report }),
  })
  if (!moved) throw importError('showroom.import_not_in_preview')
  return moved
}

async function lockForChange(ctx: Ctx, id: string, version: number): Promise<OperationRow> {
  const row = ofImports(await lockOperation(ctx.tx, ctx.store.id, id))
  if (row.state !== 'preview') throw importError('showroom.import_not_in_preview')
  if (row.version !== version)
    throw coreError('core.stale_version', { current: { version: row.version } })
  return row
}

/** The uploaded file; throws when it was dropped. */
export async function openFile(ctx: Ctx, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const file = await findFile(ctx.tx, ctx.store.id, id)
  if (!file?.file_sealed) throw importError('showroom.import_file_gone')
  return {
    name: ctx.vault.open(file.file_name_sealed),
    bytes: ctx.vault.openBytes(file.file_sealed),
  }
}

/** Refuses a file in which no line can have a day, or that has no lines at all. */
export function assertUnderstood({ mapping, counts }: ImportReport): void {
  if (!mapping.columns.some(({ field }) => field === 'date' || field === 'timeIn'))
    throw importError('showroom.import_no_date_column')
  if (mapping.needsYear) throw importError('showroom.import_year_needed')
  if (counts.lines === 0) throw importError('showroom.import_nothing_to_take')
}

/** Queues an import; the worker runs it. */
export async function startImport(ctx: Ctx, id: string, version: number): Promise<OperationRow> {
  const row = await lockForChange(ctx, id, version)
  const report = openDraft(ctx.vault, row.draft_sealed)?.report
  if (report) {
    assertUnderstood(report)
    const { taken, updated, unchanged } = report.counts
    if (taken + updated + unchanged === 0) throw importError('showroom.import_nothing_to_take')
  }
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['preview'], {
    state: 'queued',
    started_by: ctx.actor.personId,
    progress_total: report ? 2 * (report.counts.taken + report.counts.updated) : 0,
  })
  if (!moved) throw importError('showroom.import_not_in_preview')
  audit(ctx, { action: 'import.started', recordType: 'operation', recordId: id })
  announce(ctx, { type: importEvents.requested, recordId: id })
  return moved
}

/** Stops an import before it is written; nothing of it stays, its file is forgotten. */
export async function cancelImport(ctx: Ctx, id: string): Promise<OperationRow> {
  await getImportRow(ctx, id)
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['preview', 'queued', 'running'], {
    state: 'cancelled',
    finished_at: ctx.now,
  })
  if (!moved) throw importError('showroom.import_not_running')
  await dropFile(ctx.tx, ctx.store.id, id)
  audit(ctx, { action: 'import.cancelled', recordType: 'operation', recordId: id })
  announce(ctx, { type: importEvents.finished, recordId: id, data: { state: 'cancelled' } })
  return { ...moved, draft_sealed: null }
}

/** Past imports, newest first. */
export async function readImports(ctx: Ctx, query: { cursor?: string | undefined; limit: number }) {
  const after = query.cursor === undefined ? undefined : positionOf(ctx, query.cursor)
  const rows = await listOperations(
    ctx.tx,
    ctx.store.id,
    importKind,
    query.limit + 1,
    after && { createdAt: String(after[0]), id: String(after[1]) },
  )
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

/** Lines of one outcome, in words. */
export async function readImportLines(
  ctx: Ctx,
  id: string,
  query: {
    outcome: 'refused' | 'typed_twice' | 'doubtful'
    cursor?: string | undefined
    limit: number
  },
) {
  await getImportRow(ctx, id)
  const after = query.cursor === undefined ? 0 : Number(positionOf(ctx, query.cursor, 1)[0])
  const kept = query.outcome === 'doubtful' ? 'taken' : query.outcome
  const rows = await listLines(ctx, id, kept, after, query.limit + 1)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.flatMap(({ row, sealed }) => {
      const content = openLine(ctx, sealed)
      return content ? [presentLine(row, query.outcome, content, ctx.locale)] : []
    }),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.row], todayOf(ctx)) : null,
  }
}

/** The refused lines as a sheet that can be corrected and imported again. */
export async function readRefusedFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const row = await getImportRow(ctx, id)
  const report = openDraft(ctx.vault, row.draft_sealed)?.report
  if (!report) throw importError('showroom.import_file_gone')
  const kept = (await listLines(ctx, id, 'refused', 0, 200_000)).flatMap(({ row: at, sealed }) => {
    const content = openLine(ctx, sealed)
    return content ? [{ row: at, content }] : []
  })
  if (kept.length === 0) throw importError('showroom.import_no_refused')
  const body = writeRefusedFile({
    rows: kept.map(({ row: at, content }) => ({ row: at, cells: content.cells })),
    mapping: report.mapping,
    lines: kept.map(({ row: at, content }) => ({
      row: at,
      outcome: 'refused',
      identity: content.identity,
      reasons: content.reasons,
    })),
    locale: ctx.locale,
  })
  audit(ctx, {
    action: 'import.refused_downloaded',
    recordType: 'operation',
    recordId: id,
    detail: { lines: kept.length },
  })
  const name = ctx.locale === 'zh' ? '未导入的行' : 'refused-lines'
  return {
    name: `${name}-${todayOf(ctx)}.xlsx`,
    contentType: xlsxType,
    body: Buffer.from(await new Response(body).arrayBuffer()),
  }
}
