import type { Ctx } from '#foundation/ctx.ts'
import { cleanAliases } from '#modules/dictionaries/index.ts'
import type { HandlerInput } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { changeSeries, createSeries, Series } from '../contract.ts'
import {
  findBrand,
  findSeriesRow,
  insertSeries,
  type SeriesRow,
  updateRow,
} from './catalog.queries.ts'
import { beginEdit, checkWords, endEdit } from './edit-catalog.ts'
import { listSeries, presentSeries } from './series.ts'

export async function addSeries(
  ctx: Ctx,
  body: HandlerInput<typeof createSeries>['body'],
): Promise<Series> {
  const { groupId } = ctx.actor
  const earlier = body.id && (await findSeriesRow(ctx.tx, groupId, body.id))
  if (earlier) return presentSeries(earlier)
  await beginEdit(ctx)
  if (!(await findBrand(ctx.tx, groupId, body.brandId))) throw coreError('core.not_found')
  const id = body.id ?? uuidv7()
  const aliases = cleanAliases(body.name, body.aliases)
  const others = await listSeries(ctx.tx, groupId)
  checkWords(others, { ...body, id, aliases })
  const added = await insertSeries(ctx.tx, [
    {
      group_id: groupId,
      id,
      brand_id: body.brandId,
      name: body.name,
      name_en: body.nameEn,
      aliases,
      position: others.filter((s) => s.brandId === body.brandId).length,
    },
  ])
  if (added === 0) throw coreError('core.duplicate')
  const series = presentSeries(await getSeries(ctx, id))
  endEdit(ctx, 'series', undefined, series)
  return series
}

export async function editSeries(
  ctx: Ctx,
  id: string,
  body: HandlerInput<typeof changeSeries>['body'],
): Promise<Series> {
  const { groupId } = ctx.actor
  await beginEdit(ctx)
  const row = await getSeries(ctx, id)
  const before = presentSeries(row)
  if (row.version !== body.version) throw coreError('core.stale_version', { current: before })
  if (body.brandId && !(await findBrand(ctx.tx, groupId, body.brandId)))
    throw coreError('core.not_found')
  const name = body.name ?? row.name
  const nameEn = body.nameEn ?? row.name_en
  const aliases = cleanAliases(name, body.aliases ?? row.aliases)
  checkWords(await listSeries(ctx.tx, groupId), { id, name, nameEn, aliases })
  const key = { groupId, id, version: body.version }
  const isDone = await updateRow(ctx.tx, 'series', key, {
    brand_id: body.brandId ?? row.brand_id,
    name,
    name_en: nameEn,
    aliases,
    is_active: body.isActive ?? row.is_active,
  })
  const series = presentSeries(await getSeries(ctx, id))
  if (!isDone) throw coreError('core.stale_version', { current: series })
  endEdit(ctx, 'series', before, series)
  return series
}

async function getSeries(ctx: Ctx, id: string): Promise<SeriesRow> {
  const row = await findSeriesRow(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  return row
}
