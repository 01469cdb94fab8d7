import { addDays, type Day, firstDayOfMonth, lastDayOfMonth, weekday } from './days.ts'

/**
 * The first and last day of a period that moves with the day: `last_month`, `this_quarter`, … What is
 * still to come is left out; weeks begin on Monday. An unknown name is the month up to today.
 */
export function movingPeriod(name: string, today: Day): { from: Day; to: Day } {
  const month = firstDayOfMonth(today)
  const quarter = firstOfQuarter(today)
  const monday = addDays(today, 1 - weekday(today))
  const before = addDays(month, -1)
  switch (name) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) }
    case 'this_week':
      return { from: monday, to: today }
    case 'last_week':
      return { from: addDays(monday, -7), to: addDays(monday, -1) }
    case 'last_month':
      return { from: firstDayOfMonth(before), to: lastDayOfMonth(before) }
    case 'this_quarter':
      return { from: quarter, to: today }
    case 'last_quarter': {
      const last = addDays(quarter, -1)
      return { from: firstOfQuarter(last), to: last }
    }
    case 'this_year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
    case 'last_30_days':
      return { from: addDays(today, -29), to: today }
    case 'last_90_days':
      return { from: addDays(today, -89), to: today }
    case 'last_12_months': {
      const year = Number(today.slice(0, 4)) - 1
      return { from: firstDayOfMonth(addDays(`${year}-${today.slice(5, 7)}-01`, 31)), to: today }
    }
    default:
      return { from: month, to: today }
  }
}

function firstOfQuarter(day: Day): Day {
  const first = 3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}
