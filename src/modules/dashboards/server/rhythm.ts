import { addDays, type Day, weekday } from '#shared/days.ts'

export interface Rhythm {
  rhythm: 'daily' | 'weekly' | 'monthly'
  /** 1 = Monday; weekly only. */
  weekday: number | null
  /** 1 to 28; monthly only. */
  monthDay: number | null
}

/** The first day of a rhythm on or after `from`. */
export function nextOf({ rhythm, weekday: wanted, monthDay }: Rhythm, from: Day): Day {
  if (rhythm === 'daily') return from
  const fits = (day: Day): boolean =>
    rhythm === 'weekly' ? weekday(day) === wanted : Number(day.slice(8)) === monthDay
  for (let day = from, tries = 0; tries < 31; day = addDays(day, 1), tries += 1)
    if (fits(day)) return day
  return from
}
