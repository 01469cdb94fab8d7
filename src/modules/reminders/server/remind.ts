import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { type ReminderKind, remindersEvents } from '../contract.ts'
import { listMailWishes } from './choices.queries.ts'
import { insertMails } from './mails.queries.ts'
import { insertReminders } from './reminders.queries.ts'

export interface NewReminder {
  personId: string
  /** What it is about: the same person is told of the same key once, however often it is said. */
  key: string
  kind: ReminderKind
  customerId?: string | null | undefined
  subjectId?: string | null | undefined
  /** Ids, days and words; never a name or number. */
  data?: Record<string, unknown>
}

const mostPerStatement = 500

/** Puts reminders into inboxes, and makes the mails of those who want each one. */
export async function remind(ctx: Ctx, reminders: readonly NewReminder[]): Promise<number> {
  let count = 0
  for (let first = 0; first < reminders.length; first += mostPerStatement) {
    const fresh = await insertReminders(
      ctx,
      reminders.slice(first, first + mostPerStatement).map((one) => ({
        store_id: ctx.store.id,
        id: uuidv7(),
        person_id: one.personId,
        key: one.key,
        kind: one.kind,
        customer_id: one.customerId ?? null,
        subject_id: one.subjectId ?? null,
        data: JSON.stringify(one.data ?? {}),
        at: ctx.now,
      })),
    )
    count += fresh.length
    for (const personId of new Set(fresh.map((row) => row.person_id)))
      announce(ctx, { type: remindersEvents.changed, recordId: personId })
    const wanting = new Set(await listMailWishes(ctx, 'each'))
    const mailed = fresh.filter((row) => wanting.has(row.person_id))
    await insertMails(
      ctx,
      mailed.map((row) => ({ personId: row.person_id, key: row.id, reminderId: row.id })),
    )
  }
  return count
}
