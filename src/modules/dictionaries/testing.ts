import type { App } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { seedCalendar } from './server/calendar.ts'
import { seedDictionaries } from './server/options.ts'

/** Gives a test's group the standard options and the calendar of 2025 to 2027. */
export async function seedWords(app: App, groupId: number): Promise<void> {
  await inStores(app.db, [], async (tx) => {
    await seedDictionaries(tx, groupId)
    await seedCalendar(tx, groupId, [2025, 2026, 2027])
  })
}
