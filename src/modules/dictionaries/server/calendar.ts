import type { Tx } from '#foundation/db/database.ts'
import { defaultClosedDays, holidayMarks } from '#foundation/holidays.ts'
import type { Day } from '#shared/days.ts'
import type { CalendarMark } from '../contract.ts'
import {
  deleteEstimatedMarks,
  insertClosedDays,
  insertMarks,
  type MarkRow,
  selectClosedDays,
  selectMarks,
} from './calendar.queries.ts'

/**
 * The days a store is closed from `from` to `to`, both included: business days of the store's zone.
 * Holidays are not among them unless the store closed on them (rules.md, The promise).
 */
export async function closedDays(tx: Tx, storeId: number, from: Day, to: Day): Promise<Set<Day>> {
  const rows = await selectClosedDays(tx, storeId, from, to)
  return new Set(rows.map((row) => String(row.day)))
}

/** Whether a store is closed on a business day. */
export async function isClosedOn(tx: Tx, storeId: number, day: Day): Promise<boolean> {
  return (await closedDays(tx, storeId, day, day)).has(day)
}

/** The marks of a group's calendar, for analysis: holidays and make-up workdays, both ends included. */
export async function listCalendarMarks(
  tx: Tx,
  groupId: number,
  from: Day,
  to: Day,
): Promise<CalendarMark[]> {
  return (await selectMarks(tx, groupId, from, to)).map(presentMark)
}

/**
 * Gives a group the public holidays and make-up workdays of years. Days already marked stay, but
 * estimates nobody has touched go once their year is published.
 */
export async function seedCalendar(
  tx: Tx,
  groupId: number,
  years: readonly number[],
): Promise<void> {
  const marks = holidayMarks(years)
  const published = years.filter(
    (year) => !marks.some((mark) => mark.isEstimated && mark.day.startsWith(`${year}-`)),
  )
  for (const year of published) await deleteEstimatedMarks(tx, groupId, year)
  await insertMarks(
    tx,
    marks.map((mark) => ({
      group_id: groupId,
      day: mark.day,
      kind: mark.kind,
      name: mark.nameZh,
      name_en: mark.nameEn,
      is_estimated: mark.isEstimated,
    })),
  )
}

/** Closes a store on the first three days of the Spring Festival of years (rules.md, The promise). */
export async function seedClosedDays(
  tx: Tx,
  storeId: number,
  years: readonly number[],
  now: Date,
): Promise<void> {
  await insertClosedDays(tx, storeId, years.flatMap(defaultClosedDays), {
    reason: '春节',
    setBy: null,
    now,
  })
}

/** Row to the mark as both sides know it. */
export function presentMark(row: MarkRow): CalendarMark {
  return {
    day: String(row.day),
    kind: row.kind as CalendarMark['kind'],
    name: row.name,
    nameEn: row.name_en,
    isEstimated: row.is_estimated,
    version: row.version,
  }
}
