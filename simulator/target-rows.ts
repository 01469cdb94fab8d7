import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { forecastStore, rankStoreByItself } from '#modules/forecast/index.ts'
import { addDays, dayInZone, firstDayOfMonth, monthOf } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { spreadWhole } from '#shared/spread.ts'
import {
  countDealsByMonth,
  type DemoTarget,
  insertScheme,
  insertTargets,
  listSellersAndManager,
} from './target-rows.queries.ts'

/** A little more than what was sold, as targets are. */
const ambition = 1.08
const partiesPerDeal = 11
const filedPerDeal = 6

/** Targets of the last year and a half with a scheme of appraisal, and what a night's work leaves. */
export async function addTargetRows(app: App, store: StoreInfo): Promise<void> {
  const now = app.clock.now()
  const today = dayInZone(now, store.timeZone)
  await inStores(app.db, [store.id], async (tx) => {
    const people = await listSellersAndManager(tx, store.groupId, store.id)
    const sellers = people.filter((person) => person.is_seller).map((person) => person.id)
    const manager = people.find((person) => !person.is_seller)?.id ?? null
    const deals = await countDealsByMonth(tx, store.id, addDays(today, -500))
    const byPerson = sellers.map((id) =>
      deals.reduce((sum, row) => sum + (row.person_id === id ? row.n : 0), 0),
    )
    const months = monthsAround(today)
    const mean =
      deals.reduce((sum, row) => sum + (row.month < monthOf(today) ? row.n : 0), 0) /
      Math.max(1, new Set(deals.map((row) => row.month)).size - 1)
    const rows = months.flatMap((month): DemoTarget[] => {
      const past = deals.filter((row) => row.month === month).reduce((sum, row) => sum + row.n, 0)
      const isPast = month < monthOf(today)
      const value = Math.max(1, Math.round((isPast ? (past + mean) / 2 : mean) * ambition))
      // Set a few days before the month begins; what lies ahead was set this month.
      const eve = addDays(firstDayOfMonth(month), -4)
      const set_at = new Date(`${eve < today ? eve : addDays(today, -1)}T02:00:00Z`)
      const one = (metric: string, scope: string, subject: string, goal: number) => ({
        metric,
        scope,
        subject,
        period: month,
        value: goal,
        set_at,
      })
      return [
        one('deals', 'store', '', value),
        one('traffic', 'store', '', value * partiesPerDeal),
        one('newly_filed', 'store', '', value * filedPerDeal),
        ...spreadWhole(value, byPerson).map((goal, place) =>
          one('deals', 'consultant', sellers[place] ?? '', goal),
        ),
      ]
    })
    await insertTargets(tx, store.id, manager, rows)
    await insertScheme(tx, {
      store_id: store.id,
      id: uuidv7(),
      name: '销售顾问月度考核',
      made_at: now,
      measures: JSON.stringify([
        measure('deals', 60),
        { ...measure('filing_rate', 20), target: { kind: 'fixed', value: 0.55 } },
        { ...measure('promise_keeping', 20), target: { kind: 'fixed', value: 0.9 } },
      ]),
    })
  })
  await rankStoreByItself(app, store)
  await forecastStore(app, store)
}

const measure = (metric: string, weight: number) => ({
  metric,
  weight,
  better: 'more',
  floor: 0.5,
  cap: 1.2,
  target: { kind: 'target' },
})

/** Fifteen months back, and what is left of this year. */
function monthsAround(today: string): string[] {
  const months: string[] = []
  let at = firstDayOfMonth(addDays(firstDayOfMonth(today), -15 * 30))
  while (at.slice(0, 4) <= today.slice(0, 4)) {
    months.push(monthOf(at))
    at = firstDayOfMonth(addDays(at, 32))
  }
  return months
}
