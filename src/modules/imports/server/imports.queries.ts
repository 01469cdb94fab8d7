import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Tx } from '#foundation/db/database.ts'
import type { ImportFiles } from '#foundation/db/schema.ts'
import type { OperationRow } from '#foundation/operations/operations.queries.ts'
import { dropParts } from './operation-parts.queries.ts'

export async function insertFile(tx: Tx, row: Insertable<ImportFiles>): Promise<void> {
  await tx
    .insertInto('import_files')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .execute()
}

/**
 * Until the end of the transaction, plans without looking for the store in the statistics: PostgreSQL
 * takes a store that came after them, or grows now, for empty, and would read all of it for each line.
 */
export async function planForGrowingStore(tx: Tx): Promise<void> {
  await sql`set local plan_cache_mode = 'force_generic_plan'`.execute(tx)
}

/** The sealed names of files, by operation. */
export async function listFileNames(ctx: Ctx, ids: string[]): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ id: string; name: Buffer }>`
    select f.id, f.file_name_sealed as name from import_files f
     where f.store_id = ${ctx.store.id} and f.id = any (${ids}::uuid[])
       and exists (select 1 from operation_parts p
         where p.store_id = ${ctx.store.id} and p.operation_id = f.id and p.part = 0)`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

/**
 * What is kept of a line: of those taken the doubtful ones (`taken`: not every cell could be read) and
 * those whose kind says line by line what becomes of them (`updated`).
 */
export interface KeptLine {
  row: number
  outcome: 'refused' | 'typed_twice' | 'taken' | 'updated'
  field: string | null
  reason: string | null
  sealed: Buffer
}

/** Keeps lines of an operation that people must look at. */
export async function insertLines(
  ctx: Ctx,
  operationId: string,
  lines: readonly KeptLine[],
): Promise<void> {
  if (lines.length === 0) return
  const of = <K extends keyof KeptLine>(key: K) => lines.map((line) => line[key])
  await sql`
    insert into import_lines (store_id, operation_id, row_number, identity, outcome, field, reason, cells_sealed)
    select ${ctx.store.id}::int, ${operationId}::uuid, t.row_number, null, t.outcome, t.field, t.reason, t.sealed
      from unnest(${of('row')}::int[], ${of('outcome')}::text[],
                  ${of('field')}::text[], ${of('reason')}::text[], ${of('sealed')}::bytea[])
        as t (row_number, outcome, field, reason, sealed)
    on conflict do nothing`.execute(ctx.tx)
}

/** Lines of one outcome in the order of the file, after a line. */
export async function listLines(
  ctx: Ctx,
  operationId: string,
  outcome: string,
  after: number,
  limit: number,
): Promise<{ row: number; sealed: Buffer | null }[]> {
  const { rows } = await sql<{ row: number; sealed: Buffer | null }>`
    select row_number as row, cells_sealed as sealed from import_lines
     where store_id = ${ctx.store.id} and operation_id = ${operationId} and outcome = ${outcome}
       and row_number > ${after} order by row_number limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function dropLines(tx: Tx, storeId: number, operationId: string): Promise<void> {
  await sql`delete from import_lines where store_id = ${storeId} and operation_id = ${operationId}`.execute(
    tx,
  )
}

/** Forgets an uploaded file and all that was kept of its lines; the operation itself stays. */
export async function dropFile(tx: Tx, storeId: number, operationId: string): Promise<void> {
  await dropLines(tx, storeId, operationId)
  await dropParts(tx, storeId, operationId)
  await sql`update import_files set file_sealed = null
    where store_id = ${storeId} and id = ${operationId}`.execute(tx)
  await sql`update operations set draft_sealed = null
    where store_id = ${storeId} and id = ${operationId}`.execute(tx)
}

/** Imports whose rows were staged before a time and are still there. */
export async function listOldFiles(tx: Tx, storeId: number, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from import_files f
      join operation_parts p on p.store_id = f.store_id and p.operation_id = f.id
     where f.store_id = ${storeId} and p.store_id = ${storeId} and p.part = 0
       and p.made_at < ${before} limit 500`.execute(tx)
  return rows.map((row) => row.id)
}

/** Imports of all kinds, or of one, newest first, after the last one seen. */
export async function listImportOperations(
  ctx: Ctx,
  given: {
    kind: string | undefined
    limit: number
    after: { createdAt: string; id: string } | undefined
  },
): Promise<OperationRow[]> {
  const { kind, limit, after } = given
  const { rows } = await sql<OperationRow>`
    select * from operations o
     where o.store_id = ${ctx.store.id}
       and ${kind === undefined ? sql`o.kind like 'import.%'` : sql`o.kind = ${kind}`}
       and ${
         after
           ? sql`(o.created_at < ${after.createdAt} or (o.created_at = ${after.createdAt} and o.id < ${after.id}))`
           : sql`true`
       }
     order by o.created_at desc, o.id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Imports and exports that were asked for or begun before a time and are not finished. */
export async function listUnfinished(ctx: Ctx, before: Date) {
  const { rows } = await sql<{ id: string; kind: string }>`
    select id, kind from operations
     where store_id = ${ctx.store.id} and (kind like 'import.%' or kind = 'export.store')
       and state in ('queued', 'running') and created_at < ${before}
     order by created_at limit 100`.execute(ctx.tx)
  return rows
}

/** Whether a person asked a running import to stop and to keep what is in. */
export async function isAskedToStop(tx: Tx, storeId: number, id: string): Promise<boolean> {
  const { rows } = await sql<{ stop: boolean }>`
    select coalesce((settings ->> 'stop')::boolean, false) as stop from operations
     where store_id = ${storeId} and id = ${id}`.execute(tx)
  return rows[0]?.stop ?? false
}

/** Asks a running import to stop and to keep what is in; false when it does not run. */
export async function askToStop(tx: Tx, storeId: number, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update operations set settings = settings || '{"stop": true}'::jsonb
     where store_id = ${storeId} and id = ${id} and state = 'running'`.execute(tx)
  return Number(numAffectedRows ?? 0) === 1
}
