import type { Ctx } from '#foundation/ctx.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { type Day, compareDays, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { translator } from '#shared/words.ts'
import { longestReportDays, type TrafficReport } from '../contracts/traffic-report.ts'
import { addUp, daysOf } from '../contracts/traffic-sums.ts'
import { reportWords } from '../report-words.ts'
import { countSource } from './fact-answers.queries.ts'
import { labelOf, labelsOf } from './labels.ts'
import type { Question } from './question.ts'
import { readQuestion } from './read-question.ts'

/**
 * Traffic of the store by consultant, day and model over a period of at most a quarter, within the
 * caller's scope; its totals are those of the numbers `traffic`, `unfiled` and `newly_filed`.
 */
export async function readTrafficReport(
  ctx: Ctx,
  query: { from?: Day | undefined; to?: Day | undefined },
): Promise<TrafficReport> {
  const question = await readQuestion(ctx, query)
  const { from, to } = question
  if (daysBetween(from, to) >= longestReportDays)
    throw coreError('core.invalid_input', { issues: [{ path: 'query.to', code: 'too_big' }] })
  const cells = await countTraffic(ctx, question)
  return {
    from,
    to,
    series: await named(ctx, 'series', cells),
    consultants: await named(ctx, 'consultant', cells),
    cells,
    total: addUp(cells),
  }
}

type TrafficCell = TrafficReport['cells'][number]

/** Unfiled and newly filed parties by day, consultant and model, as the numbers count them. */
async function countTraffic(ctx: Ctx, question: Question): Promise<TrafficCell[]> {
  const cells = await countSource(ctx.tx, 'door', question, ['day', 'consultant', 'series'])
  return cells
    .map(({ keys: [day = '', consultant = '', series = ''], sums }) => ({
      day,
      consultant,
      series,
      unfiled: sums.unfiled ?? 0,
      filed: sums.newly_filed ?? 0,
    }))
    .filter((cell) => cell.unfiled + cell.filed > 0)
    .sort((a, b) => compareDays(a.day, b.day))
}

/** The values that occur, those with the most traffic first. */
async function named(ctx: Ctx, by: 'series' | 'consultant', cells: readonly TrafficCell[]) {
  const traffic = new Map<string, number>()
  for (const cell of cells)
    traffic.set(cell[by], (traffic.get(cell[by]) ?? 0) + cell.unfiled + cell.filed)
  const keys = [...traffic.keys()].sort((a, b) => (traffic.get(b) ?? 0) - (traffic.get(a) ?? 0))
  const labels = await labelsOf(ctx, by, keys)
  return keys.map((key) => {
    const { label, labelEn } = labelOf(labels, key)
    return { key, label, labelEn }
  })
}

/** The report as a sheet: a line for each consultant and day, one for each consultant, and the total. */
export function trafficFile(report: TrafficReport, locale: 'zh' | 'en'): FileAnswer {
  const t = translator(reportWords, locale)
  const nameOf = (one: { label: string; labelEn: string }) =>
    locale === 'zh' ? one.label : one.labelEn
  const line = (who: string, day: string, cells: readonly TrafficCell[]) => {
    const sum = addUp(cells)
    const ofSeries = report.series.map((series) => {
      const { unfiled, filed } = addUp(cells.filter((cell) => cell.series === series.key))
      return unfiled + filed
    })
    return [who, day, sum.unfiled + sum.filed, sum.unfiled, sum.filed, ...ofSeries]
  }
  const rows = report.consultants.flatMap((one) => {
    const own = report.cells.filter((cell) => cell.consultant === one.key)
    return [
      ...daysOf(own).map((day) =>
        line(
          nameOf(one),
          day,
          own.filter((cell) => cell.day === day),
        ),
      ),
      line(nameOf(one), t('subtotal'), own),
    ]
  })
  const title = `${t('trafficReport')} ${report.from} – ${report.to}`
  const headers = [
    t('consultant'),
    t('day'),
    t('traffic'),
    t('unfiled'),
    t('filed'),
    ...report.series.map(nameOf),
  ]
  return {
    name: `${t('trafficReport')} ${report.from}_${report.to}.xlsx`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: writeXlsx({
      name: t('trafficReport'),
      leadingRows: [[title]],
      columns: headers.map((header) => ({ header, width: 14 })),
      rows: [...rows, line(t('total'), '', report.cells)],
    }),
  }
}
