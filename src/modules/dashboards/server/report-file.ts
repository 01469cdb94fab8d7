import { writeCsv, writeXlsx } from '#foundation/sheets/write-sheet.ts'
import type { FileAnswer } from '#shared/contract.ts'
import type { Locale } from '#shared/errors.ts'
import { translator } from '#shared/words.ts'
import type { Report } from '../contract.ts'
import { dashboardWords } from '../words.ts'

const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

/** A report as a sheet: money in yuan, rates with their n beside them, the total below. */
export function reportFile(
  report: Report,
  named: { title: string; locale: Locale },
  format: 'xlsx' | 'csv',
): FileAnswer {
  const t = translator(dashboardWords, named.locale)
  const zh = named.locale === 'zh'
  const headers = report.columns.flatMap((column) => {
    const label = zh ? column.label : column.labelEn
    const name = column.value2 === null && report.by2 ? t('total') : label
    return column.unit === 'rate' ? [name, `${name} n`] : [name]
  })
  const cells = (figures: Report['totals']) =>
    report.columns.flatMap((column, place) => {
      const figure = figures[place] ?? null
      const value = figure?.value ?? null
      if (column.unit === 'amount') return [value === null ? null : value / 100]
      return column.unit === 'rate' ? [value, figure?.denominator ?? 0] : [value ?? 0]
    })
  const sheet = {
    name: named.title,
    leadingRows: [
      [`${named.title} ${report.from} – ${report.to}`],
      ...(report.asOf ? [[t('asOfTime', { time: report.asOf })]] : []),
      ...(report.addsUp ? [] : [[t('severalHint')]]),
    ],
    columns: ['', ...headers].map((header) => ({ header, width: 16 })),
    rows: [
      ...report.rows.map((row) => [zh ? row.label : row.labelEn, ...cells(row.figures)]),
      [t('total'), ...cells(report.totals)],
    ],
  }
  return {
    name: `${named.title} ${report.from}_${report.to}.${format}`,
    contentType: contentTypes[format],
    body: format === 'xlsx' ? writeXlsx(sheet) : writeCsv(sheet),
  }
}

/** The totals line by line, to be read in the mail itself: counts, yuan, rates with their n. */
export function totalsInWords(report: Report, locale: Locale): string {
  const zh = locale === 'zh'
  return report.columns
    .flatMap((column, place) => {
      const figure = report.totals[place]
      if (!figure || (report.by2 && column.value2 !== null)) return []
      const { value, n } = figure
      const said =
        value === null
          ? '—'
          : column.unit === 'rate'
            ? `${(value * 100).toFixed(1)}% (n=${n})`
            : (column.unit === 'amount' ? value / 100 : value).toLocaleString('en-US', {
                maximumFractionDigits: 2,
              })
      return [`${zh ? column.label : column.labelEn}${zh ? '：' : ': '}${said}`]
    })
    .join('\n')
}
