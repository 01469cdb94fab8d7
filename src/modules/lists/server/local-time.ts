import { dayInZone } from '#shared/days.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day and the minutes since midnight that the clocks of a zone show at an instant. */
export function minutesOfDay(at: Date, zone: string): { day: string; minutes: number } {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    })
    formats.set(zone, format)
  }
  const [hours = 0, minutes = 0] = format.format(at).split(':').map(Number)
  return { day: dayInZone(at, zone), minutes: hours * 60 + minutes }
}
