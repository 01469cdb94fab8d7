import { addDays, firstDayOfMonth } from '#shared/days.ts'
import type { Desk, PageSource } from './desk.ts'

/** A year and a half of months: the last ones are still open and say so. */
export const cyclePeriod: PageSource['period'] = (today) => ({
  from: firstDayOfMonth(addDays(firstDayOfMonth(today), -520)),
  to: today,
})

export const askedOf = (desk: Desk) => ({
  stores: desk.stores.map((store) => store.id),
  from: desk.from,
  to: desk.to,
  series: desk.asked.series,
})

export const whereSeries = (desk: Desk) =>
  desk.asked.series ? { series: desk.asked.series } : ({} as Record<string, string>)
