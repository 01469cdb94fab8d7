import type { Ctx } from '#foundation/ctx.ts'
import { cleanAliases } from '#modules/dictionaries/index.ts'
import type { HandlerInput } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { Brand, changeBrand, createBrand } from '../contract.ts'
import {
  type BrandRow,
  findBrand,
  insertBrands,
  selectBrands,
  updateRow,
} from './catalog.queries.ts'
import { beginEdit, checkWords, endEdit } from './edit-catalog.ts'

/** The brands of a group, its own first, resting ones too. */
export async function listBrands(ctx: Ctx): Promise<Brand[]> {
  return (await selectBrands(ctx.tx, ctx.actor.groupId)).map(presentBrand)
}

export async function addBrand(
  ctx: Ctx,
  body: HandlerInput<typeof createBrand>['body'],
): Promise<Brand> {
  const { groupId } = ctx.actor
  const earlier = body.id && (await findBrand(ctx.tx, groupId, body.id))
  if (earlier) return presentBrand(earlier)
  await beginEdit(ctx)
  const id = body.id ?? uuidv7()
  const aliases = cleanAliases(body.name, body.aliases)
  const others = await listBrands(ctx)
  checkWords(others, { ...body, id, aliases })
  const added = await insertBrands(ctx.tx, [
    {
      group_id: groupId,
      id,
      name: body.name,
      name_en: body.nameEn,
      aliases,
      is_own: body.isOwn,
      position: others.length,
    },
  ])
  if (added === 0) throw coreError('core.duplicate')
  const brand = presentBrand(await getBrand(ctx, id))
  endEdit(ctx, 'brand', undefined, brand)
  return brand
}

export async function editBrand(
  ctx: Ctx,
  id: string,
  body: HandlerInput<typeof changeBrand>['body'],
): Promise<Brand> {
  await beginEdit(ctx)
  const before = presentBrand(await getBrand(ctx, id))
  if (before.version !== body.version) throw coreError('core.stale_version', { current: before })
  const name = body.name ?? before.name
  const nameEn = body.nameEn ?? before.nameEn
  const aliases = cleanAliases(name, body.aliases ?? before.aliases)
  checkWords(await listBrands(ctx), { id, name, nameEn, aliases })
  const key = { groupId: ctx.actor.groupId, id, version: body.version }
  const isDone = await updateRow(ctx.tx, 'brands', key, {
    name,
    name_en: nameEn,
    aliases,
    is_own: body.isOwn ?? before.isOwn,
    is_active: body.isActive ?? before.isActive,
  })
  const brand = presentBrand(await getBrand(ctx, id))
  if (!isDone) throw coreError('core.stale_version', { current: brand })
  endEdit(ctx, 'brand', before, brand)
  return brand
}

async function getBrand(ctx: Ctx, id: string): Promise<BrandRow> {
  const row = await findBrand(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  return row
}

function presentBrand(row: BrandRow): Brand {
  return {
    id: row.id,
    name: row.name,
    nameEn: row.name_en,
    aliases: row.aliases,
    isOwn: row.is_own,
    isActive: row.is_active,
    version: row.version,
  }
}
