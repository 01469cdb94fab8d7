import { authorise } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { logExport } from '#modules/lists/index.ts'
import * as contract from '../contract.ts'
import { addEvaluation, bringBack, readEvaluations, takeBack } from './evaluations.ts'
import { readingFile, readPage } from './readings.ts'

export const analysisRoutes = [
  serve(contract.getReading, (ctx, { params, query }) => readPage(ctx, params.question, query)),
  serve(contract.exportReading, async (ctx, { params, query }) => {
    authorise(ctx, 'exports.run')
    const reading = await readPage(ctx, params.question, query)
    const { from, to, stores } = reading
    audit(ctx, {
      action: 'analysis.exported',
      recordType: 'analysis',
      recordId: params.question,
      detail: { from, to, stores, format: 'xlsx' },
    })
    const rows = reading.tables.reduce((sum, table) => sum + table.rows.length, 0)
    await logExport(ctx, { list: 'analysis', format: 'xlsx', rows, withPhones: false })
    return readingFile(reading, query.lang ?? ctx.locale)
  }),
  serve(contract.listEvaluations, async (ctx) => ({ items: await readEvaluations(ctx) })),
  serve(contract.keepEvaluation, (ctx, { body }) => addEvaluation(ctx, body)),
  serve(contract.withdrawEvaluation, (ctx, { params, query }) =>
    takeBack(ctx, params.id, query.version),
  ),
  serve(contract.restoreEvaluation, (ctx, { params }) => bringBack(ctx, params.id)),
]
