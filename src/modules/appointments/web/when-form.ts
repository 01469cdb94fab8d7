import { addDays, instantOf, isDay } from '#shared/days.ts'
import type { Purpose } from '../contract.ts'

/** What the form of an appointment holds; day and time are those of the store. */
export interface AppointmentValues {
  purpose: Purpose
  day: string
  time: string
  minutes: string
  personId: string
  note: string
}

export const lengths = ['30', '60', '90', '120'] as const

/** The next full half hour, tomorrow morning after closing: where people begin to choose. */
export function firstProposal(today: string, timeNow: string): { day: string; time: string } {
  const hour = Number(timeNow.slice(0, 2)) + (Number(timeNow.slice(3)) < 30 ? 1 : 2)
  if (hour < 10) return { day: today, time: '10:00' }
  if (hour > 17) return { day: addDays(today, 1), time: '10:00' }
  return { day: today, time: `${hour}:00` }
}

/** The instant the form says; undefined where day or time are not whole. */
export function startOf(
  values: Pick<AppointmentValues, 'day' | 'time'>,
  timeZone: string,
): Date | undefined {
  if (!isDay(values.day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(values.time)) return undefined
  return instantOf(values.day, values.time, timeZone)
}
