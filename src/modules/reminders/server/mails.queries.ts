import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { uuidv7 } from '#shared/ids.ts'

export interface MailRow {
  id: string
  person_id: string
  reminder_id: string | null
  created_at: Date
  attempts: number
}

export interface NewMail {
  personId: string
  /** Once per person and key. */
  key: string
  reminderId: string | null
}

export async function insertMails(ctx: Ctx, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return
  await ctx.tx
    .insertInto('mails')
    .values(
      mails.map((one) => ({
        store_id: ctx.store.id,
        id: uuidv7(),
        person_id: one.personId,
        key: one.key,
        reminder_id: one.reminderId,
        created_at: ctx.now,
        next_at: ctx.now,
      })),
    )
    .onConflict((c) => c.columns(['store_id', 'person_id', 'key']).doNothing())
    .execute()
}

/** Takes mails whose turn it is, for a while: another process leaves them alone until then. */
export async function takeMails(ctx: Ctx, until: Date, limit: number): Promise<MailRow[]> {
  const { rows } = await sql<MailRow>`
    update mails m set next_at = ${until}, attempts = m.attempts + 1
     where m.store_id = ${ctx.store.id} and m.id in (
       select w.id from mails w where w.store_id = ${ctx.store.id} and w.sent_at is null
          and w.given_up_at is null and w.next_at <= ${ctx.now}
        order by w.next_at limit ${limit} for update skip locked)
    returning m.id, m.person_id, m.reminder_id, m.created_at, m.attempts`.execute(ctx.tx)
  return rows
}

export async function markSent(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('mails')
    .set({ sent_at: ctx.now, last_error: null })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Tries again at `nextAt`, or never with null. */
export async function markUnsent(
  ctx: Ctx,
  id: string,
  nextAt: Date | null,
  why: string,
): Promise<void> {
  await ctx.tx
    .updateTable('mails')
    .set(nextAt ? { next_at: nextAt, last_error: why } : { given_up_at: ctx.now, last_error: why })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** What is still unread of a person's inbox, for the mail of the morning. */
export async function listUnreadIds(ctx: Ctx, personId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from reminders where store_id = ${ctx.store.id} and person_id = ${personId}
       and read_at is null order by at desc, id desc limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}
