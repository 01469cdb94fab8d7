import {
  addDays,
  type Day,
  firstDayOfMonth,
  instantOf,
  isDay,
  lastDayOfMonth,
  weekday,
} from '#shared/days.ts'
import { dayOf } from '#ui/format.ts'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'

export const presets = [
  'today',
  'yesterday',
  'thisWeek',
  'thisMonth',
  'lastMonth',
  'thisYear',
] as const
export type Preset = (typeof presets)[number]

/** The days of a preset; what is still to come of a month or year is left out. */
export function presetDays(preset: Preset, today: Day): { from: Day; to: Day } {
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) }
    case 'thisWeek':
      return { from: addDays(today, 1 - weekday(today)), to: today }
    case 'thisMonth':
      return { from: firstDayOfMonth(today), to: today }
    case 'lastMonth': {
      const last = addDays(firstDayOfMonth(today), -1)
      return { from: firstDayOfMonth(last), to: lastDayOfMonth(last) }
    }
    case 'thisYear':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
  }
}

/** The preset that has exactly these days. */
export function presetOf(from: Day, to: Day, today: Day): Preset | undefined {
  return presets.find((preset) => {
    const days = presetDays(preset, today)
    return days.from === from && days.to === to
  })
}

/** What the numbers are asked for, as it stands in the address; the month so far unless said. */
export interface Asked {
  today: Day
  from: Day
  to: Day
  stores: 'all' | undefined
  /** The day at whose end the numbers were known. */
  known: Day | undefined
  /** Narrowed by values of breakdowns, as the routes take it. */
  where: string | undefined
  /** The same for the routes. */
  query: { from: Day; to: Day; stores?: string; asOf?: string; where?: string }
}

/** The question in the address, and how it is changed. */
export function useAsked(defaultStores?: 'all'): Asked & {
  change: (change: Record<string, string | undefined>) => void
} {
  const { search, setSearch } = useNavigation()
  const zone = useTimeZone()
  const today = dayOf(useNow(), zone)
  const month = presetDays('thisMonth', today)
  const [from, to] = order(dayIn(search.from) ?? month.from, dayIn(search.to) ?? month.to)
  const stores = (search.stores ?? defaultStores) === 'all' ? 'all' : undefined
  const known = dayIn(search.known)
  const where = search.where
  const end = known && instantOf(addDays(known, 1), '00:00', zone ?? 'UTC').getTime() - 1
  return {
    today,
    from,
    to,
    stores,
    known,
    where,
    query: {
      from,
      to,
      ...(where ? { where } : {}),
      ...(stores ? { stores } : {}),
      ...(end ? { asOf: new Date(end).toISOString() } : {}),
    },
    change: (change) => setSearch(change, { replace: true }),
  }
}

const dayIn = (text: string | undefined): Day | undefined => (isDay(text) ? text : undefined)
const order = (a: Day, b: Day): [Day, Day] => (a <= b ? [a, b] : [b, a])
