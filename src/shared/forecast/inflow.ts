import type { DayNumber } from './history.ts'

const recentDays = 91
/** So many cards stand behind a factor before it is believed by half. */
const doubtSeason = 40
const doubtWeekday = 25

/**
 * How many new cards are expected on each day after `today` up to `to`: the pace of the last quarter,
 * by weekday, and by the month's own season where the past holds at least thirteen months.
 */
export function expectedInflow(
  openings: readonly DayNumber[],
  today: DayNumber,
  to: DayNumber,
): number[] {
  const known = openings.filter((day) => day <= today)
  if (known.length === 0) return Array.from({ length: Math.max(0, to - today) }, () => 0)
  const first = known.reduce((least, day) => Math.min(least, day), today)
  const span = today - first + 1
  const season = seasonsOf(known, first, today)
  const recent = Math.min(recentDays, span)
  const lately = known.filter((day) => day > today - recent).length
  let weight = 0
  for (let day = today - recent + 1; day <= today; day += 1) weight += season(day)
  const rate = lately / Math.max(1, weight)
  const weekdays = weekdaysOf(known, Math.max(first, today - 364), today)
  return Array.from({ length: Math.max(0, to - today) }, (_, place) => {
    const day = today + 1 + place
    return rate * season(day) * (weekdays[weekdayOf(day)] ?? 1)
  })
}

/** 0 is a Thursday, the weekday of 1 January 1970: only equality matters here. */
const weekdayOf = (day: DayNumber): number => ((day % 7) + 7) % 7

function weekdaysOf(days: readonly DayNumber[], from: DayNumber, to: DayNumber): number[] {
  const inSpan = days.filter((day) => day >= from && day <= to)
  const mean = inSpan.length / 7
  return Array.from({ length: 7 }, (_, weekday) => {
    const count = inSpan.filter((day) => weekdayOf(day) === weekday).length
    return (count + doubtWeekday) / (mean + doubtWeekday)
  })
}

/** Factor of a day's month, the mean month being 1; 1 for every day of a short past. */
function seasonsOf(
  days: readonly DayNumber[],
  first: DayNumber,
  today: DayNumber,
): (day: DayNumber) => number {
  if (today - first < 395) return () => 1
  const counts = Array.from({ length: 12 }, () => 0)
  const open = Array.from({ length: 12 }, () => 0)
  for (const day of days) counts[monthOf(day)] = (counts[monthOf(day)] ?? 0) + 1
  for (let day = first; day <= today; day += 1) open[monthOf(day)] = (open[monthOf(day)] ?? 0) + 1
  const rate = days.length / (today - first + 1)
  const factors = counts.map((count, month) => {
    const even = rate * (open[month] ?? 0)
    return (count + doubtSeason) / (even + doubtSeason)
  })
  return (day) => factors[monthOf(day)] ?? 1
}

const monthOf = (day: DayNumber): number => new Date(day * 86_400_000).getUTCMonth()
