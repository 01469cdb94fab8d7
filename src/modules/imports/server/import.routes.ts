import { can } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import {
  cancelImport,
  chooseForImport,
  downloadRefused,
  getImport,
  getImportTemplate,
  getUndoPreview,
  listImportKinds,
  listImportLines,
  listImports,
  startImport,
  undoImport,
  uploadImport,
} from '../contract.ts'
import { getFirstDay, markFirstDayStep } from '../contracts/first-day.ts'
import {
  downloadStoreExport,
  listStoreExports,
  startStoreExport,
} from '../contracts/store-exports.ts'
import { markFirstDay, readFirstDay } from './first-day.ts'
import { readImportLines, readImports, readRefusedFile, readTemplate } from './import-lists.ts'
import { presentImport, presentImports, presentKind } from './imports.present.ts'
import * as imports from './imports.service.ts'
import { listKinds } from './kind.ts'
import * as exports from './store-exports.ts'
import { takeImportBack } from './undo-import.ts'

export const importRoutes = [
  serve(listImportKinds, async (ctx) => ({
    items: listKinds()
      .filter((kind) => kind.permission === undefined || can(ctx, kind.permission, 'store'))
      .map((kind) => presentKind(kind, ctx.locale)),
  })),
  serve(uploadImport, async (ctx, { file, query }) =>
    presentImport(ctx, await imports.uploadImport(ctx, file, query)),
  ),
  serve(listImports, async (ctx, { query }) => {
    const { rows, nextCursor } = await readImports(ctx, query)
    return { items: await presentImports(ctx, rows), nextCursor }
  }),
  serve(getImport, async (ctx, { params }) =>
    presentImport(ctx, await imports.getImportRow(ctx, params.id)),
  ),
  serve(chooseForImport, async (ctx, { params, body: { version, ...given } }) =>
    presentImport(ctx, await imports.chooseForImport(ctx, params.id, given, version)),
  ),
  serve(startImport, async (ctx, { params, body }) =>
    presentImport(ctx, await imports.startImport(ctx, params.id, body.version)),
  ),
  serve(cancelImport, async (ctx, { params, body }) =>
    presentImport(ctx, await imports.cancelImport(ctx, params.id, body?.keep ?? false)),
  ),
  serve(listImportLines, async (ctx, { params, query }) => readImportLines(ctx, params.id, query)),
  serve(downloadRefused, async (ctx, { params }) => readRefusedFile(ctx, params.id)),
  serve(getUndoPreview, async (ctx, { params }) =>
    imports.kindOf(await imports.getImportRow(ctx, params.id)).previewUndo(ctx, params.id),
  ),
  serve(undoImport, async (ctx, { params, body }) => {
    await imports.getImportRow(ctx, params.id)
    const takenBack = await takeImportBack(ctx, params.id, {
      withTouched: body.touched === 'take_back',
    })
    return {
      ...(await presentImport(ctx, await imports.getImportRow(ctx, params.id))),
      takenBack,
    }
  }),
  serve(startStoreExport, async (ctx, { body }) => exports.startStoreExport(ctx, body)),
  serve(listStoreExports, async (ctx) => ({ items: await exports.listStoreExports(ctx) })),
  serve(downloadStoreExport, async (ctx, { params }) =>
    exports.downloadStoreExport(ctx, params.id),
  ),
  serve(getFirstDay, async (ctx) => readFirstDay(ctx)),
  serve(markFirstDayStep, async (ctx, { params, body }) =>
    markFirstDay(ctx, params.step, body.state),
  ),
  serve(getImportTemplate, async (ctx, { params, query }) =>
    readTemplate(ctx, params.kind, query.month),
  ),
]
