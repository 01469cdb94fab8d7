import { writeCsv, writeXlsx } from '#foundation/sheets/write-sheet.ts'
import type { FileAnswer } from '#shared/contract.ts'
import type { Locale } from '#shared/errors.ts'
import { type Phrase, say, translator } from '#shared/words.ts'
import type { MetricTable } from '../contract.ts'
import { metricWords } from '../words.ts'
import { getDefinition } from './definitions.ts'

type Line = (string | number | null)[]

const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/** The table of a number as a sheet: title, formula and period above, the total below. */
export function tableFile(table: MetricTable, locale: Locale, format: 'xlsx' | 'csv'): FileAnswer {
  const t = translator(metricWords, locale)
  const metric = getDefinition(table.key)
  const name = inLocale(metric.names, locale)
  const period = `${table.from} – ${table.to}`
  const isRate = table.unit === 'rate'
  const line = (
    label: string,
    figure: Pick<MetricTable, 'numerator' | 'denominator'>,
    value: number | null,
  ): Line => (isRate ? [label, value, figure.numerator, figure.denominator] : [label, value])
  const headers = [
    table.by ? t(table.by) : '',
    name,
    ...(isRate ? [t('numerator'), t('denominator')] : []),
  ]
  const sheet = {
    name,
    leadingRows: [
      [`${name} ${period}`],
      [inLocale(metric.formula, locale)],
      ...(table.asOf ? [[t('asOfTime', { time: table.asOf })]] : []),
    ],
    columns: headers.map((header) => ({ header, width: 16 })),
    rows: [
      ...table.rows.map((row) => line(locale === 'zh' ? row.label : row.labelEn, row, row.value)),
      line(t('total'), table, table.total),
    ],
  }
  return {
    name: `${name} ${table.from}_${table.to}.${format}`,
    contentType: contentTypes[format],
    body: format === 'xlsx' ? writeXlsx(sheet) : writeCsv(sheet),
  }
}

const inLocale = (phrase: Phrase, locale: Locale): string => say(phrase, locale)
