import { z } from 'zod'
import { type App, runInStore } from '#foundation/app.ts'
import { type Ctx, scopeOf, type StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { Job } from '#foundation/module.ts'
import { addDays, dayInZone, firstDayOfMonth, lastDayOfMonth, monthOf } from '#shared/days.ts'
import { spreadAt } from '#shared/forecast/backtest.ts'
import { dayNumber } from '#shared/forecast/history.ts'
import { forecastPeriod } from '#shared/forecast/period-forecast.ts'
import { uuidv7 } from '#shared/ids.ts'
import { forecastEvents } from '../contract.ts'
import { readHistory } from './history.ts'
import { listRuns, saveRun } from './runs.queries.ts'
import { makeModel } from './win-chance.ts'

/**
 * The latest forecast of a month of every store the caller sees whole, and what they add up to; made
 * by each store at night and when it is asked for. An interval of the sum is not said: the stores
 * share their market, so their errors do not cancel out.
 */
export async function readStoresForecast(ctx: Ctx, asked: string | undefined) {
  const month = asked ?? monthOf(dayInZone(ctx.now, ctx.store.timeZone))
  const stores = storesSeen(ctx)
  const runs = await listRuns(
    ctx,
    stores.map((store) => store.id),
    month,
  )
  const sumOf = (part: (run: (typeof runs)[number]) => number) =>
    runs.reduce((sum, run) => sum + part(run), 0)
  return {
    month,
    behind: storesBehind(ctx, stores, runs).length,
    total: {
      stores: runs.length,
      done: sumOf((run) => run.done),
      expected: sumOf((run) => run.expected),
      amountFen: sumOf((run) => run.amount_fen),
    },
    stores: stores.map((store) => {
      const run = runs.find((row) => row.store_id === store.id)
      return {
        storeId: store.id,
        name: store.name,
        nameEn: store.nameEn || store.name,
        forecast: run
          ? {
              madeOn: run.made_on,
              done: run.done,
              deals: { expected: run.expected, low: run.low, high: run.high },
              cars: run.cars,
              amountFen: {
                expected: run.amount_fen,
                low: run.amount_low_fen,
                high: run.amount_high_fen,
              },
            }
          : null,
      }
    }),
  }
}

/** The stores whose forecasts the caller may see, all their people together. */
function storesSeen({ actor }: Ctx): StoreInfo[] {
  return actor.stores.filter((store) => {
    const scope = scopeOf({ actor, store }, 'metrics.read')
    return !store.isHeadOffice && scope !== undefined && scope !== 'own' && scope !== 'team'
  })
}

const storesBehind = (
  ctx: Ctx,
  stores: StoreInfo[],
  runs: { store_id: number; made_on: string }[],
) =>
  stores.filter((store) => {
    const made = runs.find((run) => run.store_id === store.id)?.made_on
    return made !== dayInZone(ctx.now, store.timeZone)
  })

/** Asks the stores without a forecast of today to make it at once, each by a job of its own. */
export async function askStores(ctx: Ctx): Promise<{ asked: number }> {
  const stores = storesSeen(ctx)
  const runs = await listRuns(
    ctx,
    stores.map((store) => store.id),
    monthOf(dayInZone(ctx.now, ctx.store.timeZone)),
  )
  const behind = storesBehind(ctx, stores, runs)
  for (const store of behind)
    announce(ctx, {
      type: forecastEvents.asked,
      recordId: uuidv7(),
      storeId: store.id,
    })
  return { asked: behind.length }
}

/** Makes the forecast that somebody waits for; one of today is not made again. */
export const forecastAsked: Job<Record<string, unknown>> = {
  name: 'forecast.asked',
  event: forecastEvents.asked,
  schema: z.record(z.string(), z.unknown()),
  run: async (app, store) => {
    const isMade = await runInStore(app, store, async (ctx) => {
      const runs = await listRuns(ctx, [store.id], monthOf(dayInZone(ctx.now, store.timeZone)))
      return storesBehind(ctx, [store], runs).length === 0
    })
    if (!isMade) await forecastStore(app, store)
  },
}

/** Each night: the probability model anew, and what this and the next month look like. */
export async function forecastStore(app: App, store: StoreInfo): Promise<void> {
  if (store.isHeadOffice) return
  await runInStore(app, store, async (ctx) => {
    const today = dayInZone(ctx.now, store.timeZone)
    await makeModel(ctx)
    const cards = await readHistory(ctx)
    const spread = spreadAt(cards, monthOf(today))
    const months = [monthOf(today), monthOf(addDays(lastDayOfMonth(today), 1))]
    for (const month of months) {
      const span = {
        from: dayNumber(firstDayOfMonth(month)),
        to: dayNumber(lastDayOfMonth(month)),
      }
      const made = forecastPeriod(cards, { today: dayNumber(today), ...span }, { spread })
      if (!made) continue
      await saveRun(ctx, {
        store_id: store.id,
        month,
        made_on: today,
        expected: made.deals.expected,
        low: made.deals.low,
        high: made.deals.high,
        done: made.done.deals,
        cars: made.cars.expected,
        amount_fen: Math.round(made.amountFen.expected),
        amount_low_fen: Math.round(made.amountFen.low),
        amount_high_fen: Math.round(made.amountFen.high),
      })
    }
  })
}
