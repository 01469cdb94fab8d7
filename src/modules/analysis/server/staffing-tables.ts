import { nameOfPeople } from '#modules/access/index.ts'
import type { ReadingTable } from '../contract.ts'
import { consultantsNeeded, shareWaiting, type WaitLimit } from '../rules/staffing.ts'
import { type Desk, oneDigit } from './desk.ts'
import type { DayNeed } from './staffing-need.ts'
import { sayWeekday } from './traffic.ts'

/** What each consultant received per day. */
export async function capacityTable(
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
        link: desk.link('walk_ins', { by: 'consultant', value: one.id }),
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

/** Consultants needed by weekday and hour, beside those who were there. */
export function hourTable(
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
