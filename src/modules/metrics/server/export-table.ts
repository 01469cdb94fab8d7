import { writeCsv, writeXlsx } from '#foundation/sheets/write-sheet.ts'
import type { FileAnswer } from '#shared/contract.ts'
import type { Locale } from '#shared/errors.ts'
import { say, translator } from '#shared/words.ts'
import type { Figure, MetricTable } from '../contract.ts'
import { metricWords } from '../words.ts'
import { getDefinition } from './definitions.ts'

type Line = (string | number | null)[]

const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/**
 * The table of a number as a sheet: title, formula and period above, the total below; crossed with a
 * second breakdown, a column for each of its values. Money in yuan.
 */
export function tableFile(table: MetricTable, locale: Locale, format: 'xlsx' | 'csv'): FileAnswer {
  const t = translator(metricWords, locale)
  const metric = getDefinition(table.key)
  const name = say(metric.names, locale)
  const labelOf = (row: { label: string; labelEn: string }) =>
    locale === 'zh' ? row.label : row.labelEn
  const valueOf = ({ value }: Pick<Figure, 'value'>) =>
    value !== null && table.unit === 'amount' ? value / 100 : value
  const parts = (figure: Pick<Figure, 'numerator' | 'denominator'>): Line =>
    figure.denominator === null ? [] : [valueOf({ value: figure.numerator }), figure.denominator]
  const total: Figure = { ...table, value: table.total }
  const cell = (key: string, key2: string) =>
    table.cells.find((one) => one.key === key && one.key2 === key2)
  const crossed = (key: string): Line =>
    table.columns.map((column) => {
      const found = cell(key, column.key)
      return found ? valueOf(found) : table.unit === 'rate' ? null : 0
    })
  const headers = [
    [table.by, table.by2].flatMap((by) => (by ? [t(by)] : [])).join(' × '),
    ...table.columns.map(labelOf),
    table.by2 ? t('total') : name,
    ...(table.denominator === null ? [] : [t('numerator'), t('denominator')]),
  ]
  const sheet = {
    name,
    leadingRows: [
      [`${name} ${table.from} – ${table.to}`],
      [say(metric.formula, locale)],
      ...(table.asOf ? [[t('asOfTime', { time: table.asOf })]] : []),
      ...(table.addsUp ? [] : [[t('severalHint', { n: table.n })]]),
    ],
    columns: headers.map((header) => ({ header, width: 16 })),
    rows: [
      ...table.rows.map(
        (row): Line => [labelOf(row), ...crossed(row.key), valueOf(row), ...parts(row)],
      ),
      [t('total'), ...table.columns.map(valueOf), valueOf(total), ...parts(table)],
    ],
  }
  return {
    name: `${name} ${table.from}_${table.to}.${format}`,
    contentType: contentTypes[format],
    body: format === 'xlsx' ? writeXlsx(sheet) : writeCsv(sheet),
  }
}
