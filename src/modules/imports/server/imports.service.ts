import { authorise, type Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import {
  findOperation,
  insertOperation,
  lockOperation,
  moveOperation,
  type OperationRow,
} from '#foundation/operations/operations.queries.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { importEvents } from '../contract.ts'
import { importError } from '../contracts/import-errors.ts'
import type { ImportReport } from '../contracts/import-record.ts'
import { type ImportChoices, openDraft, sealDraft } from './draft.ts'
import { dryRun, readColumns } from './dry-run.ts'
import { guessKind } from './guess-kind.ts'
import { askToStop, dropFile, insertFile } from './imports.queries.ts'
import { findKind, type ImportKind, kindOfOperation, operationKindOf } from './kind.ts'
import { rememberedHeaders, rememberHeaders } from './remembered-headers.ts'
import { openStaged, stageFile } from './staged-rows.ts'

export interface UploadGiven {
  id?: string | undefined
  /** Key of the kind; told by the words over the columns when left out. */
  kind?: string | undefined
  sheet?: string | undefined
  year?: number | undefined
}

/** What a file means, said with it by whoever lets it run at once. */
export interface GivenAtOnce {
  fields?: Record<string, string | null> | undefined
  consultants?: Record<string, string> | undefined
}

/**
 * Takes in a file: stages its rows sealed and tries it; with `atOnce` only its columns are read, and
 * must be understood. A resent id gives the import as it is.
 */
export async function uploadImport(
  ctx: Ctx,
  file: { name: string; bytes: Uint8Array },
  given: UploadGiven,
  atOnce?: GivenAtOnce,
): Promise<OperationRow> {
  const id = given.id ?? uuidv7()
  const earlier = given.id === undefined ? undefined : await findOperation(ctx.tx, ctx.store.id, id)
  if (earlier) return ofImports(earlier)
  const asked = given.kind === undefined ? undefined : kindNamed(given.kind)
  const source = await stageFile(ctx, id, file.bytes, given.sheet)
  const kind = asked ?? guessKind(source) ?? findKind('visits')
  if (!kind) throw importError('imports.not_understood')
  assertMayImport(ctx, kind)
  const choices: ImportChoices = {
    sheet: given.sheet,
    year: given.year,
    remembered: await rememberedHeaders(ctx, kind, source),
    ...(atOnce?.fields ? { fields: known(kind, atOnce.fields) } : {}),
    ...(atOnce?.consultants ? { consultants: atOnce.consultants } : {}),
  }
  await assertPeople(ctx, choices.consultants ?? {})
  await insertOperation(ctx.tx, {
    store_id: ctx.store.id,
    id,
    kind: operationKindOf(kind),
    state: 'preview',
    started_by: ctx.actor.personId,
    created_at: ctx.now,
  })
  await insertFile(ctx.tx, {
    store_id: ctx.store.id,
    id,
    kind: operationKindOf(kind),
    file_name_sealed: ctx.vault.seal(file.name),
    file_sealed: null,
    file_hash: ctx.vault.hash('import-file', file.bytes),
    uploaded_by: ctx.actor.personId,
    uploaded_at: ctx.now,
  })
  const report = atOnce
    ? await readColumns(ctx, { kind, source, choices })
    : await dryRun(ctx, id, { kind, source, choices })
  if (atOnce) assertColumns(kind, report)
  await moveOperation(ctx.tx, ctx.store.id, id, ['preview'], {
    draft_sealed: sealDraft(ctx, { choices, report }),
  })
  audit(ctx, {
    action: 'import.uploaded',
    recordType: 'operation',
    recordId: id,
    detail: {
      kind: operationKindOf(kind),
      bytes: file.bytes.byteLength,
      lines: atOnce ? source.count : report.counts.lines,
    },
  })
  return getImportRow(ctx, id)
}

function kindNamed(key: string): ImportKind {
  const kind = findKind(key)
  if (!kind) throw coreError('core.not_found')
  return kind
}

/** Some records need a right of their own beside the one to import. Throws `core.forbidden`. */
function assertMayImport(ctx: Ctx, kind: ImportKind): void {
  if (kind.permission && ctx.actor.kind !== 'system') authorise(ctx, kind.permission, 'store')
}

/** The operation, which must be an import of this store. */
export async function getImportRow(ctx: Ctx, id: string): Promise<OperationRow> {
  return ofImports(await findOperation(ctx.tx, ctx.store.id, id))
}

function ofImports(row: OperationRow | undefined): OperationRow {
  if (!row || !kindOfOperation(row.kind)) throw coreError('core.not_found')
  return row
}

/** The kind of an import. Throws where its module is gone. */
export function kindOf(row: OperationRow): ImportKind {
  const kind = kindOfOperation(row.kind)
  if (!kind) throw coreError('core.not_found')
  return kind
}

export interface GivenChoices {
  kind?: string | undefined
  fields?: Record<string, string | null> | undefined
  headerRow?: number | undefined
  year?: number | undefined
  day?: string | undefined
  consultants?: Record<string, string> | undefined
}

/** Says what the file, its columns, the year and unknown names mean, and tries the import with that. */
export async function chooseForImport(
  ctx: Ctx,
  id: string,
  given: GivenChoices,
  version: number,
): Promise<OperationRow> {
  const row = await lockForChange(ctx, id, version)
  await assertPeople(ctx, given.consultants ?? {})
  const source = await openStaged(ctx, id)
  const kind = given.kind === undefined ? kindOf(row) : kindNamed(given.kind)
  assertMayImport(ctx, kind)
  let before = openDraft(ctx.vault, row.draft_sealed)?.choices ?? {}
  if (kind !== kindOf(row))
    before = {
      sheet: before.sheet,
      year: before.year,
      consultants: before.consultants,
      remembered: await rememberedHeaders(ctx, kind, source),
    }
  const choices: ImportChoices = {
    ...before,
    ...(given.fields ? { fields: { ...before.fields, ...known(kind, given.fields) } } : {}),
    ...(given.headerRow === undefined ? {} : { headerRow: given.headerRow }),
    ...(given.year === undefined ? {} : { year: given.year }),
    ...(given.day === undefined ? {} : { day: given.day }),
    ...(given.consultants ? { consultants: { ...before.consultants, ...given.consultants } } : {}),
  }
  const report = await dryRun(ctx, id, { kind, source, choices })
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['preview'], {
    kind: operationKindOf(kind),
    draft_sealed: sealDraft(ctx, { choices, report }),
  })
  if (!moved) throw importError('imports.not_in_preview')
  return moved
}

async function assertPeople(ctx: Ctx, consultants: Record<string, string>): Promise<void> {
  const chosen = Object.values(consultants).filter((choice) => choice !== 'refuse')
  if (chosen.length === 0) return
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!chosen.every((choice) => people.some((person) => person.id === choice)))
    throw importError('imports.no_such_person')
}

/** A field that the kind does not have leaves the column out. */
function known(
  kind: ImportKind,
  fields: Record<string, string | null>,
): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(fields).map(([index, field]) => [
      index,
      field !== null && field in kind.fields ? field : null,
    ]),
  )
}

async function lockForChange(ctx: Ctx, id: string, version: number): Promise<OperationRow> {
  const row = ofImports(await lockOperation(ctx.tx, ctx.store.id, id))
  if (row.state !== 'preview') throw importError('imports.not_in_preview')
  if (row.version !== version)
    throw coreError('core.stale_version', { current: { version: row.version } })
  return row
}

/** Refuses a file whose columns cannot be taken. */
function assertColumns(kind: ImportKind, report: ImportReport): void {
  kind.assertUnderstood?.(report)
  if (report.missing && report.missing.length > 0)
    throw importError('imports.column_needed', { columns: report.missing.join('、') })
}

/** Refuses a file whose columns cannot be taken, or that has no lines at all. */
function assertUnderstood(kind: ImportKind, report: ImportReport): void {
  assertColumns(kind, report)
  if (report.counts.lines === 0) throw importError('imports.nothing_to_take')
}

/** Queues an import; the worker runs it. */
export async function startImport(ctx: Ctx, id: string, version: number): Promise<OperationRow> {
  const row = await lockForChange(ctx, id, version)
  const kind = kindOf(row)
  assertMayImport(ctx, kind)
  const draft = openDraft(ctx.vault, row.draft_sealed)
  const report = draft?.report
  if (report) {
    assertUnderstood(kind, report)
    const { taken, updated, unchanged } = report.counts
    if (taken + updated + unchanged === 0) throw importError('imports.nothing_to_take')
    await rememberHeaders(ctx, kind, report.mapping, draft.choices.fields ?? {})
  }
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['preview'], {
    state: 'queued',
    started_by: ctx.actor.personId,
    progress_total: report?.counts.lines ?? 0,
  })
  if (!moved) throw importError('imports.not_in_preview')
  audit(ctx, { action: 'import.started', recordType: 'operation', recordId: id })
  announce(ctx, { type: importEvents.requested, recordId: id })
  return moved
}

/**
 * Stops an import. Nothing of it stays and its file is forgotten; with `keep` a running one ends
 * after the lines it has in hand, and what is in stays, to be taken back later like any other.
 */
export async function cancelImport(ctx: Ctx, id: string, keep: boolean): Promise<OperationRow> {
  const row = ofImports(await lockOperation(ctx.tx, ctx.store.id, id))
  if (keep && (await askToStop(ctx.tx, ctx.store.id, id))) {
    audit(ctx, { action: 'import.stopped', recordType: 'operation', recordId: id })
    return row
  }
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['preview', 'queued', 'running'], {
    state: 'cancelled',
    finished_at: ctx.now,
  })
  if (!moved) throw importError('imports.not_running')
  // A running one holds its lines; it forgets the file itself when it gives up.
  if (row.state !== 'running') await dropFile(ctx.tx, ctx.store.id, id)
  audit(ctx, { action: 'import.cancelled', recordType: 'operation', recordId: id })
  announce(ctx, { type: importEvents.finished, recordId: id, data: { state: 'cancelled' } })
  return { ...moved, draft_sealed: null }
}
