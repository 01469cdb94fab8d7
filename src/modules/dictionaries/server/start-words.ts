import { z } from 'zod'
import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import type { Job, Listener, Timer } from '#foundation/module.ts'
import { dayInZone } from '#shared/days.ts'
import { closedDays, seedCalendar, seedClosedDays } from './calendar.ts'
import { seedDictionaries } from './options.ts'

/** A new group begins with the standard options and the marks of the years around today. */
export const startGroupWords: Listener = {
  event: 'access.group_started',
  name: 'dictionaries.start-group-words',
  handle: async (ctx) => {
    const year = yearOf(ctx.store, ctx.now)
    await seedDictionaries(ctx.tx, ctx.store.groupId)
    await seedCalendar(ctx.tx, ctx.store.groupId, [year - 1, year, year + 1, year + 2])
  },
}

const storeAdded = z.object({ storeId: z.int() })

/** A new store is closed on the first three days of the Spring Festival until it says otherwise. */
export const startStoreCalendar: Job<z.infer<typeof storeAdded>> = {
  name: 'dictionaries.start-store-calendar',
  event: 'access.store_added',
  schema: storeAdded,
  run: async (app, _office, { storeId }) => {
    const store = await app.findStore(app.db, storeId)
    if (!store) return
    await runInStore(app, store, (ctx) => {
      const year = yearOf(store, ctx.now)
      return seedClosedDays(ctx.tx, store.id, [year, year + 1], ctx.now)
    })
  },
}

/**
 * Each month the marks of the coming years are brought up to what is published; in November a
 * store that has said nothing about the next year gets its default closed days.
 */
export const extendCalendar: Timer = {
  name: 'dictionaries.extend-calendar',
  cron: '30 18 1 * *',
  run: (app, store) => extendCalendarOf(app, store),
}

export async function extendCalendarOf(app: App, store: StoreInfo): Promise<void> {
  await runInStore(app, store, async (ctx) => {
    const today = dayInZone(ctx.now, store.timeZone)
    const next = Number(today.slice(0, 4)) + 1
    if (store.isHeadOffice) await seedCalendar(ctx.tx, store.groupId, [next - 1, next, next + 1])
    if (today.slice(5, 7) !== '11') return
    const known = await closedDays(ctx.tx, store.id, `${next}-01-01`, `${next}-12-31`)
    if (known.size === 0) await seedClosedDays(ctx.tx, store.id, [next], ctx.now)
  })
}

function yearOf(store: StoreInfo, now: Date): number {
  return Number(dayInZone(now, store.timeZone).slice(0, 4))
}
