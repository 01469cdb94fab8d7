import type { App } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { type OptionKind, optionKinds } from '../contract.ts'
import { seedDictionaries } from './options.ts'
import { listKindsOfGroups } from './options.queries.ts'

/** After an upgrade: a list that no group knew before begins with its standard words. */
export async function addMissingKinds(app: App): Promise<void> {
  await inStores(app.db, [], async (tx) => {
    for (const { groupId, kinds } of await listKindsOfGroups(tx)) {
      const missing = (Object.keys(optionKinds) as OptionKind[]).filter(
        (kind) => !kinds.includes(kind),
      )
      // A group without any list is about to get all of them.
      if (kinds.length > 0 && missing.length > 0) await seedDictionaries(tx, groupId, missing)
    }
  })
}
