import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { findCity, recogniseArea } from '#modules/dictionaries/index.ts'
import { fillAreas, isReadFor, listWithoutArea, noteReading } from './address-readings.queries.ts'
import { noteChange } from './customer-record.ts'
import { addressOf, factsOf } from './facts.ts'

const atOnce = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

/**
 * Reads the addresses known before customers had an area for their city or district: once for a
 * store, and again when its city becomes another. Later addresses tell it when they are written.
 * Gives how many customers got an area; begun anew after a break it goes on with those that have none.
 */
export async function readAddresses(app: App, store: StoreInfo): Promise<number> {
  const city = findCity(store.city)
  if (await runInStore(app, store, (ctx) => isReadFor(ctx, city ?? ''))) return 0
  let after: string | undefined = beforeAll
  let found = 0
  while (after !== undefined) {
    const from: string = after
    const portion = await runInStore(app, store, (ctx) => readPortion(ctx, from, city))
    found += portion.found
    after = portion.last
  }
  await runInStore(app, store, (ctx) => noteReading(ctx, city ?? '', found))
  return found
}

async function readPortion(ctx: Ctx, after: string, city: string | undefined) {
  const rows = await listWithoutArea(ctx, after, atOnce)
  const told = rows.flatMap((row) => {
    const areaCode = recogniseArea(addressOf(factsOf(ctx, row)), city)
    return areaCode === undefined ? [] : [{ row, areaCode }]
  })
  const filled = new Set(
    await fillAreas(
      ctx,
      told.map(({ row, areaCode }) => ({ id: row.id, areaCode })),
    ),
  )
  for (const { row, areaCode } of told)
    if (filled.has(row.id))
      noteChange(ctx, row, 'customer.changed', {
        personal: { before: { areaCode: null }, after: { areaCode } },
      })
  return { found: filled.size, last: rows.length < atOnce ? undefined : rows.at(-1)?.id }
}
