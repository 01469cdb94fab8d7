import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { nextAttempt, type OutgoingMail, sendAll } from '#foundation/mail.ts'
import { type MailPerson, mailPeople } from '#modules/access/index.ts'
import { dayInZone, timeInZone } from '#shared/days.ts'
import { say } from '#shared/words.ts'
import type { Reminder } from '../contract.ts'
import { sayReminder } from '../say-reminder.ts'
import { reminderWords } from '../words.ts'
import { takeMorningWishes } from './choices.queries.ts'
import { presentReminders } from './inbox.ts'
import {
  insertMails,
  listUnreadIds,
  type MailRow,
  markSent,
  markUnsent,
  takeMails,
} from './mails.queries.ts'
import { findReminders } from './reminders.queries.ts'

const atOnce = 20
const mostPerMorning = 100
const claimMs = 10 * 60_000

interface Mail extends OutgoingMail {
  attempts: number
}

/**
 * Sends a store's open mails: each is taken for ten minutes, sent outside any transaction, and marked
 * sent. A failed one is tried again after 2, 4, 8 … minutes. Gives how many were sent.
 */
export async function sendMails(app: App, store: StoreInfo): Promise<number> {
  if (!app.config.mail) return 0
  const mails = await runInStore(app, store, async (ctx) => {
    await makeMorningMails(ctx)
    const until = new Date(ctx.now.getTime() + claimMs)
    return compose(ctx, app, await takeMails(ctx, until, atOnce))
  })
  return sendAll(app, mails, (one, failure) =>
    runInStore(app, store, (ctx) => settle(ctx, one, failure)),
  )
}

/** At opening time, one mail for each person who wants the morning's. */
async function makeMorningMails(ctx: Ctx): Promise<void> {
  const { timeZone, opensAt } = ctx.store
  if (timeInZone(ctx.now, timeZone) < opensAt) return
  const today = dayInZone(ctx.now, timeZone)
  const people = await takeMorningWishes(ctx, today)
  await insertMails(
    ctx,
    people.map((personId) => ({ personId, key: `morning:${today}`, reminderId: null })),
  )
}

async function compose(ctx: Ctx, app: App, rows: readonly MailRow[]): Promise<Mail[]> {
  const people = await mailPeople(
    ctx,
    rows.map((row) => row.person_id),
  )
  const mails: Mail[] = []
  for (const row of rows) {
    const person = people.get(row.person_id)
    const ids = row.reminder_id
      ? [row.reminder_id]
      : await listUnreadIds(ctx, row.person_id, mostPerMorning)
    const reminders = await presentReminders(ctx, await findReminders(ctx, ids))
    // Nobody to write to, or nothing left to say.
    if (!person?.address || reminders.length === 0) {
      await markUnsent(ctx, row.id, null, 'nothing to send')
      continue
    }
    mails.push({ ...write(ctx, app, person, reminders, row), to: person.address })
  }
  return mails
}

function write(
  ctx: Ctx,
  app: App,
  { locale }: MailPerson,
  reminders: readonly Reminder[],
  row: MailRow,
) {
  const base = app.config.publicUrl?.replace(/\/$/, '') ?? ''
  const sentences = reminders.map((one) => sayReminder(one, sayWhen(ctx, one.when), locale))
  const lines = reminders.map(
    (one, index) => `${sentences[index]}${base ? `\n${base}${one.link}` : ''}`,
  )
  const isMorning = row.reminder_id === null
  return {
    id: row.id,
    attempts: row.attempts,
    subject: isMorning
      ? say(reminderWords.mailDailySubject, locale, { n: reminders.length })
      : (sentences[0] ?? ''),
    text: [...lines, ...(base ? [say(reminderWords.mailOpen, locale, { url: base })] : [])].join(
      '\n\n',
    ),
  }
}

/** A day as it is, an instant on the store's clock. */
function sayWhen(ctx: Ctx, when: string | null): string {
  if (when === null || when.length === 10) return when ?? ''
  const at = new Date(when)
  return `${dayInZone(at, ctx.store.timeZone)} ${timeInZone(at, ctx.store.timeZone)}`
}

async function settle(ctx: Ctx, mail: Mail, failure: string | undefined): Promise<void> {
  if (failure === undefined) return markSent(ctx, mail.id)
  await markUnsent(ctx, mail.id, nextAttempt(ctx.now, mail.attempts), failure)
}
