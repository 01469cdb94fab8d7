import type { Ctx } from '#foundation/ctx.ts'
import type { HandlerInput } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { changeModel, createModel, Model } from '../contract.ts'
import {
  findModel,
  findSeriesRow,
  insertModels,
  type ModelRow,
  updateRow,
} from './catalog.queries.ts'
import { beginEdit, checkWords, endEdit } from './edit-catalog.ts'
import { listModels, presentModel } from './models.ts'

export async function addModel(
  ctx: Ctx,
  body: HandlerInput<typeof createModel>['body'],
): Promise<Model> {
  const { groupId } = ctx.actor
  const earlier = body.id && (await findModel(ctx.tx, groupId, body.id))
  if (earlier) return presentModel(earlier)
  await beginEdit(ctx)
  if (!(await findSeriesRow(ctx.tx, groupId, body.seriesId))) throw coreError('core.not_found')
  const id = body.id ?? uuidv7()
  const others = await listModels(ctx.tx, groupId, body.seriesId)
  checkWords(others, { ...body, id })
  const added = await insertModels(ctx.tx, [
    {
      group_id: groupId,
      id,
      series_id: body.seriesId,
      name: body.name,
      name_en: body.nameEn,
      year: body.year,
      guide_price_fen: body.guidePriceFen,
      position: others.length,
    },
  ])
  if (added === 0) throw coreError('core.duplicate')
  const model = presentModel(await getModel(ctx, id))
  endEdit(ctx, 'model', undefined, model)
  return model
}

export async function editModel(
  ctx: Ctx,
  id: string,
  body: HandlerInput<typeof changeModel>['body'],
): Promise<Model> {
  await beginEdit(ctx)
  const before = presentModel(await getModel(ctx, id))
  if (before.version !== body.version) throw coreError('core.stale_version', { current: before })
  const name = body.name ?? before.name
  const nameEn = body.nameEn ?? before.nameEn
  checkWords(await listModels(ctx.tx, ctx.actor.groupId, before.seriesId), { id, name, nameEn })
  const key = { groupId: ctx.actor.groupId, id, version: body.version }
  const isDone = await updateRow(ctx.tx, 'models', key, {
    name,
    name_en: nameEn,
    year: body.year === undefined ? before.year : body.year,
    guide_price_fen: body.guidePriceFen === undefined ? before.guidePriceFen : body.guidePriceFen,
    is_active: body.isActive ?? before.isActive,
  })
  const model = presentModel(await getModel(ctx, id))
  if (!isDone) throw coreError('core.stale_version', { current: model })
  endEdit(ctx, 'model', before, model)
  return model
}

async function getModel(ctx: Ctx, id: string): Promise<ModelRow> {
  const row = await findModel(ctx.tx, ctx.actor.groupId, id)
  if (!row) throw coreError('core.not_found')
  return row
}
