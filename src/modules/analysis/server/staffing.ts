import { addDays } from '#shared/days.ts'
import type { WaitLimit } from '../rules/staffing.ts'
import {
  finding,
  nothingYet,
  oneDigit,
  type Page,
  type PageSource,
  pct,
  yesterday,
} from './desk.ts'
import { countArrivals, countMinutes, countOnFloor, countReceptions } from './reception.queries.ts'
import { capacityTable, hourTable } from './staffing-tables.ts'
import { comingMonths, type DayNeed, needByHour } from './staffing-need.ts'
import { sayWeekday } from './traffic.ts'

const leastReceptions = 50

/** What a consultant receives in a day, and how many are needed by weekday and hour and in coming months (000-34). */
export const staffingPage: PageSource = {
  isOwnStore: true,
  period: (today) => ({ from: addDays(today, -91), to: yesterday(today) }),
  read: async (desk) => {
    const { t, ctx, from, to } = desk
    const period = { storeId: ctx.store.id, from, to }
    const minutes = await countMinutes(ctx.tx, period)
    const received = minutes.reduce((sum, row) => sum + row.parties, 0)
    const method = [t('erlangMethod'), t('staffingAssumptions')]
    if (received < leastReceptions)
      return nothingYet(t('staffingMissing', { n: received, least: leastReceptions }), method)
    const mean = minutes.reduce((sum, row) => sum + (row.minutes + 0.5) * row.parties, 0) / received
    const limit: WaitLimit = {
      minutes: desk.asked.wait ?? 5,
      share: (desk.asked.waiting ?? 20) / 100,
    }
    const floor = await countOnFloor(ctx.tx, period)
    const arrivals = await countArrivals(ctx.tx, { ...period, timeZone: ctx.store.timeZone })
    const hours = needByHour(floor, arrivals, mean, limit)
    const peaks = hours.map((day) => day.peak).filter((peak) => peak !== undefined)
    const worst = peaks.toSorted((a, b) => b.perHour - a.perHour)[0]
    const people = await countReceptions(ctx.tx, period)
    const months = await comingMonths(desk, hours, mean, limit)
    const dayName = (day: number) => sayWeekday(day, desk.locale)
    return {
      findings: [
        finding('plain', t('minutesFinding', { mean: oneDigit(mean), n: received })),
        ...(worst
          ? [
              finding(
                worst.need > worst.onFloor ? 'low' : 'plain',
                t('peakFinding', {
                  day: dayName(worst.weekday),
                  hour: worst.hour,
                  next: worst.hour + 1,
                  perHour: oneDigit(worst.perHour),
                  need: worst.need,
                  had: oneDigit(worst.onFloor),
                  wait: limit.minutes,
                  share: pct(limit.share),
                }),
              ),
            ]
          : []),
        ...months.findings,
      ],
      charts: [
        {
          title: t('needByWeekday'),
          note: t('needNote', { wait: limit.minutes, share: pct(limit.share) }),
          kind: 'bar',
          unit: 'number',
          categories: hours.map((day) => dayName(day.weekday)),
          series: [
            { name: t('needAtPeak'), values: hours.map((day) => day.peak?.need ?? null) },
            { name: t('onFloor'), values: hours.map((day) => day.onFloor) },
          ],
          links: hours.map((day) =>
            desk.link('walk_ins', { by: 'weekday', value: String(day.weekday) }),
          ),
        },
        {
          title: t('arrivalsByHour'),
          note: t('perOpenDay'),
          kind: 'line',
          unit: 'number',
          categories: hourSpan(arrivals).map((hour) => `${hour}:00`),
          series: [
            {
              name: t('workdays'),
              values: hourSpan(arrivals).map((hour) => meanAt(hours, hour, [1, 2, 3, 4, 5])),
            },
            {
              name: t('weekend'),
              values: hourSpan(arrivals).map((hour) => meanAt(hours, hour, [6, 7])),
            },
          ],
          links: hourSpan(arrivals).map(() => desk.link('walk_ins')),
        },
      ],
      tables: [
        await capacityTable(desk, people),
        hourTable(desk, hours, hourSpan(arrivals), mean, limit),
        ...months.tables,
      ],
      method,
      missing: null,
    } satisfies Page
  },
}

const hourSpan = (arrivals: readonly { hour: number }[]): number[] => {
  const hours = arrivals.map((row) => row.hour)
  const first = Math.min(...hours)
  return hours.length === 0
    ? []
    : Array.from({ length: Math.max(...hours) - first + 1 }, (_, i) => first + i)
}

function meanAt(
  hours: readonly DayNeed[],
  hour: number,
  weekdays: readonly number[],
): number | null {
  const own = hours.filter((day) => weekdays.includes(day.weekday))
  const days = own.reduce((sum, day) => sum + day.days, 0)
  if (days === 0) return null
  return own.reduce((sum, day) => sum + (day.byHour.get(hour) ?? 0) * day.days, 0) / days
}
