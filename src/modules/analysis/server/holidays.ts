import { addDays, type Day } from '#shared/days.ts'
import { type HolidayEffect, holidayEffects } from '../rules/holiday-effect.ts'
import type { DayCount } from '../rules/day-model.ts'
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

/** What each holiday did to traffic, by region where several stores are looked at (000-30). */
export const holidaysPage: PageSource = {
  looksAcross: true,
  period: (today) => ({ from: addDays(today, -1096), to: yesterday(today) }),
  read: async (desk) => {
    const { t } = desk
    const places = await placesOf(desk)
    const rows = places.flatMap((place) =>
      holidayEffects(place.days, desk.today).map((effect) => ({ place: place.name, effect })),
    )
    if (rows.length === 0) return nothingYet(t('holidaysMissing'), [t('holidayMethod')])
    const told = rows.filter((row) => row.effect.effect !== null)
    const title = t('holidayEffect')
    const nameOf = (row: (typeof rows)[number]) =>
      `${places.length > 1 ? `${row.place} ` : ''}${row.effect.from.slice(0, 4)} ${row.effect.name}`
    return {
      findings:
        told.length === 0
          ? [finding('caution', t('holidaysCannot', { n: rows.length }))]
          : told
              .toSorted((a, b) => (a.effect.from < b.effect.from ? 1 : -1))
              .slice(0, 12)
              .map((row) => sayEffect(desk, nameOf(row), row.effect)),
      charts:
        told.length === 0
          ? []
          : [
              {
                title,
                note: t('holidayNote'),
                kind: 'flat-bar',
                unit: 'change',
                categories: told.map(nameOf),
                series: [
                  {
                    name: title,
                    values: told.map((row) => row.effect.effect),
                    low: told.map((row) => row.effect.range?.low ?? null),
                    high: told.map((row) => row.effect.range?.high ?? null),
                  },
                ],
                links: told.map((row) => linkOf(desk, row.effect)),
              },
            ],
      tables: [
        {
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
          rows: rows.map(({ place, effect }) => ({
            cells: [
              place,
              effect.name,
              `${effect.from} – ${effect.to.slice(5)}`,
              effect.days,
              effect.comparable,
              effect.seen,
              effect.expected,
              effect.effect,
              effect.range ? changeRange(effect.range) : null,
              effect.range ? sayP(effect.p) : null,
              t(
                effect.said === 'cannot-tell'
                  ? 'cannotTell'
                  : effect.said === 'unclear'
                    ? 'noClear'
                    : effect.said === 'lower'
                      ? 'clearlyLower'
                      : 'clearlyHigher',
              ),
            ],
            link: linkOf(desk, effect),
            mark:
              effect.said === 'cannot-tell'
                ? 'few'
                : effect.said === 'unclear'
                  ? null
                  : effect.said === 'lower'
                    ? 'low'
                    : 'high',
          })),
          note: null,
        },
      ],
      method: [t('holidayMethod'), t('adjusted')],
      missing: null,
    }
  },
}

function sayEffect({ t }: Desk, name: string, effect: HolidayEffect) {
  const values = {
    name,
    change: change(effect.effect ?? 0),
    range: effect.range ? changeRange(effect.range) : '',
    seen: effect.seen,
    expected: oneDigit(effect.expected ?? 0),
  }
  if (effect.said === 'lower') return finding('low', t('holidayLower', values))
  if (effect.said === 'higher') return finding('high', t('holidayHigher', values))
  return finding('plain', t('holidayUnclear', values))
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
