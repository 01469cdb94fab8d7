import { daysBetween } from '#shared/days.ts'
import type { Locale } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import { sayNumber, sayRate, sayShare, sayYuan } from '#ui/format.ts'
import { languageTag } from '#ui/words.tsx'
import type { Figure, MetricTable } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { metricWords } from '../words.ts'

export type Unit = MetricTable['unit']

/** A number in words: a count with thousands marks, money in yuan, a rate in per cent with its n. */
export function sayFigure(figure: Figure, unit: Unit, locale: Locale, leastN: number): string {
  if (figure.denominator !== null && figure.n === 0) return '—'
  return unit === 'rate'
    ? sayRate(figure.numerator, figure.n, locale, leastN)
    : sayValue(figure.value, unit, locale)
}

/** Just the number, for the large type of a tile. */
export function sayValue(value: number | null, unit: Unit, locale: Locale): string {
  if (value === null) return '—'
  if (unit === 'amount') return sayYuan(value, locale)
  return unit === 'rate' ? sayShare(value) : sayNumber(value, locale)
}

/** How a number stands against an earlier one: `▲ 12.0%`, for rates in points; '' if it cannot be said. */
export function sayChange(now: Figure, before: Figure, unit: Unit, locale: Locale): string {
  if (now.value === null || before.value === null || now.tooFew || before.tooFew) return ''
  if (unit !== 'rate' && before.value === 0) return ''
  const change =
    unit === 'rate' ? now.value - before.value : (now.value - before.value) / before.value
  const size = Math.abs(change * 100).toFixed(1)
  const sign = change > 0 ? '▲' : change < 0 ? '▼' : '＝'
  return `${sign} ${unit === 'rate' ? say(metricWords.points, locale, { n: size }) : `${size}%`}`
}

/**
 * The name of a row: days with their weekday and holiday, weeks by their first day, else its label.
 * Days and weeks carry their year where the period has several (`withYear`).
 */
export function sayRow(
  by: Breakdown,
  row: { key: string; label: string; labelEn: string },
  { marks, withYear }: { marks: MetricTable['marks']; withYear: boolean },
  locale: Locale,
): string {
  const year = withYear ? `${row.key.slice(0, 4)}/` : ''
  if (by === 'day') return `${year}${sayMarkedDay(row.key, marks, locale)}`
  if (by === 'week') return `${year}${shortDay(row.key)} –`
  if (by === 'month') return row.key
  return locale === 'zh' ? row.label : row.labelEn
}

/** Whether rows of days or weeks lie in more than one year. */
export const severalYears = (rows: readonly { key: string }[]): boolean =>
  new Set(rows.map((row) => row.key.slice(0, 4))).size > 1

function sayMarkedDay(day: string, marks: MetricTable['marks'], locale: Locale): string {
  const mark = marks.find((one) => one.day === day)
  const name = new Intl.DateTimeFormat(languageTag(locale), {
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
  const holiday = mark
    ? ` ${mark.kind === 'holiday' ? (locale === 'zh' ? mark.name : mark.nameEn) : say(metricWords.makeupWorkday, locale)}`
    : ''
  return `${shortDay(day)} ${name}${holiday}`
}

const shortDay = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`

/** Which of the time breakdowns suits a period; rates need more records in each of their steps. */
export function suitableTime(from: string, to: string, unit: Unit): 'day' | 'week' | 'month' {
  const days = daysBetween(from, to) + 1
  if (unit === 'rate') return days <= 7 ? 'day' : days <= 120 ? 'week' : 'month'
  return days <= 62 ? 'day' : days <= 200 ? 'week' : 'month'
}
