// Business days as people write them, on screens and on paper.
import { type Day, dayInZone, timeInZone } from '#shared/days.ts'
import type { Locale } from '#shared/errors.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A business day with its year, in short: 2026年9月3日, 3 Sept 2026. */
export function sayDate(day: Day, locale: Locale): string {
  return locale === 'zh'
    ? `${Number(day.slice(0, 4))}年${dateInYear(day, locale)}`
    : `${dateInYear(day, locale)} ${day.slice(0, 4)}`
}

/** A business day without its year: 9月3日, 3 Sept. */
export function dateInYear(day: Day, locale: Locale): string {
  const date = Number(day.slice(8))
  if (locale === 'zh') return `${Number(day.slice(5, 7))}月${date}日`
  const month = monthName(day)
  return `${date} ${month.slice(0, month === 'September' ? 4 : 3)}`
}

/** The English name of a day's month. */
export function monthName(day: Day): string {
  return months[Number(day.slice(5, 7)) - 1] ?? ''
}

/** A period of business days, its year said once where it has one: 2026年11月1日 – 11月30日. */
export function sayPeriod(from: Day, to: Day, locale: Locale): string {
  if (from === to) return sayDate(from, locale)
  if (from.slice(0, 4) !== to.slice(0, 4))
    return `${sayDate(from, locale)} – ${sayDate(to, locale)}`
  return locale === 'zh'
    ? `${sayDate(from, locale)} – ${dateInYear(to, locale)}`
    : `${dateInYear(from, locale)} – ${sayDate(to, locale)}`
}

/** An instant with its date and time in a time zone, for paper: 2026年9月3日 15:30. */
export function sayMoment(at: Date, timeZone: string, locale: Locale): string {
  return `${sayDate(dayInZone(at, timeZone), locale)} ${timeInZone(at, timeZone)}`
}
