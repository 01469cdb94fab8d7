import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Rivals } from '#foundation/db/schema.ts'

export type RivalRow = Selectable<Rivals>

export async function listRivalRows(ctx: Ctx, all: boolean): Promise<RivalRow[]> {
  const { rows } = await sql<RivalRow>`
    select * from rivals where group_id = ${ctx.store.groupId} and (${all} or is_active)
     order by is_active desc, brand, name`.execute(ctx.tx)
  return rows
}

export async function findRival(ctx: Ctx, id: string): Promise<RivalRow | undefined> {
  return ctx.tx
    .selectFrom('rivals')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** An active rival of the same brand and name. */
export async function findTwin(ctx: Ctx, row: { id: string; brand: string; name: string }) {
  const { rows } = await sql<{ id: string }>`
    select id from rivals where group_id = ${ctx.store.groupId} and brand = ${row.brand}
       and name = ${row.name} and is_active and id <> ${row.id} limit 1`.execute(ctx.tx)
  return rows[0]
}

export async function insertRival(ctx: Ctx, row: Insertable<Rivals>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('rivals')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

/** False when somebody changed it meanwhile. */
export async function updateRival(
  ctx: Ctx,
  id: string,
  version: number,
  change: Updateable<Rivals>,
): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('rivals')
    .set({ ...change, version: version + 1 })
    .where('group_id', '=', ctx.store.groupId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}
