import { daysBetween, firstDayOfMonth, lastDayOfMonth } from '#shared/days.ts'
import { wholeMonths } from '../rules/closing-cycle.ts'
import { consultantsNeeded, peopleFor, type WaitLimit } from '../rules/staffing.ts'
import { change, type Desk, finding, type Page } from './desk.ts'

/** A weekday: who was there, how many came by hour, and its busiest hour. */
export interface DayNeed {
  weekday: number
  days: number
  onFloor: number
  byHour: Map<number, number>
  peak:
    | { weekday: number; hour: number; perHour: number; need: number; onFloor: number }
    | undefined
}

export function needByHour(
  floor: { weekday: number; days: number; consultants: number }[],
  arrivals: { weekday: number; hour: number; parties: number }[],
  minutes: number,
  limit: WaitLimit,
): DayNeed[] {
  return floor.map(({ weekday, days, consultants }) => {
    const byHour = new Map(
      arrivals
        .filter((row) => row.weekday === weekday)
        .map((row) => [row.hour, row.parties / days] as const),
    )
    const [hour, perHour] = [...byHour].toSorted((a, b) => b[1] - a[1])[0] ?? [0, 0]
    const onFloor = consultants / days
    return {
      weekday,
      days,
      onFloor,
      byHour,
      peak:
        perHour > 0
          ? { weekday, hour, perHour, need: consultantsNeeded(perHour, minutes, limit), onFloor }
          : undefined,
    }
  })
}

/** Each coming month: the same month a year before at the growth of the last twelve months. */
export async function comingMonths(
  desk: Desk,
  hours: readonly DayNeed[],
  minutes: number,
  limit: WaitLimit,
): Promise<Pick<Page, 'findings' | 'tables'>> {
  const { t, today, from, to } = desk
  const span = wholeMonths(today, 24)
  const rows = (await desk.figures('traffic', { by: 'month', ...span })).rows
  const earlier = rows.slice(0, 12)
  const last = rows.slice(12)
  const sum = (months: typeof rows) => months.reduce((total, row) => total + row.n, 0)
  if (earlier.some((row) => row.n === 0) || last.length < 12)
    return { findings: [finding('caution', t('growthMissing'))], tables: [] }
  const growth = sum(last) / sum(earlier)
  const now = await desk.figures('traffic', { by: 'month', from, to })
  const perDayNow = now.total.n / (daysBetween(from, to) + 1)
  const peak = Math.max(0, ...hours.map((day) => day.peak?.perHour ?? 0))
  const coming = last.slice(0, 6).map((row) => {
    const month = `${Number(row.key.slice(0, 4)) + 1}${row.key.slice(4)}`
    const length = Number(lastDayOfMonth(month).slice(8))
    const traffic = row.n * growth
    const scale = perDayNow > 0 ? traffic / length / perDayNow : 1
    const need = consultantsNeeded(peak * scale, minutes, limit)
    return { month, yearAgo: row, traffic, need, people: peopleFor(need) }
  })
  const most = coming.toSorted((a, b) => b.traffic - a.traffic)[0]
  return {
    findings: most
      ? [
          finding(
            'plain',
            t('comingFinding', {
              growth: change(growth - 1),
              month: most.month,
              traffic: Math.round(most.traffic),
              need: most.need,
              people: most.people,
            }),
          ),
        ]
      : [],
    tables: [
      {
        title: t('comingMonths'),
        columns: [
          { header: t('month'), unit: 'text' },
          { header: t('yearAgo'), unit: 'count' },
          { header: t('expectedTraffic'), unit: 'count' },
          { header: t('needAtPeak'), unit: 'count' },
          { header: t('peopleToEmploy'), unit: 'count' },
        ],
        rows: coming.map((row) => ({
          cells: [row.month, row.yearAgo.n, Math.round(row.traffic), row.need, row.people],
          link: desk.link('traffic', {
            from: firstDayOfMonth(row.yearAgo.key),
            to: lastDayOfMonth(row.yearAgo.key),
          }),
          mark: null,
        })),
        note: t('comingNote', { growth: change(growth - 1) }),
      },
    ],
  }
}
