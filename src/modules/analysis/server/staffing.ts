import { nameOfPeople } from '#modules/access/index.ts'
import { addDays, firstDayOfMonth, lastDayOfMonth } from '#shared/days.ts'
import type { ReadingTable } from '../contract.ts'
import { wholeMonths } from '../rules/closing-cycle.ts'
import { consultantsNeeded, peopleFor, shareWaiting, type WaitLimit } from '../rules/staffing.ts'
import {
  change,
  type Desk,
  finding,
  nothingYet,
  oneDigit,
  type Page,
  type PageSource,
  pct,
  yesterday,
} from './desk.ts'
import { countArrivals, countMinutes, countOnFloor, countReceptions } from './reception.queries.ts'
import { sayWeekday } from './traffic.ts'

const leastReceptions = 50

/** What a consultant receives in a day, and how many are needed by weekday and hour and in coming months (000-34). */
export const staffingPage: PageSource = {
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

interface DayNeed {
  weekday: number
  days: number
  onFloor: number
  byHour: Map<number, number>
  peak:
    | { weekday: number; hour: number; perHour: number; need: number; onFloor: number }
    | undefined
}

function needByHour(
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

async function capacityTable(
  desk: Desk,
  rows: readonly { consultant: string; parties: number; days: number }[],
): Promise<ReadingTable> {
  const { t, ctx } = desk
  const ids = [...new Set(rows.map((row) => row.consultant))]
  const names = await nameOfPeople(ctx.tx, ctx.actor.groupId, ids)
  const line = (own: readonly { parties: number; days: number }[]) => {
    const days = own.reduce((sum, row) => sum + row.days, 0)
    const parties = own.reduce((sum, row) => sum + row.days * row.parties, 0)
    return { days, parties, at: (share: number) => quantileOf(own, days, share) }
  }
  const people = ids
    .map((id) => ({ id, ...line(rows.filter((row) => row.consultant === id)) }))
    .sort((a, b) => b.parties - a.parties)
  const all = line(rows)
  const cells = (one: typeof all) => [
    one.days,
    one.parties,
    one.days === 0 ? null : one.parties / one.days,
    one.at(0.5),
    one.at(0.9),
    one.at(1),
  ]
  return {
    title: t('capacity'),
    columns: [
      { header: t('consultant'), unit: 'text' },
      { header: t('daysOnFloor'), unit: 'count' },
      { header: t('parties'), unit: 'count' },
      { header: t('perDay'), unit: 'number' },
      { header: t('median'), unit: 'number' },
      { header: t('busyDay'), unit: 'number' },
      { header: t('mostInDay'), unit: 'number' },
    ],
    rows: [
      ...people.map((one) => ({
        cells: [names.get(one.id) ?? one.id, ...cells(one)],
        link: desk.link('traffic', { by: 'consultant', value: one.id }),
        mark: null,
      })),
      { cells: [t('total'), ...cells(all)], link: null, mark: null },
    ],
    note: t('capacityNote'),
  }
}

function quantileOf(
  rows: readonly { parties: number; days: number }[],
  days: number,
  share: number,
): number | null {
  let seen = 0
  for (const row of rows.toSorted((a, b) => a.parties - b.parties)) {
    seen += row.days
    if (seen >= share * days) return row.parties
  }
  return null
}

function hourTable(
  desk: Desk,
  hours: readonly DayNeed[],
  span: readonly number[],
  minutes: number,
  limit: WaitLimit,
): ReadingTable {
  const { t } = desk
  return {
    title: t('needByHour'),
    columns: [
      { header: t('weekday'), unit: 'text' },
      ...span.map((hour) => ({ header: `${hour}:00`, unit: 'text' as const })),
      { header: t('onFloor'), unit: 'number' },
      { header: t('waitingNow'), unit: 'share' },
    ],
    rows: hours.map((day) => ({
      cells: [
        sayWeekday(day.weekday, desk.locale),
        ...span.map((hour) => {
          const perHour = day.byHour.get(hour) ?? 0
          return perHour === 0
            ? '·'
            : `${consultantsNeeded(perHour, minutes, limit)} (${oneDigit(perHour)})`
        }),
        day.onFloor,
        day.peak
          ? shareWaiting(
              day.peak.perHour,
              minutes,
              Math.max(1, Math.round(day.onFloor)),
              limit.minutes,
            )
          : null,
      ],
      link: desk.link('walk_ins', { by: 'weekday', value: String(day.weekday) }),
      mark: day.peak && day.peak.need > Math.round(day.onFloor) ? 'low' : null,
    })),
    note: t('needByHourNote'),
  }
}

/** Each coming month: the same month a year before at the growth of the last twelve months. */
async function comingMonths(
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
  const days = Math.max(1, (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1)
  const perDayNow = now.total.n / days
  const peak = Math.max(0, ...hours.map((day) => day.peak?.perHour ?? 0))
  const coming = last.slice(0, 6).map((row) => {
    const month = `${Number(row.key.slice(0, 4)) + 1}${row.key.slice(4)}`
    const length = Number(lastDayOfMonth(month).slice(8))
    const traffic = row.n * growth
    const scale = perDayNow > 0 ? traffic / length / perDayNow : 1
    const need = consultantsNeeded(peak * scale, minutes, limit)
    return { month, yearAgo: row, traffic, need, people: peopleFor(need) }
  })
  const most = coming.toSorted((a, b) => b.need - a.need)[0]
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
