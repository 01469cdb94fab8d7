import type { App } from '#foundation/app.ts'
import { newClient } from '#foundation/db/client.ts'
import { inStores } from '#foundation/db/database.ts'
import { rebuildFacts } from '#modules/metrics/index.ts'
import { dayInZone } from '#shared/days.ts'
import { addCheckRows } from './check-rows.queries.ts'
import { loadStore } from './load.ts'
import { addNeverLostRows } from './never-lost-rows.ts'
import { planStore } from './plan-store.ts'
import {
  deleteStoreHistory,
  listDemoStores,
  listStaff,
  markDemoUntil,
} from './simulate-group.queries.ts'
import { simulateStore } from './store-history.ts'
import { truthsOf } from './truths.ts'

const emptyStore = 'SF01'

/**
 * Makes the history of the demo's stores anew, up to today, with the same people. The store a
 * newcomer works in (SF01) and every real group stay as they are.
 */
export async function refreshDemo(
  app: App,
  ownerUrl: string,
): Promise<{ stores: number; rows: number }> {
  const now = app.clock.now()
  const today = dayInZone(now, 'Asia/Shanghai')
  const client = newClient(ownerUrl)
  await client.connect()
  let rows = 0
  try {
    const stores = await inStores(app.db, [], listDemoStores)
    for (const [index, { storeId, code, seed, from }] of stores.entries()) {
      const store = await app.findStore(app.db, storeId)
      if (!store || code === emptyStore) continue
      const staff = await inStores(app.db, [storeId], (tx) => listStaff(tx, store.groupId, storeId))
      const truths = truthsOf(seed, index + 1, from, today)
      const plan = await planStore(app, store, staff, truths, {
        seed,
        number: index + 1,
        from,
        today,
        now,
        isDemo: true,
      })
      await client.query('begin')
      await deleteStoreHistory(client, storeId)
      rows += await loadStore(client, simulateStore(plan))
      await addCheckRows(client, storeId, { today, now })
      await client.query('commit')
      await addNeverLostRows(app, store)
      await rebuildFacts(app, store)
    }
    await inStores(app.db, [], (tx) => markDemoUntil(tx, today))
    return { stores: stores.length - 1, rows }
  } finally {
    await client.end()
  }
}
