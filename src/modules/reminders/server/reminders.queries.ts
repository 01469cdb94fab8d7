import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Reminders } from '#foundation/db/schema.ts'
import type { ReminderKind } from '../contract.ts'

export interface ReminderRow {
  id: string
  person_id: string
  kind: ReminderKind
  customer_id: string | null
  subject_id: string | null
  data: Record<string, unknown>
  at: Date
  read_at: Date | null
  customer_name: string | null
}

const columns = sql`r.id, r.person_id, r.kind, r.customer_id, r.subject_id, r.data, r.at, r.read_at,
  c.name as customer_name`
const withCustomer = (ctx: Ctx) => sql`reminders r
  left join customer_heads c on c.store_id = ${ctx.store.id} and c.id = r.customer_id`

/** A page of a person's inbox, newest first. */
export async function listReminderRows(
  ctx: Ctx,
  personId: string,
  page: { after: { at: string; id: string } | undefined; unread: boolean; limit: number },
): Promise<ReminderRow[]> {
  const after = page.after
    ? sql`and (r.at, r.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`
    : sql``
  const { rows } = await sql<ReminderRow>`
    select ${columns} from ${withCustomer(ctx)}
     where r.store_id = ${ctx.store.id} and r.person_id = ${personId}
       ${page.unread ? sql`and r.read_at is null` : sql``} ${after}
     order by r.at desc, r.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export async function findReminders(ctx: Ctx, ids: readonly string[]): Promise<ReminderRow[]> {
  const { rows } = await sql<ReminderRow>`
    select ${columns} from ${withCustomer(ctx)}
     where r.store_id = ${ctx.store.id} and r.id = any (${[...ids]}::uuid[])
     order by r.at, r.id`.execute(ctx.tx)
  return rows
}

/** A person's unread reminders, counted up to 100. */
export async function countUnread(ctx: Ctx, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from reminders where store_id = ${ctx.store.id}
       and person_id = ${personId} and read_at is null limit 100) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Writes reminders; gives those that were new (one per person and key). */
export async function insertReminders(
  ctx: Ctx,
  rows: Insertable<Reminders>[],
): Promise<{ id: string; person_id: string }[]> {
  return ctx.tx
    .insertInto('reminders')
    .values(rows)
    .onConflict((c) => c.columns(['store_id', 'person_id', 'key']).doNothing())
    .returning(['id', 'person_id'])
    .execute()
}

export async function setRead(ctx: Ctx, id: string, at: Date | null): Promise<void> {
  await ctx.tx
    .updateTable('reminders')
    .set({ read_at: at })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Marks a person's whole inbox read; gives how many were unread. */
export async function setAllRead(ctx: Ctx, personId: string): Promise<number> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('reminders')
    .set({ read_at: ctx.now })
    .where('store_id', '=', ctx.store.id)
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
