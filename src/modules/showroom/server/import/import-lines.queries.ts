import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Tx } from '#foundation/db/database.ts'
import type { ImportFiles } from '#foundation/db/schema.ts'

export async function insertFile(tx: Tx, row: Insertable<ImportFiles>): Promise<void> {
  await tx
    .insertInto('import_files')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .execute()
}

export function findFile(tx: Tx, storeId: number, id: string) {
  return tx
    .selectFrom('import_files')
    .select(['file_name_sealed', 'file_sealed'])
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The sealed names of files, by operation. */
export async function listFileNames(ctx: Ctx, ids: string[]): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ id: string; name: Buffer }>`
    select id, file_name_sealed as name from import_files
     where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and file_sealed is not null`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** What is kept of a line: `doubtful` lines are taken, but not every cell could be read. */
export interface KeptLine {
  row: number
  outcome: 'refused' | 'typed_twice' | 'taken'
  identity: string | null
  field: string | null
  reason: string | null
  sealed: Buffer
}

/** Replaces what is kept of an operation's lines. */
export async function replaceLines(
  ctx: Ctx,
  operationId: string,
  lines: readonly KeptLine[],
): Promise<void> {
  await dropLines(ctx.tx, ctx.store.id, operationId)
  const atOnce = 5_000
  for (let from = 0; from < lines.length; from += atOnce) {
    const some = lines.slice(from, from + atOnce)
    const of = <K extends keyof KeptLine>(key: K) => some.map((line) => line[key])
    await sql`
      insert into import_lines (store_id, operation_id, row_number, identity, outcome, field, reason, cells_sealed)
      select ${ctx.store.id}::int, ${operationId}::uuid, t.row_number, t.identity, t.outcome, t.field, t.reason, t.sealed
        from unnest(${of('row')}::int[], ${of('identity')}::text[], ${of('outcome')}::text[],
                    ${of('field')}::text[], ${of('reason')}::text[], ${of('sealed')}::bytea[])
          as t (row_number, identity, outcome, field, reason, sealed)
      on conflict do nothing`.execute(ctx.tx)
  }
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
  await sql`update import_files set file_sealed = null
    where store_id = ${storeId} and id = ${operationId}`.execute(tx)
  await sql`update operations set draft_sealed = null
    where store_id = ${storeId} and id = ${operationId}`.execute(tx)
}

/** Files uploaded before a time whose content is still there. */
export async function listOldFiles(tx: Tx, storeId: number, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from import_files where store_id = ${storeId} and uploaded_at < ${before}
       and file_sealed is not null limit 500`.execute(tx)
  return rows.map((row) => row.id)
}
