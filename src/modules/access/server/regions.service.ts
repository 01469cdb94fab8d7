import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { accessError } from '../contract.ts'
import type { Region } from '../contracts/stores.ts'
import { headOffice } from './head-office.ts'
import {
  deleteRegionRow,
  findRegion,
  insertRegion,
  listRegionRows,
  lockRegions,
  type RegionRow,
  updateRegion,
} from './regions.queries.ts'

const presentRegion = (row: RegionRow): Region => ({
  id: row.id,
  name: row.name,
  nameEn: row.name_en,
  stores: row.stores,
  version: row.version,
})

export async function listGroupRegions(ctx: Ctx): Promise<Region[]> {
  return (await listRegionRows(ctx.tx, ctx.actor.groupId)).map(presentRegion)
}

/** Adds a region to the group. Only for those who manage all its stores. */
export async function addRegion(
  ctx: Ctx,
  given: { name: string; nameEn: string },
): Promise<Region> {
  assertWholeGroup(ctx)
  await lockRegions(ctx.tx, ctx.actor.groupId)
  const id = await insertRegion(ctx.tx, ctx.actor.groupId, given)
  note(ctx, 'region.added', id, given)
  return getRegion(ctx, id)
}

/** Renames a region. Throws core.stale_version. */
export async function editRegion(
  ctx: Ctx,
  id: number,
  given: { version: number; name: string; nameEn: string },
): Promise<Region> {
  assertWholeGroup(ctx)
  const before = await getRegion(ctx, id)
  const seen = { groupId: ctx.actor.groupId, id, version: given.version }
  if (!(await updateRegion(ctx.tx, seen, given)))
    throw coreError('core.stale_version', { current: before })
  note(ctx, 'region.changed', id, {
    before: { name: before.name, nameEn: before.nameEn },
    after: { name: given.name, nameEn: given.nameEn },
  })
  return getRegion(ctx, id)
}

/** Deletes a region without stores. Throws access.region_in_use. */
export async function removeRegion(ctx: Ctx, id: number): Promise<void> {
  assertWholeGroup(ctx)
  await lockRegions(ctx.tx, ctx.actor.groupId)
  const region = await getRegion(ctx, id)
  if (region.stores > 0) throw accessError('access.region_in_use', { stores: region.stores })
  await deleteRegionRow(ctx.tx, ctx.actor.groupId, id)
  note(ctx, 'region.deleted', id, { name: region.name })
}

/** Throws core.forbidden unless the actor manages every store of the group. */
export function assertWholeGroup(ctx: Ctx): void {
  if (ctx.actor.grants['stores.manage'] !== 'group')
    throw coreError('core.forbidden', { permission: 'stores.manage' })
}

async function getRegion(ctx: Ctx, id: number): Promise<Region> {
  const row = await findRegion(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  return presentRegion(row)
}

function note(ctx: Ctx, action: string, id: number, detail: Record<string, unknown>): void {
  audit(ctx, {
    action,
    recordType: 'region',
    recordId: String(id),
    storeId: headOffice(ctx).id,
    detail,
  })
}
