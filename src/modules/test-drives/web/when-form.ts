import { instantOf, isDay } from '#shared/days.ts'

/** What a booking's form holds; day and time are those of the store, times on quarters of an hour. */
export interface BookingValues {
  carId: string
  day: string
  time: string
  minutes: string
  routeId: string
  note: string
}

export const lengths = ['30', '45', '60', '90', '120'] as const

/** The instant the form says; undefined where day or time are not whole. */
export function startOf(values: Pick<BookingValues, 'day' | 'time'>, zone: string) {
  if (!isDay(values.day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(values.time)) return undefined
  return instantOf(values.day, values.time, zone)
}

/** The quarter a time of the day lies in, `10:15`. */
export function quarterOfTime(time: string): string {
  const minutes = Math.floor(Number(time.slice(3)) / 15) * 15
  return `${time.slice(0, 2)}:${String(minutes).padStart(2, '0')}`
}
