import type { Locale } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { languageTag } from '#ui/words.tsx'

const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function intl(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', options)
  formats.set(key, made)
  return made
}

/** The business day (`2026-09-03`) of an instant in a time zone (the browser's unless given). */
export function dayOf(at: Date, timeZone?: string): string {
  const parts = intl('en', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone })
    .formatToParts(at)
    .map((part) => [part.type, part.value])
  const { year, month, day } = Object.fromEntries(parts) as Record<string, string>
  return `${year}-${month}-${day}`
}

/**
 * A business day as people say it: 今天, 明天, 昨天, the weekday within the coming or past six
 * days, 9月3日, with the year when it is another. Takes `YYYY-MM-DD`.
 */
export function sayDay(day: string, today: string, locale: Locale): string {
  const at = new Date(`${day}T00:00:00Z`)
  const distance = Math.round((at.getTime() - Date.parse(`${today}T00:00:00Z`)) / dayMs)
  if (distance === 0) return say(uiWords.today, locale)
  if (distance === 1) return say(uiWords.tomorrow, locale)
  if (distance === -1) return say(uiWords.yesterday, locale)
  if (distance > 1 && distance < 7)
    return intl(locale, { weekday: 'short', timeZone: 'UTC' }).format(at)
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  const month = locale === 'zh' ? 'long' : 'short'
  return intl(locale, {
    month,
    day: 'numeric',
    timeZone: 'UTC',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** An instant as people say it: 今天 15:30, 9月3日 10:05. */
export function sayInstant(at: Date, now: Date, locale: Locale, timeZone?: string): string {
  const day = sayDay(dayOf(at, timeZone), dayOf(now, timeZone), locale)
  return `${day} ${sayTime(at, locale, timeZone)}`
}

export function sayTime(at: Date, locale: Locale, timeZone?: string): string {
  return intl(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at)
}

/** The exact date (and time), for the hover: 2026年9月3日星期四 15:30. */
export function exactDate(at: Date | string, locale: Locale, timeZone?: string): string {
  const isDay = typeof at === 'string' && at.length === 10
  const date: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }
  if (isDay) return intl(locale, { ...date, timeZone: 'UTC' }).format(new Date(`${at}T00:00:00Z`))
  const instant = new Date(at)
  const day = intl(locale, { ...date, timeZone }).format(instant)
  return `${day} ${sayTime(instant, locale, timeZone)}`
}

/** A count or amount with thousands marks; `digits` after the point (none unless said). */
export function sayNumber(value: number, locale: Locale, digits = 0): string {
  return new Intl.NumberFormat(languageTag(locale), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
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
