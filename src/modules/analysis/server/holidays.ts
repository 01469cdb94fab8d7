import { addDays, type Day } from '#shared/days.ts'
import type { Finding, ReadingChart, ReadingTable } from '../contract.ts'
import type { DayCount } from '../rules/day-model.ts'
import {
  type HolidayEffect,
  holidayEffects,
  judgeHolidays,
  type Said,
} from '../rules/holiday-effect.ts'
import {
  change,
  changeRange,
  type Desk,
  daysWith,
  finding,
  fromFirstCount,
  marksOf,
  nothingYet,
  oneDigit,
  type PageSource,
  yesterday,
} from './desk.ts'
import { sayP } from './standings.ts'

interface Place {
  name: string
  days: DayCount[]
}

type Row = HolidayEffect & { place: string; adjusted: number; said: Said }

/** What each holiday did to traffic, by region where several stores are looked at (000-30). */
export const holidaysPage: PageSource = {
  looksAcross: true,
  period: (today) => ({ from: addDays(today, -1096), to: yesterday(today) }),
  read: async (desk) => {
    const { t } = desk
    const places = await placesOf(desk)
    const found = places.map((place) => ({
      place: place.name,
      ...holidayEffects(place.days, desk.today),
    }))
    const at = (of: 'each' | 'together'): Row[] =>
      judgeHolidays(
        found.flatMap((one) => one[of].map((effect) => ({ ...effect, place: one.place }))),
      )
    const each = at('each')
    const together = at('together')
    if (each.length === 0) return nothingYet(t('holidaysMissing'), [t('holidayMethod')])
    const where = (row: Row) => (places.length > 1 ? `${row.place} ` : '')
    const yearAndName = (row: Row) => `${where(row)}${row.from.slice(0, 4)} ${row.name}`
    const yearsAndName = (row: Row) =>
      where(row) +
      t('holidayTimes', {
        name: row.name,
        n: row.times,
        from: row.from.slice(0, 4),
        to: row.to.slice(0, 4),
      })
    const told = each.filter((row) => row.effect !== null)
    const read = [
      ...together.map((row) => ({
        row,
        name: yearsAndName(row),
        short: `${where(row)}${row.name}`,
      })),
      ...told.map((row) => ({ row, name: yearAndName(row), short: yearAndName(row) })),
    ].filter(({ row }) => row.effect !== null)
    return {
      findings: findingsOf(desk, read, each.length),
      charts: told.length === 0 ? [] : [chartOf(desk, told, yearAndName)],
      tables: [
        ...(together.length > 0 ? [tableOf(desk, t('holidaysTogether'), together)] : []),
        tableOf(desk, t('holidayEffect'), each),
      ],
      method: [t('holidayMethod'), t('holidayTogetherMethod'), t('adjusted')],
      missing: null,
    }
  },
}

/** Holidays beyond chance, those of several years first; the others of the longest look in one line. */
function findingsOf(
  { t, locale }: Desk,
  read: readonly { row: Row; name: string; short: string }[],
  all: number,
): Finding[] {
  if (read.length === 0) return [finding('caution', t('holidaysCannot', { n: all }))]
  const clear = read.filter(({ row }) => row.said !== 'unclear')
  const isSeveral = read.some(({ row }) => row.times > 1)
  const unclear = read.filter(({ row }) => row.said === 'unclear' && (!isSeveral || row.times > 1))
  const list = unclear.map(({ row, short }) => `${short} ${change(row.effect ?? 0)}`)
  return [
    ...clear.map(({ row, name }) =>
      finding(
        row.said === 'lower' ? 'low' : 'high',
        t(row.said === 'lower' ? 'holidayLower' : 'holidayHigher', {
          name,
          change: change(row.effect ?? 0),
          range: row.range ? changeRange(row.range) : '',
          seen: row.seen,
          expected: oneDigit(row.expected ?? 0),
        }),
      ),
    ),
    ...(list.length > 0
      ? [finding('plain', t('holidaysUnclear', { list: list.join(locale === 'zh' ? '、' : ', ') }))]
      : []),
  ]
}

function chartOf(desk: Desk, told: readonly Row[], nameOf: (row: Row) => string): ReadingChart {
  const title = desk.t('holidayEffect')
  return {
    title,
    note: desk.t('holidayNote'),
    kind: 'flat-bar',
    unit: 'change',
    categories: told.map(nameOf),
    series: [
      {
        name: title,
        values: told.map((row) => row.effect),
        low: told.map((row) => row.range?.low ?? null),
        high: told.map((row) => row.range?.high ?? null),
      },
    ],
    links: told.map((row) => linkOf(desk, row)),
  }
}

const sayings = {
  'cannot-tell': { word: 'cannotTell', mark: 'few' },
  unclear: { word: 'noClear', mark: null },
  lower: { word: 'clearlyLower', mark: 'low' },
  higher: { word: 'clearlyHigher', mark: 'high' },
} as const

function tableOf(desk: Desk, title: string, rows: readonly Row[]): ReadingTable {
  const { t } = desk
  return {
    title,
    columns: [
      { header: t('place'), unit: 'text' },
      { header: t('holiday'), unit: 'text' },
      { header: t('days'), unit: 'text' },
      { header: t('openDays'), unit: 'count' },
      { header: t('comparableDays'), unit: 'count' },
      { header: t('traffic'), unit: 'count' },
      { header: t('expected'), unit: 'number' },
      { header: t('changeHead'), unit: 'change' },
      { header: t('interval'), unit: 'text' },
      { header: t('adjustedP'), unit: 'text' },
      { header: t('reading'), unit: 'text' },
    ],
    rows: rows.map((row) => ({
      cells: [
        row.place,
        row.name,
        daysOf(desk, row),
        row.days,
        row.comparable,
        row.seen,
        row.expected,
        row.effect,
        row.range ? changeRange(row.range) : null,
        row.range ? sayP(row.adjusted) : null,
        t(sayings[row.said].word),
      ],
      // Several years have no one list of records; each year has its own below.
      link: row.times > 1 ? null : linkOf(desk, row),
      mark: sayings[row.said].mark,
    })),
    note: null,
  }
}

function daysOf({ t }: Desk, { from, to, times }: Row): string {
  if (times > 1) return t('timesOf', { n: times, from: from.slice(0, 4), to: to.slice(0, 4) })
  return from === to ? from : `${from} – ${to}`
}

const linkOf = (desk: Desk, { from, to }: HolidayEffect): string =>
  desk.link('traffic', { from, to })

/** The store, or each region of the stores looked at, with its days; make-up workdays count as usual days. */
async function placesOf(desk: Desk): Promise<Place[]> {
  const span = { from: desk.from, to: desk.to }
  const marks = await marksOf(desk, desk.from, desk.to)
  const holidaysOnly = (days: DayCount[]) =>
    fromFirstCount(days).map((one) => ({
      ...one,
      mark: marks.get(one.day)?.isHoliday ? one.mark : undefined,
    }))
  const [only] = desk.stores
  if (desk.stores.length === 1 && only) {
    const table = await desk.figures('traffic', { by: 'day' })
    const counts = new Map<Day, number>(table.rows.map((row) => [row.key, row.n]))
    const name = desk.locale === 'zh' ? only.name : only.nameEn || only.name
    return [{ name, days: holidaysOnly(await daysWith(desk, counts, span)) }]
  }
  const table = await desk.figures('traffic', { by: 'day', by2: 'region' })
  const places: Place[] = []
  for (const region of table.columns) {
    const counts = new Map<Day, number>(
      table.cells.filter((cell) => cell.key2 === region.key).map((cell) => [cell.key, cell.n]),
    )
    places.push({ name: desk.name(region), days: holidaysOnly(await daysWith(desk, counts, span)) })
  }
  return places
}
