import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Database } from '#foundation/db/database.ts'
import type { WallDisplays } from '#foundation/db/schema.ts'

export async function findDisplay(
  db: Database,
  hash: Buffer,
): Promise<{ store_id: number } | undefined> {
  return db
    .selectFrom('wall_displays')
    .select('store_id')
    .where('token_hash', '=', hash)
    .where('stopped_at', 'is', null)
    .executeTakeFirst()
}

export async function listDisplayRows(ctx: Ctx) {
  const { rows } = await sql<{
    id: string
    name: string
    made_at: Date
    made_by_name: string | null
  }>`
    select d.id, d.name, d.made_at, p.name as made_by_name from wall_displays d
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = d.made_by
     where d.store_id = ${ctx.store.id} and d.stopped_at is null order by d.made_at, d.id`.execute(
    ctx.tx,
  )
  return rows
}

export async function insertDisplay(ctx: Ctx, row: Insertable<WallDisplays>): Promise<void> {
  await ctx.tx.insertInto('wall_displays').values(row).execute()
}

/** Whether there was such a display to stop. */
export async function stopDisplayRow(ctx: Ctx, id: string): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('wall_displays')
    .set({ stopped_at: ctx.now })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('stopped_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}
