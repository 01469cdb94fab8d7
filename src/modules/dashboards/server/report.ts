import type { Ctx } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import {
  type Figures,
  getDefinition,
  previousPeriod,
  readFigures,
  readQuestion,
  unitOf,
} from '#modules/metrics/index.ts'
import { dayInZone } from '#shared/days.ts'
import { movingPeriod } from '#shared/moving-period.ts'
import { dashboardsError, type Report, type ReportQuery } from '../contract.ts'

/**
 * Chosen numbers side by side, in total and by the rows of one dimension; one number also by two
 * crossed. Each figure is the number's own (architecture.md section 6), within the caller's scope.
 * Throws `dashboards.one_number_crossed` and what the numbers throw.
 */
export async function readReport(ctx: Ctx, query: ReportQuery): Promise<Report> {
  const keys = [...new Set(query.metrics.split(','))]
  if (query.by2 !== undefined && keys.length > 1)
    throw dashboardsError('dashboards.one_number_crossed')
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const period = query.period === undefined ? {} : movingPeriod(query.period, today)
  const question = await readQuestion(ctx, { ...query, ...period })
  const parts: (ReturnType<typeof nameOf> & Figures)[] = []
  for (const key of keys) parts.push({ ...nameOf(key), ...(await readFigures(ctx, key, question)) })
  const [first] = parts
  const rows = new Map<string, { label: string; labelEn: string }>()
  for (const { rows: own } of parts)
    for (const { key, label, labelEn } of own) rows.set(key, { label, labelEn })
  const common = {
    from: question.from,
    to: question.to,
    asOf: question.asOf?.toISOString() ?? null,
    by: query.by ?? null,
    by2: query.by2 ?? null,
    leastN: storeSettings(ctx.store).minimumN,
    addsUp: parts.every((part) => part.addsUp),
    before: query.compare ? await readBefore(ctx, keys, question) : null,
  }
  if (query.by2 !== undefined && first) {
    const cells = new Map(first.cells.map((cell) => [`${cell.key} ${cell.key2}`, cell]))
    const columns = first.columns.map(({ key, label, labelEn }) => ({
      metric: first.key,
      unit: first.unit,
      label,
      labelEn,
      value2: key,
    }))
    const [name, nameEn] = first.names
    const sum = { metric: first.key, unit: first.unit, label: name, labelEn: nameEn }
    return {
      ...common,
      columns: [...columns, { ...sum, value2: null }],
      rows: first.rows.map(({ key, label, labelEn, ...figure }) => ({
        key,
        label,
        labelEn,
        figures: [
          ...columns.map((column) => cells.get(`${key} ${column.value2}`) ?? nothing(first.key)),
          figure,
        ],
      })),
      totals: [
        ...first.columns.map(({ key: _key, label: _label, labelEn: _en, ...figure }) => figure),
        first.total,
      ],
    }
  }
  return {
    ...common,
    columns: parts.map(({ key, unit, names }) => ({
      metric: key,
      unit,
      label: names[0],
      labelEn: names[1],
      value2: null,
    })),
    rows: [...rows].map(([key, words]) => ({
      key,
      ...words,
      figures: parts.map((part) => part.rows.find((row) => row.key === key) ?? nothing(part.key)),
    })),
    totals: parts.map((part) => part.total),
  }
}

/** The totals of the period before: the month before for a month, else as many days. */
async function readBefore(
  ctx: Ctx,
  keys: readonly string[],
  question: Awaited<ReturnType<typeof readQuestion>>,
): Promise<Report['before']> {
  const span = previousPeriod(question)
  const totals: Report['totals'] = []
  for (const key of keys) {
    const plain = { ...question, ...span, by: undefined, by2: undefined }
    totals.push((await readFigures(ctx, key, plain)).total)
  }
  return { ...span, totals }
}

/** A row without such records counts none; a share or a mean of none is not known. */
function nothing(key: string): Report['totals'][number] {
  return getDefinition(key).denominator
    ? null
    : { value: 0, n: 0, numerator: 0, denominator: null, tooFew: false }
}

function nameOf(key: string) {
  const metric = getDefinition(key)
  return { key, unit: unitOf(metric), names: metric.names }
}
