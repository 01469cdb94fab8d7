import { testKey } from '#foundation/testing/fixed-key.ts'
import { createVault } from '#foundation/vault.ts'
import { addDays } from '#shared/days.ts'
import { columns, type TableName } from './rows.ts'
import { simulateStore } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'
import { truthsOf } from './truths.ts'

type Row = Record<string, string | null>

export const simulatedToday = '2026-11-20'
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

const models = [1, 2, 3].map((n) => ({
  id: id(600 + n),
  seriesId: id(300 + n),
  name: `${n}.0T`,
  priceFen: n * 10_000_000,
}))

/** Two years of a store with six consultants, from one seed; needs no database. */
export function planOf(seed: number): StorePlan {
  const from = addDays(simulatedToday, -731)
  const truths = truthsOf(seed, 1, from, simulatedToday)
  return {
    groupId: 1,
    storeId: 1,
    storeNumber: 1,
    seed,
    timeZoneOffsetMinutes: 480,
    from,
    today: simulatedToday,
    now: new Date('2026-11-20T07:00:00Z'),
    dailyVisits: 10,
    platePrefix: '沪',
    consultants: Array.from({ length: 6 }, (_, i) => {
      const weak =
        i === truths.weakConsultant.place
          ? truths.weakConsultant
          : { filing: 1, keeping: 0.94, closing: 1 }
      return {
        id: id(100 + i),
        name: `顾问${i}`,
        filing: weak.filing,
        keeping: weak.keeping,
        closing: weak.closing,
      }
    }),
    receptionist: id(200),
    manager: id(201),
    caller: id(202),
    series: [1, 2, 3].map((n) => ({ id: id(300 + n), name: `车${n}`, weight: n })),
    models,
    priceBooks: new Map(
      models.map(({ id, seriesId, name, priceFen }) => [
        id,
        {
          day: simulatedToday,
          model: {
            id,
            seriesId,
            name,
            nameEn: name,
            energy: 'fuel',
            listFen: priceFen,
            authorisedFen: priceFen / 100,
          },
          items: [],
        },
      ]),
    ),
    sources: [
      { id: id(401), code: 'storefront', weight: 6 },
      { id: id(402), code: truths.betterSource.code, weight: 3 },
      { id: id(403), code: 'radio', weight: 2 },
    ],
    words: { occupations: [id(501)], industries: [id(511)], hobbies: [id(521), id(522)] },
    closedDays: new Set(['2025-01-29', '2025-01-30', '2025-01-31']),
    holidays: new Set(),
    truths,
    vault: createVault(testKey),
  }
}

/** The rows a plan gives, as the database would read them. */
export function readStore(plan: StorePlan): Record<TableName, Row[]> {
  const rows = simulateStore(plan)
  return Object.fromEntries(
    (Object.keys(columns) as TableName[]).map((table) => [
      table,
      rows[table]
        .take()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const cells = line.split('\t')
          return Object.fromEntries(
            columns[table].map((name, i) => [name, cells[i] === '\\N' ? null : (cells[i] ?? null)]),
          )
        }),
    ]),
  ) as Record<TableName, Row[]>
}
