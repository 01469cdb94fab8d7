import { serve } from '#foundation/http/serve.ts'
import {
  changeBrand,
  changeModel,
  changeSeries,
  createBrand,
  createModel,
  createSeries,
  listBrandsRoute,
  listModelsRoute,
  listSeriesRoute,
} from '../contract.ts'
import { addBrand, editBrand, listBrands } from './edit-brands.ts'
import { addModel, editModel } from './edit-models.ts'
import { addSeries, editSeries } from './edit-series.ts'
import { listModels } from './models.ts'
import { listSeries } from './series.ts'

export const catalogRoutes = [
  serve(listBrandsRoute, async (ctx) => ({ items: await listBrands(ctx) })),
  serve(createBrand, (ctx, { body }) => addBrand(ctx, body)),
  serve(changeBrand, (ctx, { params, body }) => editBrand(ctx, params.id, body)),
  serve(listSeriesRoute, async (ctx, { query }) => ({
    items: (await listSeries(ctx.tx, ctx.actor.groupId)).filter(
      (series) => query.state === 'all' || series.isActive,
    ),
  })),
  serve(createSeries, (ctx, { body }) => addSeries(ctx, body)),
  serve(changeSeries, (ctx, { params, body }) => editSeries(ctx, params.id, body)),
  serve(listModelsRoute, async (ctx, { query }) => ({
    items: (await listModels(ctx.tx, ctx.actor.groupId, query.seriesId)).filter(
      (model) => query.state === 'all' || model.isActive,
    ),
  })),
  serve(createModel, (ctx, { body }) => addModel(ctx, body)),
  serve(changeModel, (ctx, { params, body }) => editModel(ctx, params.id, body)),
]
