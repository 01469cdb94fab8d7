import { authorise, type Ctx } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { logExport } from '#modules/lists/index.ts'
import { exportMetric, getBoard, getMetric, listMetricRecords, listMetrics } from '../contract.ts'
import { getFunnel, getNumberPaper, getNumberPaperFile } from '../contracts/number-papers.ts'
import { exportTrafficReport, getTrafficReport } from '../contracts/traffic-report.ts'
import { metrics, unitOf } from './definitions.ts'
import { tableFile } from './export-table.ts'
import { readFunnel } from './funnel.ts'
import { numberPaperFile, readNumberPaper } from './number-papers.ts'
import { readQuestion } from './read-question.ts'
import { readRecords } from './records.ts'
import { readBoard, readTable } from './tables.ts'
import { readTrafficReport, trafficFile } from './traffic-report.ts'

export const metricsRoutes = [
  serve(listMetrics, async () => ({
    metrics: metrics.map((metric) => ({
      key: metric.key,
      group: metric.group,
      unit: unitOf(metric),
      name: metric.names[0],
      nameEn: metric.names[1],
      formula: metric.formula[0],
      formulaEn: metric.formula[1],
      breakdowns: [...metric.breakdowns],
      hasPast: metric.hasPast,
      isApart: metric.isApart ?? false,
    })),
  })),
  serve(getMetric, async (ctx, { params, query }) =>
    readTable(ctx, params.key, await readQuestion(ctx, query)),
  ),
  serve(listMetricRecords, async (ctx, { params, query }) =>
    readRecords(ctx, params.key, await readQuestion(ctx, query), query),
  ),
  serve(exportMetric, async (ctx, { params, query }) => {
    authorise(ctx, 'exports.run')
    const table = await readTable(ctx, params.key, await readQuestion(ctx, query))
    const { from, to, by, stores } = table
    audit(ctx, {
      action: 'metric.exported',
      recordType: 'metric',
      recordId: params.key,
      detail: { from, to, by, stores, rows: table.rows.length, format: query.format },
    })
    await logNumbers(ctx, 'numbers.table', query.format, table.rows.length)
    return tableFile(table, ctx.locale, query.format)
  }),
  serve(getTrafficReport, (ctx, { query }) => readTrafficReport(ctx, query)),
  serve(exportTrafficReport, async (ctx, { query }) => {
    authorise(ctx, 'exports.run')
    const report = await readTrafficReport(ctx, query)
    audit(ctx, {
      action: 'metric.exported',
      recordType: 'metric',
      recordId: 'traffic-report',
      detail: { from: report.from, to: report.to, rows: report.cells.length, format: 'xlsx' },
    })
    await logNumbers(ctx, 'numbers.traffic-report', 'xlsx', report.cells.length)
    return trafficFile(report, ctx.locale)
  }),
  serve(getFunnel, async (ctx, { query }) => readFunnel(ctx, await readQuestion(ctx, query))),
  serve(getNumberPaper, async (ctx, { params, query }) =>
    readNumberPaper(ctx, params.paper, await readQuestion(ctx, query)),
  ),
  serve(getNumberPaperFile, async (ctx, { params, query }) =>
    numberPaperFile(ctx, params.paper, await readQuestion(ctx, query), query.format),
  ),
  serve(getBoard, async (ctx, { query }) => readBoard(ctx, await readQuestion(ctx, query))),
]

function logNumbers(ctx: Ctx, list: string, format: 'xlsx' | 'csv', rows: number): Promise<void> {
  return logExport(ctx, { list, format, rows, withPhones: false })
}
