import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { mailPeople } from '#modules/access/index.ts'
import { addDays, dayInZone, timeInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { dashboardsError, type ReportQuery, reportQuerySchema, type Schedule } from '../contract.ts'
import { readReport } from './report.ts'
import { nextOf, type Rhythm } from './rhythm.ts'
import {
  insertSchedule,
  listScheduleRows,
  type ScheduleRow,
  updateSchedule,
} from './schedules.queries.ts'

/** The mailed reports of the store for its managers, for others those they made or get. */
export async function listSchedules(ctx: Ctx): Promise<Schedule[]> {
  const isManager = can(ctx, 'displays.manage', 'store')
  const rows = await listScheduleRows(ctx, { personId: isManager ? undefined : personOf(ctx) })
  return rows.map(present)
}

export interface NewSchedule extends Rhythm {
  id?: string | undefined
  name: string
  query: ReportQuery
  personIds: string[]
  atTime: string
}

/**
 * Mails a report to people of the store on a rhythm, the first time on the next such day and hour.
 * Throws `dashboards.rhythm`, `dashboards.no_such_person`, `dashboards.no_address`.
 */
export async function makeSchedules(ctx: Ctx, given: NewSchedule): Promise<Schedule[]> {
  if (
    (given.rhythm === 'weekly' && given.weekday === null) ||
    (given.rhythm === 'monthly' && given.monthDay === null)
  )
    throw dashboardsError('dashboards.rhythm')
  // What cannot be asked is not promised.
  await readReport(ctx, given.query)
  const people = await mailPeople(ctx, given.personIds)
  const { timeZone } = ctx.store
  const today = dayInZone(ctx.now, timeZone)
  const first = given.atTime > timeInZone(ctx.now, timeZone) ? today : addDays(today, 1)
  const made: Schedule[] = []
  for (const [place, personId] of [...new Set(given.personIds)].entries()) {
    const person = people.get(personId)
    if (!person) throw dashboardsError('dashboards.no_such_person')
    if (person.address === '') throw dashboardsError('dashboards.no_address', { name: person.name })
    // The id sent is the first person's; a resent request makes no second one for the others.
    const id = place === 0 && given.id !== undefined ? given.id : uuidv7()
    await insertSchedule(ctx, {
      store_id: ctx.store.id,
      id,
      name: given.name,
      query: JSON.stringify(given.query),
      person_id: personId,
      rhythm: given.rhythm,
      weekday: given.rhythm === 'weekly' ? given.weekday : null,
      month_day: given.rhythm === 'monthly' ? given.monthDay : null,
      at_time: given.atTime,
      next_on: nextOf(given, first),
      made_by: personOf(ctx),
      made_at: ctx.now,
    })
    audit(ctx, {
      action: 'report.scheduled',
      recordType: 'report_schedule',
      recordId: id,
      detail: { name: given.name, personId, rhythm: given.rhythm, query: given.query },
    })
    made.push(...(await listScheduleRows(ctx, { id })).map(present))
  }
  return made
}

/** Pauses or resumes; resuming starts with the next day of the rhythm. Throws `core.stale_version`. */
export async function changeSchedule(
  ctx: Ctx,
  id: string,
  change: { version: number; isPaused: boolean },
): Promise<Schedule> {
  const row = await changeable(ctx, id)
  if (row.version !== change.version)
    throw coreError('core.stale_version', { current: present(row) })
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  await updateSchedule(ctx, id, {
    paused_at: change.isPaused ? ctx.now : null,
    ...(change.isPaused
      ? {}
      : {
          next_on: nextOf(
            { rhythm: row.rhythm, weekday: row.weekday, monthDay: row.month_day },
            addDays(today, 1),
          ),
        }),
  })
  return present(await changeable(ctx, id))
}

export async function withdrawSchedule(ctx: Ctx, id: string): Promise<undefined> {
  const row = await changeable(ctx, id)
  await updateSchedule(ctx, id, { withdrawn_at: ctx.now })
  audit(ctx, {
    action: 'report.unscheduled',
    recordType: 'report_schedule',
    recordId: id,
    detail: { name: row.name, personId: row.person_id },
  })
  return undefined
}

/** Whoever made it or gets it may stop it, and the managers of the store. */
async function changeable(ctx: Ctx, id: string): Promise<ScheduleRow> {
  const me = personOf(ctx)
  const [row] = await listScheduleRows(ctx, { id })
  if (!row || (row.made_by !== me && row.person_id !== me && !can(ctx, 'displays.manage', 'store')))
    throw coreError('core.not_found')
  return row
}

function present(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    name: row.name,
    personId: row.person_id,
    personName: row.person_name,
    rhythm: row.rhythm,
    weekday: row.weekday,
    monthDay: row.month_day,
    atTime: row.at_time,
    nextOn: row.next_on,
    isPaused: row.paused_at !== null,
    lastSentAt: row.last_sent_at?.toISOString() ?? null,
    lastError: row.last_error,
    attempts: row.attempts ?? 0,
    againAt: row.last_error && !row.given_up_at ? (row.again_at?.toISOString() ?? null) : null,
    query: asStrings(row.query),
    version: row.version,
  }
}

const asStrings = (query: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))

/** The kept question; undefined where a later release no longer knows it. */
export function readQuery(query: unknown): ReportQuery | undefined {
  const parsed = reportQuerySchema.safeParse(query)
  return parsed.success ? parsed.data : undefined
}
