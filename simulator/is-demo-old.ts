import type { App } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { listDemoStores } from './simulate-group.queries.ts'

const daysUntilOld = 1

/** The day the demo's history ends, when that is before yesterday; else undefined. */
export async function isDemoOld(app: App): Promise<string | undefined> {
  const today = dayInZone(app.clock.now(), 'Asia/Shanghai')
  const stores = await inStores(app.db, [], listDemoStores)
  const until = stores.map((s) => s.demoUntil).sort()[0]
  return until !== undefined && until < addDays(today, -daysUntilOld) ? until : undefined
}
