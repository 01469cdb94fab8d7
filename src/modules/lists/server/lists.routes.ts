import { serve } from '#foundation/http/serve.ts'
import * as contract from '../contract.ts'
import { exportList } from './export-list.ts'
import { readExports } from './exports-log.ts'
import {
  addView,
  bringBackView,
  changeDefaultView,
  changeLayout,
  editView,
  readChoices,
  withdrawView,
} from './views.ts'

export const listRoutes = [
  serve(contract.getListChoices, (ctx, { params }) => readChoices(ctx, params.list)),
  serve(contract.keepLayout, (ctx, { params, body }) =>
    changeLayout(ctx, params.list, body.layout),
  ),
  serve(contract.chooseDefaultView, (ctx, { params, body }) =>
    changeDefaultView(ctx, params.list, body.viewId),
  ),
  serve(contract.saveView, (ctx, { params, body }) => addView(ctx, params.list, body)),
  serve(contract.changeView, (ctx, { params, body }) => editView(ctx, params.id, body)),
  serve(contract.deleteView, (ctx, { params }) => withdrawView(ctx, params.id)),
  serve(contract.restoreView, (ctx, { params }) => bringBackView(ctx, params.id)),
  serve(contract.exportList, (ctx, { params, body }, { app }) =>
    exportList(ctx, app, params.list, body),
  ),
  serve(contract.listExports, (ctx, { query }) => readExports(ctx, query)),
]
