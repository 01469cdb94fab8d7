import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { AttachmentChunks, Attachments } from '#foundation/db/schema.ts'
import type { FileKind } from '../contract.ts'

export interface AttachmentRow {
  id: string
  customer_id: string
  contact_id: string | null
  name: string
  kind: FileKind
  content_type: string
  size: number
  note: string
  sealed_for: string
  uploaded_by: string
  uploader_name: string | null
  uploaded_at: Date
  withdrawn_at: Date | null
}

const columns = sql`a.id, a.customer_id, a.contact_id, a.name, a.kind, a.content_type, a.size, a.note,
  a.sealed_for, a.uploaded_by, p.name as uploader_name, a.uploaded_at, a.withdrawn_at`

/** The files of a customer, newest first. */
export async function listAttachmentRows(
  ctx: Ctx,
  customerId: string,
  limit: number,
): Promise<AttachmentRow[]> {
  const { rows } = await sql<AttachmentRow>`
    select ${columns} from attachments a
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = a.uploaded_by
     where a.store_id = ${ctx.store.id} and a.customer_id = ${customerId} and a.withdrawn_at is null
     order by a.uploaded_at desc, a.id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

/** A file of this store, removed ones too. */
export async function findAttachment(ctx: Ctx, id: string): Promise<AttachmentRow | undefined> {
  const { rows } = await sql<AttachmentRow>`
    select ${columns} from attachments a
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = a.uploaded_by
     where a.store_id = ${ctx.store.id} and a.id = ${id}`.execute(ctx.tx)
  return rows[0]
}

/** Whether the row was new; a resent id changes nothing. */
export async function insertAttachment(ctx: Ctx, row: Insertable<Attachments>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('attachments')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}

export async function insertChunks(ctx: Ctx, rows: Insertable<AttachmentChunks>[]): Promise<void> {
  await ctx.tx.insertInto('attachment_chunks').values(rows).execute()
}

/** The sealed pieces of a file, in their order. */
export async function listChunks(ctx: Ctx, attachmentId: string): Promise<Buffer[]> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from attachment_chunks
     where store_id = ${ctx.store.id} and attachment_id = ${attachmentId}
     order by position`.execute(ctx.tx)
  return rows.map((row) => row.sealed)
}

/** Removes a file (or brings it back with null): marked, never deleted. */
export async function setAttachmentRemoved(
  ctx: Ctx,
  id: string,
  removed: { at: Date; by: string } | null,
): Promise<void> {
  await ctx.tx
    .updateTable('attachments')
    .set({ withdrawn_at: removed?.at ?? null, withdrawn_by: removed?.by ?? null })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}
