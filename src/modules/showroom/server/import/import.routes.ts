import type { Ctx } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import { monthOf } from '#shared/days.ts'
import {
  cancelImport,
  chooseForImport,
  downloadRefused,
  getImport,
  getRegisterTemplate,
  getUndoPreview,
  listImportLines,
  listImports,
  startImport,
  undoImport,
  uploadRegister,
} from '../../contracts/import.ts'
import { writeRegisterTemplate } from '../register/register-template.ts'
import { todayOf } from '../rotation.ts'
import { presentImport, presentImports } from './imports.present.ts'
import * as imports from './imports.service.ts'
import { previewUndo, takeImportBack } from './undo-import.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const importRoutes = [
  serve(uploadRegister, async (ctx, { file, query }) =>
    presentImport(ctx, await imports.uploadImport(ctx, file, query)),
  ),
  serve(listImports, async (ctx, { query }) => {
    const { rows, nextCursor } = await imports.readImports(ctx, query)
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
  serve(cancelImport, async (ctx, { params }) =>
    presentImport(ctx, await imports.cancelImport(ctx, params.id)),
  ),
  serve(listImportLines, async (ctx, { params, query }) =>
    imports.readImportLines(ctx, params.id, query),
  ),
  serve(downloadRefused, async (ctx, { params }) => imports.readRefusedFile(ctx, params.id)),
  serve(getUndoPreview, async (ctx, { params }) => {
    await imports.getImportRow(ctx, params.id)
    return previewUndo(ctx, params.id)
  }),
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
  serve(getRegisterTemplate, async (ctx, { query }) => templateFile(ctx, query.month)),
]

async function templateFile(ctx: Ctx, month = monthOf(todayOf(ctx))) {
  const body = writeRegisterTemplate(ctx.locale, month)
  return {
    name: ctx.locale === 'zh' ? `来店登记-${month}.xlsx` : `visit-register-${month}.xlsx`,
    contentType: xlsxType,
    body: Buffer.from(await new Response(body).arrayBuffer()),
  }
}
