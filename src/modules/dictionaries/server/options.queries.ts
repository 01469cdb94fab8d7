import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Options } from '#foundation/db/schema.ts'
import type { OptionKind } from '../contract.ts'

export type OptionRow = Selectable<Options>

/** Standard options first, then the store's own, each in its order; with `storeId` null none of a store's. */
export function selectOptions(
  tx: Tx,
  groupId: number,
  within: { kind?: OptionKind | undefined; storeId: number | null; activeOnly: boolean },
): Promise<OptionRow[]> {
  let query = tx
    .selectFrom('options')
    .selectAll()
    .where('group_id', '=', groupId)
    .where((w) =>
      within.storeId === null
        ? w('store_id', 'is', null)
        : w.or([w('store_id', 'is', null), w('store_id', '=', within.storeId)]),
    )
  if (within.kind) query = query.where('kind', '=', within.kind)
  if (within.activeOnly) query = query.where('is_active', '=', true)
  return query
    .orderBy('kind')
    .orderBy(sql`store_id is not null`)
    .orderBy('position')
    .orderBy('label')
    .execute()
}

/** Which lists each group has. */
export async function listKindsOfGroups(tx: Tx): Promise<{ groupId: number; kinds: string[] }[]> {
  const { rows } = await sql<{ groupId: number; kinds: string[] }>`
    select group_id as "groupId", array_agg(distinct kind) as kinds from options group by group_id`.execute(
    tx,
  )
  return rows
}

/** An option this store may see: a standard one of its group, or its own. */
export function findOption(
  tx: Tx,
  groupId: number,
  storeId: number,
  id: string,
): Promise<OptionRow | undefined> {
  return tx
    .selectFrom('options')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .where((w) => w.or([w('store_id', 'is', null), w('store_id', '=', storeId)]))
    .executeTakeFirst()
}

export async function insertOptions(tx: Tx, rows: Insertable<Options>[]): Promise<number> {
  const answer = await tx
    .insertInto('options')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(answer.numInsertedOrUpdatedRows ?? 0)
}

/** Changes an option if it still has the version seen; gives the new row, or undefined. */
export function updateOption(
  tx: Tx,
  groupId: number,
  id: string,
  version: number,
  change: Updateable<Options>,
): Promise<OptionRow | undefined> {
  return tx
    .updateTable('options')
    .set({ ...change, version: version + 1 })
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
}

/** A store's own options take the family of the standard one they stand for. */
export async function passFamilyOn(
  tx: Tx,
  groupId: number,
  standardId: string,
  family: string | null,
): Promise<void> {
  await tx
    .updateTable('options')
    .set({ family })
    .where('group_id', '=', groupId)
    .where('standard_id', '=', standardId)
    .execute()
}

export async function setPositions(tx: Tx, groupId: number, ids: readonly string[]): Promise<void> {
  await sql`
    update options set position = p.position
    from unnest(${ids}::uuid[], ${ids.map((_, index) => index)}::int[]) as p(id, position)
    where options.group_id = ${groupId} and options.id = p.id and options.position <> p.position
  `.execute(tx)
}

/** Keeps two writers of one list apart until the transaction ends. */
export async function lockList(tx: Tx, groupId: number, kind: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${groupId}, hashtext(${`options:${kind}`}))`.execute(tx)
}
