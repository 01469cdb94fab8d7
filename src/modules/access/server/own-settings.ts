import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { type StoreSettings, storeSettingsSchema } from '../contract.ts'
import { recordIdOfNumber } from './head-office.ts'
import { changedSettings, settingsToKeep, storeSettings } from './store-settings.ts'
import { findStoreRow, updateStore } from './stores.queries.ts'

/**
 * Changes rules of the request's store for a module that has a permission of its own for them; the
 * caller authorises and keeps the trail. Gives the store with its new rules.
 */
export async function changeOwnSettings(
  ctx: Ctx,
  change: Partial<StoreSettings>,
): Promise<StoreInfo> {
  const row = await findStoreRow(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!row) throw coreError('core.not_found')
  const stored = row.settings as Record<string, unknown>
  const before = storeSettings({ settings: stored })
  const after = storeSettingsSchema.parse({ ...before, ...change })
  const kept = settingsToKeep(stored, after)
  const isSaved = await updateStore(
    ctx.tx,
    { id: ctx.store.id, version: row.version },
    { settings: JSON.stringify(kept) },
  )
  if (!isSaved) throw coreError('core.stale_version', { current: before })
  announce(ctx, {
    type: 'access.store_changed',
    recordId: recordIdOfNumber('store', ctx.store.id),
    data: { storeId: ctx.store.id, settings: changedSettings(before, after) },
  })
  return { ...ctx.store, settings: kept }
}
