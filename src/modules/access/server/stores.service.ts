import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { accessError, type StoreSettings, storeSettingsSchema } from '../contract.ts'
import type { StoreRecord } from '../contracts/stores.ts'
import { createStore, type NewStore } from './create-group.ts'
import { storesWithin } from './grants.ts'
import { lockStores } from './groups.queries.ts'
import { headOffice, recordIdOfNumber } from './head-office.ts'
import { findRegion, lockRegions } from './regions.queries.ts'
import { assertWholeGroup } from './regions.service.ts'
import { changedSettings, settingsToKeep, storeSettings } from './store-settings.ts'
import {
  findStoreByCode,
  findStoreRow,
  listStoreRows,
  type StoreRow,
  toStoreInfo,
  updateStore,
} from './stores.queries.ts'

export function presentStore(row: StoreRow): StoreRecord {
  const store = toStoreInfo(row)
  return {
    ...store,
    city: row.city,
    platePrefix: row.plate_prefix,
    settings: storeSettings(store),
    version: row.version,
  }
}

/** The stores whose settings the actor manages. */
export async function listManagedStores(ctx: Ctx): Promise<StoreRecord[]> {
  const ids = storesWithin(ctx.actor, 'stores.manage').map((store) => store.id)
  return (await listStoreRows(ctx.tx, ctx.actor.groupId, ids)).map(presentStore)
}

/** Adds a store to the group. Throws access.code_taken: codes are one per installation. */
export async function addStore(ctx: Ctx, given: NewStore): Promise<StoreRecord> {
  assertWholeGroup(ctx)
  const { groupId } = ctx.actor
  await assertRegion(ctx, given.regionId)
  await lockStores(ctx.tx)
  if (await findStoreByCode(ctx.tx, given.code))
    throw accessError('access.code_taken', { storeCode: given.code })
  const id = await createStore(ctx.tx, ctx.now, groupId, given)
  const office = headOffice(ctx)
  audit(ctx, {
    action: 'store.added',
    recordType: 'store',
    recordId: String(id),
    storeId: office.id,
    detail: { code: given.code, name: given.name, regionId: given.regionId ?? null },
  })
  announce(ctx, {
    type: 'access.store_added',
    recordId: recordIdOfNumber('store', id),
    storeId: office.id,
    data: { storeId: id },
  })
  return getManagedStore(ctx, id)
}

/**
 * Changes a store and its rules. New limits or gaps are announced with their names, so that
 * levels and promises follow. Throws core.stale_version.
 */
export async function editStore(
  ctx: Ctx,
  id: number,
  given: {
    version: number
    name?: string | undefined
    nameEn?: string | undefined
    regionId?: number | null | undefined
    city?: string | undefined
    platePrefix?: string | undefined
    opensAt?: string | undefined
    closesAt?: string | undefined
    settings?: { [K in keyof StoreSettings]?: StoreSettings[K] | undefined } | undefined
  },
): Promise<StoreRecord> {
  if (!storesWithin(ctx.actor, 'stores.manage').some((store) => store.id === id))
    throw coreError('core.not_found')
  const row = await findStoreRow(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  const before = presentStore(row)
  if (given.regionId !== undefined && given.regionId !== row.region_id) {
    assertWholeGroup(ctx)
    await assertRegion(ctx, given.regionId)
  }
  assertHours(given.opensAt ?? row.opens_at, given.closesAt ?? row.closes_at)
  const settings = storeSettingsSchema.parse({ ...before.settings, ...given.settings })
  const saved = await updateStore(
    ctx.tx,
    { id, version: given.version },
    {
      name: given.name ?? row.name,
      name_en: given.nameEn ?? row.name_en,
      region_id: given.regionId === undefined ? row.region_id : given.regionId,
      city: given.city ?? row.city,
      plate_prefix: given.platePrefix ?? row.plate_prefix,
      opens_at: given.opensAt ?? row.opens_at,
      closes_at: given.closesAt ?? row.closes_at,
      settings: JSON.stringify(settingsToKeep(row.settings as Record<string, unknown>, settings)),
    },
  )
  if (!saved) throw coreError('core.stale_version', { current: await getManagedStore(ctx, id) })
  const after = await getManagedStore(ctx, id)
  audit(ctx, {
    action: 'store.changed',
    recordType: 'store',
    recordId: String(id),
    storeId: id,
    detail: { before, after },
  })
  announce(ctx, {
    type: 'access.store_changed',
    recordId: recordIdOfNumber('store', id),
    storeId: id,
    data: { storeId: id, settings: changedSettings(before.settings, after.settings) },
  })
  return after
}

async function getManagedStore(ctx: Ctx, id: number): Promise<StoreRecord> {
  const row = await findStoreRow(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  return presentStore(row)
}

/** The region exists here and is not deleted meanwhile. */
async function assertRegion(ctx: Ctx, regionId: number | null | undefined): Promise<void> {
  if (regionId === null || regionId === undefined) return
  await lockRegions(ctx.tx, ctx.actor.groupId)
  if (!(await findRegion(ctx.tx, ctx.actor.groupId, regionId))) throw coreError('core.not_found')
}

function assertHours(opensAt: string, closesAt: string): void {
  if (opensAt < closesAt) return
  throw coreError('core.invalid_input', {
    issues: [{ path: 'body.closesAt', code: 'custom', message: `> ${opensAt}` }],
  })
}
