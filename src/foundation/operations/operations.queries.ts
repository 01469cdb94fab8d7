import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { OperationChanges, Operations } from '../db/schema.ts'

export type OperationRow = Selectable<Operations>

/** Whether the operation was new; a resent id changes nothing. */
export async function insertOperation(tx: Tx, row: Insertable<Operations>): Promise<boolean> {
  const result = await tx
    .insertInto('operations')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}

export function findOperation(
  tx: Tx,
  storeId: number,
  id: string,
): Promise<OperationRow | undefined> {
  return tx
    .selectFrom('operations')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The same, locked until the end of the transaction. */
export function lockOperation(
  tx: Tx,
  storeId: number,
  id: string,
): Promise<OperationRow | undefined> {
  return tx
    .selectFrom('operations')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The store an operation belongs to, among the visible ones. */
export async function findStoreOfOperation(
  tx: Tx,
  id: string,
): Promise<{ storeId: number; kind: string } | undefined> {
  const { rows } = await sql<{ storeId: number; kind: string }>`
    select store_id as "storeId", kind from operations
     where store_id = any (visible_stores()) and id = ${id}`.execute(tx)
  return rows[0]
}

/** Changes an operation that is in one of the states; undefined when it is not. Raises its version. */
export function moveOperation(
  tx: Tx,
  storeId: number,
  id: string,
  from: readonly string[],
  change: Updateable<Operations>,
): Promise<OperationRow | undefined> {
  return tx
    .updateTable('operations')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returningAll()
    .executeTakeFirst()
}

/** Notes how far a running operation is; false when it does not run any more. */
export async function noteProgress(
  tx: Tx,
  storeId: number,
  id: string,
  done: number,
  total: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('operations')
    .set({ progress_done: done, progress_total: total })
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Notes why a run did not succeed; gives how many did not, undefined when it is not to be run. */
export async function noteFailure(
  tx: Tx,
  storeId: number,
  id: string,
  error: string,
): Promise<number | undefined> {
  const row = await tx
    .updateTable('operations')
    .set({ error, attempts: sql`attempts + 1` })
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts
}

const operationLocks = 7_120_447
const storeLocks = 7_120_448

/** Whether nobody else runs this operation; held until the end of the transaction. */
export async function tryLockRun(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${id}, ${operationLocks})) as ok`.execute(tx)
  return rows[0]?.ok ?? false
}

/** Large operations of one store run one after the other; held until the end of the transaction. */
export async function lockStoreRuns(tx: Tx, storeId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${storeLocks}, ${storeId}::int)`.execute(tx)
}

export async function insertOperationChanges(
  tx: Tx,
  rows: Insertable<OperationChanges>[],
): Promise<void> {
  if (rows.length > 0) await tx.insertInto('operation_changes').values(rows).execute()
}

/** What an operation changed, the last first: the order in which it is taken back. */
export function listOperationChanges(
  tx: Tx,
  storeId: number,
  operationId: string,
  tableName: string,
): Promise<Selectable<OperationChanges>[]> {
  return tx
    .selectFrom('operation_changes')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('operation_id', '=', operationId)
    .where('table_name', '=', tableName)
    .orderBy('position', 'desc')
    .execute()
}
