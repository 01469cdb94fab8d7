import { defaultClosedDays } from '#foundation/holidays.ts'
import { addDays, type Day, daysBetween } from '#shared/days.ts'

interface Mark {
  day: Day
  kind: string
  name: string
}

const beforeNewYear = 10
const afterNewYear = 20

/**
 * The day of `year` that answers to a day of the year before: around the Spring Festival the same
 * distance from the lunar new year, else the same place in the holiday of the same name, else the
 * same date. Undefined where there is none (29 February).
 */
export function sameDayOf(year: number, day: Day, marks: readonly Mark[]): Day | undefined {
  const offset = daysBetween(newYearOf(year - 1), day)
  if (offset >= -beforeNewYear && offset <= afterNewYear) return addDays(newYearOf(year), offset)
  const name = marks.find((mark) => mark.day === day && mark.kind === 'holiday')?.name
  if (name !== undefined) {
    const first = firstOf(year - 1, name, marks)
    const answering = firstOf(year, name, marks)
    if (first && answering) return addDays(answering, daysBetween(first, day))
  }
  const date = `${year}${day.slice(4)}`
  return day.slice(5) === '02-29' ? undefined : date
}

function newYearOf(year: number): Day {
  return defaultClosedDays(year)[0] as Day
}

function firstOf(year: number, name: string, marks: readonly Mark[]): Day | undefined {
  return marks
    .filter((m) => m.kind === 'holiday' && m.name === name && m.day.startsWith(`${year}-`))
    .map((m) => m.day)
    .sort()[0]
}
