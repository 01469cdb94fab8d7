import type { Ctx } from '#foundation/ctx.ts'
import { authorise } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import {
  findOperation,
  insertOperation,
  type OperationRow,
} from '#foundation/operations/operations.queries.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError, type Locale } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { importEvents } from '../contract.ts'
import { importError } from '../contracts/import-errors.ts'
import type { ImportState } from '../contracts/import-record.ts'
import type { StoreExport } from '../contracts/store-exports.ts'
import { findPart } from './operation-parts.queries.ts'
import { listExportOperations } from './store-exports.queries.ts'

export const exportKind = 'export.store'
const shown = 50
const daysKept = 7

export interface ExportOutcome {
  files: { file: string; rows: number }[]
  parts: number
  bytes: number
}

export interface ExportSettings {
  reason: string
  phones: boolean
  locale: Locale
}

export function exportSettings(row: OperationRow): ExportSettings {
  return row.settings as unknown as ExportSettings
}

/** Asks for an archive of everything the store has; the worker writes it. One at a time. */
export async function startStoreExport(
  ctx: Ctx,
  given: { id?: string | undefined; reason: string; phones: boolean },
): Promise<StoreExport> {
  const id = given.id ?? uuidv7()
  const earlier = await listStoreExports(ctx)
  const again = earlier.find((one) => one.id === id)
  if (again) return again
  if (given.phones) authorise(ctx, 'exports.phones', 'store')
  if (earlier.some(({ state }) => state === 'queued' || state === 'running'))
    throw importError('imports.export_running')
  const reason = maskPhonesInText(given.reason)
  await insertOperation(ctx.tx, {
    store_id: ctx.store.id,
    id,
    kind: exportKind,
    state: 'queued',
    started_by: ctx.actor.personId,
    created_at: ctx.now,
    settings: JSON.stringify({ reason, phones: given.phones, locale: ctx.locale }),
  })
  audit(ctx, {
    action: 'store.export_asked',
    recordType: 'operation',
    recordId: id,
    detail: { phones: given.phones },
    reason,
  })
  announce(ctx, { type: importEvents.exportRequested, recordId: id })
  const made = (await listStoreExports(ctx)).find((one) => one.id === id)
  if (!made) throw coreError('core.duplicate')
  return made
}

/** The last exports of the whole store, newest first. */
export async function listStoreExports(ctx: Ctx): Promise<StoreExport[]> {
  const rows = await listExportOperations(ctx, exportKind, shown)
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => (row.started_by ? [row.started_by] : [])),
  )
  return rows.map((row) => {
    const { reason, phones } = exportSettings(row)
    const until = new Date((row.finished_at ?? row.created_at).getTime() + daysKept * 86_400_000)
    return {
      id: row.id,
      state: row.state as ImportState,
      createdAt: row.created_at.toISOString(),
      by: (row.started_by && people.get(row.started_by)) ?? null,
      reason,
      withPhones: phones,
      progress: { done: row.progress_done, total: row.progress_total },
      rows: (row.outcome as Partial<ExportOutcome> | null)?.files ?? [],
      keptUntil: row.state === 'done' && row.is_kept ? until.toISOString() : null,
    }
  })
}

/** The archive, opened portion by portion while it is sent. Whoever takes it is noted. */
export async function downloadStoreExport(ctx: Ctx, id: string): Promise<FileAnswer> {
  const row = await findOperation(ctx.tx, ctx.store.id, id)
  if (row?.kind !== exportKind) throw coreError('core.not_found')
  if (exportSettings(row).phones) authorise(ctx, 'exports.phones', 'store')
  const { parts = 0 } = (row.outcome as Partial<ExportOutcome> | null) ?? {}
  const pieces: Buffer[] = []
  for (let part = 0; part < parts; part += 1) {
    const sealed = await findPart(ctx, id, part)
    if (!sealed) break
    pieces.push(ctx.vault.openBytes(sealed))
  }
  if (pieces.length === 0) throw importError('imports.export_gone')
  audit(ctx, { action: 'store.export_downloaded', recordType: 'operation', recordId: id })
  const day = dayInZone(row.created_at, ctx.store.timeZone)
  return {
    name: `${ctx.store.code}-${day}.zip`,
    contentType: 'application/zip',
    body: Buffer.concat(pieces),
  }
}
