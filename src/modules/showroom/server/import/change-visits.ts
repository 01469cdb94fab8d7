import { createHash } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OperationChanges } from '#foundation/db/schema.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { VisitRow } from '../visits.queries.ts'
import {
  findCustomerKeys,
  insertClosureLines,
  listVisitsById,
  updateImportedVisits,
  type VisitLine,
} from './import-visits.queries.ts'

/** Proof of the version an operation left behind: a later change shows as another one. */
export function versionMark(version: number): Buffer {
  return createHash('sha256').update(`version:${version}`).digest().subarray(0, 16)
}

/**
 * Writes changed lines over the visits they gave before, with another closing each. Gives the
 * inverse of each change, sealed by the customer's key where there is one.
 */
export async function changeVisits(
  ctx: Ctx,
  operationId: string,
  visits: readonly VisitLine[],
  position: number,
): Promise<{ records: Insertable<OperationChanges>[] }> {
  if (visits.length === 0) return { records: [] }
  const before = await listVisitsById(
    ctx,
    visits.map((visit) => visit.id),
  )
  const keys = await findCustomerKeys(
    ctx,
    before.flatMap((visit) => (visit.customer_id ? [visit.customer_id] : [])),
  )
  const versions = await updateImportedVisits(ctx, visits)
  const was = new Map(before.map((visit) => [visit.id, visit]))
  await insertClosureLines(
    ctx,
    visits.map((visit) => ({
      ...visit,
      id: uuidv7(),
      visit_id: visit.id,
      is_returning: was.get(visit.id)?.is_returning ?? false,
      is_flagged: false,
    })),
    'import',
  )
  return {
    records: before.map((visit, index) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      position: position + index,
      table_name: 'visits',
      record_id: visit.id,
      // Named only where its key seals the inverse.
      customer_id: visit.customer_id && keys.has(visit.customer_id) ? visit.customer_id : null,
      before_sealed: sealVisit(ctx, visit, keys),
      after_fingerprint: versionMark(versions.get(visit.id) ?? 0),
    })),
  }
}

function sealVisit(ctx: Ctx, visit: VisitRow, keys: Map<string, Buffer>): Buffer {
  const key = visit.customer_id ? keys.get(visit.customer_id) : undefined
  const text = JSON.stringify({
    ...visit,
    import_fingerprint: visit.import_fingerprint?.toString('base64') ?? null,
  })
  return key ? ctx.vault.sealFor(key, text) : ctx.vault.seal(text)
}

/** The visit as it was before, or undefined when its customer was erased since. */
export function openVisit(
  ctx: Ctx,
  change: { customer_id: string | null; before_sealed: Buffer | null },
  keys: Map<string, Buffer>,
): VisitRow | undefined {
  if (!change.before_sealed) return undefined
  const key = change.customer_id ? keys.get(change.customer_id) : undefined
  if (change.customer_id && !key) return undefined
  const text = key
    ? ctx.vault.openFor(key, change.before_sealed)
    : ctx.vault.open(change.before_sealed)
  const row = JSON.parse(text) as VisitRow & { import_fingerprint: string | null }
  const date = (value: unknown) => (typeof value === 'string' ? new Date(value) : null)
  return {
    ...row,
    arrived_at: date(row.arrived_at),
    left_at: date(row.left_at),
    closed_at: date(row.closed_at),
    import_fingerprint: row.import_fingerprint
      ? Buffer.from(row.import_fingerprint as unknown as string, 'base64')
      : null,
  }
}
