import {
  addDays,
  type Day,
  daysFromTo,
  firstDayOfMonth,
  lastDayOfMonth,
  weekday,
} from '#shared/days.ts'

/** The weeks of a month, Monday first, filled up with the days around it. Takes 'YYYY-MM'. */
export function weeksOf(month: string): Day[][] {
  const first = firstDayOfMonth(month)
  const last = lastDayOfMonth(month)
  const days = daysFromTo(addDays(first, 1 - weekday(first)), addDays(last, 7 - weekday(last)))
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

/** The month `count` months later: '2026-12', 1 → '2027-01'. */
export function addMonths(month: string, count: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  const year = String(Math.floor(months / 12)).padStart(4, '0')
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** Whether a text of the address is a month the calendar shows. */
export function isMonth(text: string | undefined): text is string {
  return text !== undefined && /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/.test(text)
}
