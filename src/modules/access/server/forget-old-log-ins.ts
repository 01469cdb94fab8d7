import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { forgetOldEntries } from './links.queries.ts'

const attemptDays = 90

/** Deletes ended sessions, old links and log-in attempts; they belong to no store, so head offices do it. */
export async function forgetOldLogIns(app: App, store: StoreInfo): Promise<void> {
  if (!store.isHeadOffice) return
  const now = app.clock.now()
  const before = new Date(now.getTime() - attemptDays * 86_400_000)
  await inStores(app.db, [], (tx) => forgetOldEntries(tx, now, before))
}
