import { createHash, randomBytes } from 'node:crypto'
import { type App, runInStore } from '#foundation/app.ts'
import { type Ctx, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { hashToken, mailPeople } from '#modules/access/index.ts'
import { addDays, dayInZone, instantOf } from '#shared/days.ts'
import { coreError, type Locale } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { reminderWords } from '../words.ts'
import { deleteFeed, type FeedRow, findFeed, saveFeed } from './calendar.queries.ts'
import { listAppointments, listPromises } from './sources.queries.ts'
import { listTasksBetween } from './tasks.queries.ts'

const daysBack = 14
const daysAhead = 120
const tokenPattern = /^([A-Za-z0-9_-]{43})\.ics$/

/** A new secret address of one's own calendar; the one before stops working. */
export async function makeCalendarAddress(ctx: Ctx, names: 'full' | 'initials') {
  const token = randomBytes(32).toString('base64url')
  const personId = personOf(ctx)
  await saveFeed(ctx.tx, {
    token_hash: hashToken(token),
    group_id: ctx.store.groupId,
    person_id: personId,
    store_id: ctx.store.id,
    names,
    created_at: ctx.now,
  })
  audit(ctx, {
    action: 'person.calendar_address_made',
    recordType: 'person',
    recordId: personId,
    detail: { names },
  })
  return { path: `/api/calendar/${token}.ics` }
}

export async function stopCalendar(ctx: Ctx): Promise<void> {
  await deleteFeed(ctx.tx, personOf(ctx))
  audit(ctx, {
    action: 'person.calendar_address_stopped',
    recordType: 'person',
    recordId: personOf(ctx),
  })
}

/**
 * The calendar behind a secret address, as iCalendar with its entity tag: promises all day,
 * appointments, tasks; no numbers. Throws `core.not_found` for a wrong or stopped address, and for
 * whoever is not here any more.
 */
export async function readCalendar(app: App, file: string): Promise<{ body: string; tag: string }> {
  const token = tokenPattern.exec(file)?.[1]
  const feed = token === undefined ? undefined : await findFeed(app.db, hashToken(token))
  const store = feed && (await app.findStore(app.db, feed.store_id))
  if (!feed || !store) throw coreError('core.not_found')
  const body = await runInStore(app, store, async (ctx) => {
    const person = (await mailPeople(ctx, [feed.person_id])).get(feed.person_id)
    if (!person) throw coreError('core.not_found')
    return write(ctx, feed, person.locale, app.config.publicUrl)
  })
  return { body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }
}

async function write(
  ctx: Ctx,
  feed: FeedRow,
  locale: Locale,
  publicUrl: string | undefined,
): Promise<string> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const [from, to] = [addDays(today, -daysBack), addDays(today, daysAhead)]
  const zone = ctx.store.timeZone
  const { ICalCalendar } = await import('ical-generator')
  const calendar = new ICalCalendar({
    name: say(reminderWords.calendarName, locale),
    prodId: { company: 'Keyuan', product: 'Keyuan', language: locale === 'zh' ? 'ZH' : 'EN' },
    ttl: 60 * 30,
  })
  const called = (name: string | null) => nameFor(feed.names, name)
  const link = (customerId: string) =>
    publicUrl ? { url: `${publicUrl.replace(/\/$/, '')}/customers/${customerId}` } : {}

  for (const row of await listPromises(ctx, feed.person_id, from, to))
    calendar.createEvent({
      id: row.id,
      stamp: row.made_at,
      ...allDay(row.due_on),
      summary: say(reminderWords.calendarPromise, locale, {
        customer: called(row.customer_name),
        level: row.level,
      }),
      ...link(row.customer_id),
    })
  const [start, end] = [instantOf(from, '00:00', zone), instantOf(to, '00:00', zone)]
  for (const row of await listAppointments(ctx, feed.person_id, start, end))
    calendar.createEvent({
      id: row.id,
      stamp: row.made_at,
      start: row.starts_at,
      end: row.ends_at,
      summary: say(reminderWords.calendarAppointment, locale, {
        customer: called(row.customer_name),
      }),
      ...link(row.customer_id),
    })
  for (const row of await listTasksBetween(ctx, feed.person_id, from, to)) {
    const at = row.at_time === null ? undefined : instantOf(row.on_day, row.at_time, zone)
    calendar.createEvent({
      id: row.id,
      stamp: instantOf(row.on_day, '00:00', zone),
      ...(at ? { start: at, end: new Date(at.getTime() + 30 * 60_000) } : allDay(row.on_day)),
      summary: `${say(reminderWords[row.kind], locale)} ${called(row.customer_name)}`,
      ...(row.note ? { description: maskPhonesInText(row.note) } : {}),
      ...link(row.customer_id),
    })
  }
  return calendar.toString()
}

/** The whole of a business day; iCalendar counts to the day after. */
function allDay(day: string) {
  return {
    start: new Date(`${day}T00:00:00Z`),
    end: new Date(`${addDays(day, 1)}T00:00:00Z`),
    allDay: true,
    timezone: 'UTC',
  }
}

/** In full, or its first character: 王**, J**. Numbers typed into a name are masked either way. */
function nameFor(names: 'full' | 'initials', name: string | null): string {
  const full = maskPhonesInText(name ?? '')
  return names === 'full' ? full : `${Array.from(full)[0] ?? ''}**`
}
