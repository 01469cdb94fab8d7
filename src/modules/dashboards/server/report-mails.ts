import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { nextAttempt, type OutgoingMail, sendAll } from '#foundation/mail.ts'
import { findActor, mailPeople } from '#modules/access/index.ts'
import { logExport } from '#modules/lists/index.ts'
import { addDays, dayInZone, timeInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { say } from '#shared/words.ts'
import { dashboardWords } from '../words.ts'
import { readReport } from './report.ts'
import { reportFile, totalsInWords } from './report-file.ts'
import { nextOf } from './rhythm.ts'
import { readQuery } from './schedules.ts'
import {
  insertReportMail,
  lockDue,
  type ReportMailRow,
  settleReportMail,
  takeReportMails,
  updateSchedule,
} from './schedules.queries.ts'

const atOnce = 10
const claimMs = 10 * 60_000

interface ReportMail extends OutgoingMail {
  attempts: number
}

/**
 * Makes the mails of the reports that are due and sends what is open, each made with the rights of
 * the person who gets it; whoever has left or lost them gets none. Idempotent. Gives how many were sent.
 */
export async function sendReports(app: App, store: StoreInfo): Promise<number> {
  if (!app.config.mail) return 0
  const rows = await runInStore(app, store, async (ctx) => {
    await makeDueMails(ctx)
    return takeReportMails(ctx, new Date(ctx.now.getTime() + claimMs), atOnce)
  })
  const mails: ReportMail[] = []
  for (const row of rows) {
    const mail = await write(app, store, row)
    if (mail) mails.push(mail)
  }
  return sendAll(app, mails, (mail, failure) =>
    runInStore(app, store, (ctx) =>
      settleReportMail(ctx, mail.id, { failure, again: nextAttempt(ctx.now, mail.attempts) }),
    ),
  )
}

/** One mail per report and day; days missed while the product was off are not made up for. */
async function makeDueMails(ctx: Ctx): Promise<void> {
  const { timeZone } = ctx.store
  const today = dayInZone(ctx.now, timeZone)
  for (const row of await lockDue(ctx, today, timeInZone(ctx.now, timeZone))) {
    await insertReportMail(ctx, { id: uuidv7(), scheduleId: row.id, onDay: today })
    await updateSchedule(ctx, row.id, {
      next_on: nextOf(
        { rhythm: row.rhythm, weekday: row.weekday, monthDay: row.month_day },
        addDays(today, 1),
      ),
    })
  }
}

async function write(
  app: App,
  store: StoreInfo,
  row: ReportMailRow,
): Promise<ReportMail | undefined> {
  const actor = await findActor(app.db, row.person_id)
  const query = readQuery(row.query)
  const refused = async (failure: string) => {
    await runInStore(app, store, (ctx) => settleReportMail(ctx, row.id, { failure, again: null }))
    return undefined
  }
  if (!actor?.grants['metrics.read'] || !actor.grants['exports.run'] || !query)
    return refused('not_allowed')
  const work = async (ctx: Ctx) => {
    const person = (await mailPeople(ctx, [row.person_id])).get(row.person_id)
    if (!person?.address) return undefined
    const report = await readReport(ctx, query)
    await logExport(ctx, {
      list: 'reports',
      format: 'xlsx',
      rows: report.rows.length,
      withPhones: false,
      personId: row.person_id,
    })
    const { name, contentType, body } = reportFile(
      report,
      { title: row.name, locale: person.locale },
      'xlsx',
    )
    const content = Buffer.from(await new Response(body as BodyInit).arrayBuffer())
    const words = { name: row.name, from: report.from, to: report.to }
    const base = app.config.publicUrl?.replace(/\/$/, '')
    const link = `${base}/reports?${new URLSearchParams(asText(row.query))}`
    return {
      id: row.id,
      attempts: row.attempts,
      to: person.address,
      subject: say(dashboardWords.mailSubject, person.locale, words),
      text: [
        say(dashboardWords.mailText, person.locale, words),
        totalsInWords(report, person.locale),
        ...(base ? [say(dashboardWords.mailOpen, person.locale, { url: link })] : []),
      ].join('\n\n'),
      attachments: [{ filename: name, content, contentType }],
    }
  }
  const mail = await runInStore(app, store, work, actor)
  return mail ?? refused('no_address')
}

const asText = (query: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
