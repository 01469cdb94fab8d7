import { serve } from '#foundation/http/serve.ts'
import {
  changeOption,
  createOption,
  listAreas,
  listOptionsRoute,
  orderOptions,
} from '../contract.ts'
import { areaChoices, findCity } from './areas.ts'
import { addOption, editOption, reorderOptions } from './edit-options.ts'
import { presentOption } from './options.ts'
import { selectOptions } from './options.queries.ts'

export const optionRoutes = [
  serve(listOptionsRoute, async (ctx, { query }) => ({
    items: (
      await selectOptions(ctx.tx, ctx.actor.groupId, {
        kind: query.kind,
        storeId: ctx.store.id,
        activeOnly: query.state === 'active',
      })
    ).map(presentOption),
  })),
  serve(listAreas, async (ctx, { query }) =>
    areaChoices(query.of ?? findCity(ctx.store.city), ctx.locale),
  ),
  serve(createOption, (ctx, { body }) => addOption(ctx, body)),
  serve(changeOption, (ctx, { params, body }) => editOption(ctx, params.id, body)),
  serve(orderOptions, async (ctx, { body }) => ({ items: await reorderOptions(ctx, body) })),
]
