import { randomUUID } from 'node:crypto'
import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { storeSettings } from '#modules/access/index.ts'
import { readFigures } from '#modules/metrics/index.ts'
import { dayInZone, firstDayOfMonth } from '#shared/days.ts'
import { wholeMonths } from '../rules/closing-cycle.ts'
import { type PeerAverage, upsertPeerAverages } from './peers.queries.ts'

/** The numbers a store may compare itself by. */
export const peerKeys = [
  'traffic',
  'filing_rate',
  'deals',
  'filed_close_rate',
  'traffic_close_rate',
] as const

/** An average over fewer other stores would show them (rules.md "Seeing and revealing"). */
export const leastPeers = 5
/** So many whole months back, and the present one, are compared. */
export const peerMonths = 12

/**
 * For each store the mean of the other stores of its group, by month: only over at least five that
 * have a value, else null. A store's own value is never in it. Pure; values by store and month.
 */
export function averagesOfOthers(
  values: ReadonlyMap<number, ReadonlyMap<string, number>>,
  storeId: number,
  months: readonly string[],
): Map<string, number | null> {
  return new Map(
    months.map((month) => {
      const others = [...values]
        .filter(([id]) => id !== storeId)
        .flatMap(([, byMonth]) => byMonth.get(month) ?? [])
      const sum = others.reduce((total, value) => total + value, 0)
      return [month, others.length >= leastPeers ? sum / others.length : null]
    }),
  )
}

/** The nightly work: run for every store, it works once per group, at the group's first store. */
export async function computePeers(app: App, store: StoreInfo): Promise<void> {
  const group = await storesOfGroup(app, store)
  if (store.id === Math.min(...group.map((one) => one.id))) await computePeersOfGroup(app, store)
}

/** Writes what each selling store of a store's group may know of the others into its own rows. */
export async function computePeersOfGroup(app: App, store: StoreInfo): Promise<void> {
  const selling = (await storesOfGroup(app, store)).filter((one) => !one.isHeadOffice)
  if (selling.length === 0) return
  const now = app.clock.now()
  const today = dayInZone(now, store.timeZone)
  const months = monthsUpTo(today)
  const values = await inStores(
    app.db,
    selling.map((one) => one.id),
    (tx) => valuesOf({ ...contextOf(app, store), tx, now }, selling, months, today),
  )
  for (const own of selling)
    await runInStore(app, own, (ctx) =>
      upsertPeerAverages(ctx.tx, own.id, rowsFor(values, own.id, months), now),
    )
}

const storesOfGroup = async (app: App, store: StoreInfo): Promise<StoreInfo[]> =>
  (await app.listStores(app.db)).filter((one) => one.groupId === store.groupId)

function rowsFor(
  values: Map<string, Map<number, Map<string, number>>>,
  storeId: number,
  months: readonly string[],
): PeerAverage[] {
  return [...values].flatMap(([key, ofStores]) =>
    [...averagesOfOthers(ofStores, storeId, months)].map(([month, average]) => ({
      month: `${month}-01`,
      key,
      average,
    })),
  )
}

const monthsUpTo = (today: string): string[] => {
  const { from } = wholeMonths(today, peerMonths)
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= today.slice(0, 7); month = nextMonth(month))
    months.push(month)
  return months
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** Each number by store and month; a rate on fewer than the store's least n is no value. */
async function valuesOf(
  ctx: Ctx,
  stores: readonly StoreInfo[],
  months: readonly string[],
  today: string,
): Promise<Map<string, Map<number, Map<string, number>>>> {
  const result = new Map<string, Map<number, Map<string, number>>>()
  const from = firstDayOfMonth(months[0] ?? today)
  const leastN = new Map(stores.map((one) => [one.id, storeSettings(one).minimumN]))
  for (const key of peerKeys) {
    const table = await readFigures(ctx, key, {
      stores,
      from,
      to: today,
      today,
      by: 'month',
      by2: 'store',
      filters: {},
      asOf: undefined,
    })
    const ofStores = new Map<number, Map<string, number>>()
    for (const cell of table.cells) {
      const id = Number(cell.key2)
      const isRate = cell.denominator !== null
      if (cell.value === null || (isRate && cell.n < (leastN.get(id) ?? 1))) continue
      const own = ofStores.get(id) ?? new Map<string, number>()
      own.set(cell.key, cell.value)
      ofStores.set(id, own)
    }
    result.set(key, ofStores)
  }
  // A month with traffic and no deal is a month of none, not a month without a value.
  const deals = result.get('deals')
  for (const [id, months] of result.get('traffic') ?? [])
    for (const month of months.keys()) {
      const own = deals?.get(id) ?? new Map<string, number>()
      if (!own.has(month)) own.set(month, 0)
      deals?.set(id, own)
    }
  return result
}

const contextOf = (app: App, store: StoreInfo): Omit<Ctx, 'tx' | 'now'> => ({
  actor: systemActor(store),
  store,
  locale: 'zh',
  log: app.log,
  requestId: `job-${randomUUID()}`,
  vault: app.vault,
  pending: { audit: [], events: [] },
})
