import type { Locale } from '#shared/errors.ts'
import { dateInYear, monthName, sayDate } from '#shared/say-date.ts'
import { say } from '#shared/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { languageTag } from '#ui/words.tsx'

export { sayDate, sayPeriod } from '#shared/say-date.ts'

const dayMs = 86_400_000
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const clocks = new Map<string | undefined, Intl.DateTimeFormat>()
const figures = new Map<string, Intl.NumberFormat>()

/** `2026-09-03` and `15:30` of an instant. Making a formatter is dear, so there is one per zone. */
function inZone(at: Date, timeZone: string | undefined): { day: string; time: string } {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    })
    clocks.set(timeZone, clock)
  }
  // 03/09/2026, 15:30
  const text = clock.format(at)
  return {
    day: `${text.slice(6, 10)}-${text.slice(3, 5)}-${text.slice(0, 2)}`,
    time: text.slice(-5),
  }
}

/** The business day (`2026-09-03`) of an instant in a time zone (the browser's unless given). */
export function dayOf(at: Date, timeZone?: string): string {
  return inZone(at, timeZone).day
}

/**
 * A business day as people say it: 今天, 明天, 昨天, the weekday within the coming six days,
 * 9月3日, with the year when it is another. Takes `YYYY-MM-DD`.
 */
export function sayDay(day: string, today: string, locale: Locale): string {
  const distance = Math.round((timeOf(day) - timeOf(today)) / dayMs)
  if (distance === 0) return say(uiWords.today, locale)
  if (distance === 1) return say(uiWords.tomorrow, locale)
  if (distance === -1) return say(uiWords.yesterday, locale)
  if (distance > 1 && distance < 7) return sayWeekday(day, locale)
  const isThisYear = day.slice(0, 4) === today.slice(0, 4)
  return isThisYear ? dateInYear(day, locale) : sayDate(day, locale)
}

/** An instant as people say it: 今天 15:30, 9月3日 10:05. */
export function sayInstant(at: Date, now: Date, locale: Locale, timeZone?: string): string {
  const { day, time } = inZone(at, timeZone)
  return `${sayDay(day, dayOf(now, timeZone), locale)} ${time}`
}

export function sayTime(at: Date, timeZone?: string): string {
  return inZone(at, timeZone).time
}

/** The exact date (and time), for the hover: 2026年9月3日星期四 15:30. */
export function exactDate(at: Date | string, locale: Locale, timeZone?: string): string {
  const isDay = typeof at === 'string' && at.length === 10
  const { day, time } = isDay ? { day: at, time: '' } : inZone(new Date(at), timeZone)
  const date =
    locale === 'zh'
      ? `${sayDate(day, locale)}星期${chineseWeekday(day)}`
      : `${weekdayOf(day)} ${Number(day.slice(8))} ${monthName(day)} ${day.slice(0, 4)}`
  return time === '' ? date : `${date} ${time}`
}

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
/** The weekday of a business day: 周三, Wed. */
export const sayWeekday = (day: string, locale: Locale): string =>
  locale === 'zh' ? `周${chineseWeekday(day)}` : weekdayOf(day).slice(0, 3)

const weekdayNumber = (day: string) => new Date(timeOf(day)).getUTCDay()
const weekdayOf = (day: string) => weekdays[weekdayNumber(day)] ?? ''
const chineseWeekday = (day: string) => '日一二三四五六'.charAt(weekdayNumber(day))

/** A count or amount with thousands marks; `digits` after the point (none unless said). */
export function sayNumber(value: number, locale: Locale, digits = 0): string {
  const key = `${locale}${digits}`
  let figure = figures.get(key)
  if (figure === undefined) {
    figure = new Intl.NumberFormat(languageTag(locale), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    figures.set(key, figure)
  }
  return figure.format(value)
}

/** Money in fen as yuan (no unit: it stands in the header). */
export function sayYuan(fen: number, locale: Locale): string {
  return sayNumber(fen / 100, locale, fen % 100 === 0 ? 0 : 2)
}

/** A share as per cent with one digit: 0.425 → 42.5%. */
export function sayShare(value: number): string {
  return `${(value * 100).toFixed(1)}%`
}

/** A rate with its n: 42.5%（n=40）; below the least n it says so instead of pretending. */
export function sayRate(numerator: number, n: number, locale: Locale, leastN = 1): string {
  if (n < leastN || n === 0) return say(uiWords.tooFew, locale, { n })
  return say(uiWords.rateOf, locale, { rate: sayShare(numerator / n), n: sayNumber(n, locale) })
}

/** Minutes: 35 分钟, 2 小时 5 分. */
export function sayMinutes(minutes: number, locale: Locale): string {
  const whole = Math.max(0, Math.floor(minutes))
  if (whole < 60) return say(uiWords.minutes, locale, { n: whole })
  return say(uiWords.hoursMinutes, locale, { h: Math.floor(whole / 60), m: whole % 60 })
}

/** How many a filter finds: exact up to 10,000, then 10,000+. */
export function sayCount(n: number, locale: Locale): string {
  if (n > 10_000) return say(uiWords.countMore, locale)
  return say(uiWords.count, locale, { n, shown: sayNumber(n, locale) })
}
