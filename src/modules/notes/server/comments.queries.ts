import { type Insertable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Comments } from '#foundation/db/schema.ts'

export interface CommentRow {
  id: string
  customer_id: string
  author_id: string
  text: string
  mentions: string[]
  at: Date
  edited_at: Date | null
  withdrawn_at: Date | null
  version: number
}

const columns = sql`id, customer_id, author_id, text, mentions, at, edited_at, withdrawn_at, version`

/** A page of a customer's comments, newest first; `after` is where the last page ended. */
export async function listCommentRows(
  ctx: Ctx,
  customerId: string,
  page: { after: { at: string; id: string } | undefined; limit: number },
): Promise<CommentRow[]> {
  const after = page.after
    ? sql`and (at, id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`
    : sql``
  const { rows } = await sql<CommentRow>`
    select ${columns} from comments where store_id = ${ctx.store.id} and customer_id = ${customerId}
       and withdrawn_at is null ${after} order by at desc, id desc limit ${page.limit}`.execute(
    ctx.tx,
  )
  return rows
}

/** A comment of this store, removed ones too. */
export async function findComment(ctx: Ctx, id: string): Promise<CommentRow | undefined> {
  const { rows } = await sql<CommentRow>`
    select ${columns} from comments where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
  return rows[0]
}

/** Whether the row was new; a resent id changes nothing. */
export async function insertComment(ctx: Ctx, row: Insertable<Comments>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('comments')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}

/** Changes a comment if it still has this version; gives whether it did. */
export async function updateComment(
  ctx: Ctx,
  id: string,
  version: number,
  change: Updateable<Comments>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('comments')
    .set({ ...change, version: version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}
