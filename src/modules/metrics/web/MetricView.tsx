import { useAsk } from '#ui/ask.ts'
import { Chart } from '#ui/Chart.tsx'
import { sayPeriod } from '#ui/format.ts'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Definition, getMetric, type MetricTable } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { analysisWords } from '../analysis-words.ts'
import { isTimeBreakdown } from './breakdown-groups.ts'
import { numbersNews } from './naming.ts'
import type { Asked } from './period.ts'
import { PivotTable, type ShareOf } from './PivotTable.tsx'
import { recordsPath } from './records-path.ts'
import { sayRow, sayValue, severalYears } from './say-figure.ts'

export type ChartKind = 'bar' | 'stacked' | 'line'
/** More lines or colours than these cannot be told apart. */
const mostSeries = 6
const mostBars = 30
/** Bars of several series take the room of as many bars each. */
const mostGroups = 12

/** A number by one or two breakdowns: the picture, and below it the table with n and shares. */
export function MetricView(props: {
  metric: Definition
  name: string
  asked: Asked
  by: Breakdown
  by2?: Breakdown | undefined
  kind: ChartKind
  share: ShareOf
  isCompared?: boolean
}) {
  const { metric, asked, by, by2, kind } = props
  const t = useWords(analysisWords)
  const locale = useLocale()
  const { go } = useNavigation()
  const ask = { params: { key: metric.key } }
  const table = useAsk(
    getMetric,
    { ...ask, query: { ...asked.query, by, by2 } },
    { live: numbersNews, keep: true },
  )
  const before = table.data?.compare.previous
  const isCompared = props.isCompared === true && by2 === undefined && !isTimeBreakdown(by)
  const past = useAsk(
    getMetric,
    { ...ask, query: { ...asked.query, by, from: before?.from, to: before?.to } },
    { when: isCompared && before !== undefined, keep: true },
  )
  if (table.error) return <Failure error={table.error} onRetry={() => void table.refetch()} />
  if (!table.data) return <Skeleton rows={2} height={240} />
  if (table.data.rows.every((row) => row.n === 0 && row.numerator === 0))
    return <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
  const { data } = table
  const named = { marks: data.marks, withYear: severalYears(data.rows) }
  const nameOf = (row: MetricTable['rows'][number]) => sayRow(by, row, named, locale)
  const picture = pictureOf(data, kind, nameOf, locale)
  const open = (value?: string, value2?: string) =>
    recordsPath(
      metric.key,
      asked,
      value === undefined
        ? value2 === undefined
          ? {}
          : { by: by2, value: value2 }
        : { by, value, ...(value2 === undefined ? {} : { by2, value2 }) },
    )
  const isHidden = data.unit === 'rate' && data.rows.some((row) => row.tooFew && row.n > 0)
  const left = [
    ...(by2 && data.columns.length > mostSeries ? [mostSeries] : []),
    ...(isTimeBreakdown(by) || data.rows.length <= picture.rows.length + 1
      ? []
      : [picture.rows.length]),
  ]
  return (
    <div className="k-stack">
      <Chart
        title={`${props.name} · ${t(by)}${by2 ? ` × ${t(by2)}` : ''} · ${sayPeriod(asked.from, asked.to, locale)}`}
        note={[
          baseOf(data, t),
          isHidden ? t('tooFewHidden', { n: data.leastN }) : '',
          left.length > 0 ? t('moreLines', { n: left.join(' × ') }) : '',
        ]
          .filter((line) => line !== '')
          .join(' · ')}
        kind={picture.kind}
        height={picture.kind === 'flat-bar' ? Math.max(160, picture.rows.length * 32 + 40) : 320}
        categories={picture.categories}
        series={picture.series}
        format={(value) => sayValue(value, data.unit, locale)}
        onOpen={({ index, series }) => {
          const row = picture.rows[index]
          const column = data.columns.find((one) => labelOf(one, locale) === series)
          if (row) go(open(row.key, column?.key))
        }}
      />
      <PivotTable
        table={data}
        past={isCompared ? past.data : undefined}
        nameOf={nameOf}
        share={props.share}
        open={open}
      />
    </div>
  )
}

const labelOf = (row: { label: string; labelEn: string }, locale: 'zh' | 'en') =>
  locale === 'zh' ? row.label : row.labelEn

function pictureOf(
  table: MetricTable,
  kind: ChartKind,
  nameOf: (row: MetricTable['rows'][number]) => string,
  locale: 'zh' | 'en',
) {
  const isTime = table.by !== null && isTimeBreakdown(table.by)
  // Those of whom it is not known would flatten all others; they stand in the table and the note.
  const known = table.rows.filter((row) => row.key !== '-')
  const none = table.rows.find((row) => row.key === '-')
  const isFlattening =
    none !== undefined && table.unit !== 'rate' && known.every((row) => row.n < none.n)
  const drawn =
    (kind === 'line' || table.by2 || isFlattening) && known.length > 0 ? known : table.rows
  const rows = isTime ? drawn : drawn.slice(0, kind === 'bar' && table.by2 ? mostGroups : mostBars)
  const shown = (figure: { value: number | null; tooFew: boolean } | undefined) =>
    figure === undefined || (table.unit === 'rate' && figure.tooFew) ? null : figure.value
  const empty = table.unit === 'rate' ? null : 0
  const series = table.by2
    ? table.columns.slice(0, mostSeries).map((column) => ({
        name: labelOf(column, locale),
        values: rows.map((row) => {
          const cell = table.cells.find((one) => one.key === row.key && one.key2 === column.key)
          return cell ? shown(cell) : empty
        }),
      }))
    : [{ name: '', values: rows.map(shown) }]
  const flat = !table.by2 && !isTime && kind === 'bar' ? ('flat-bar' as const) : kind
  return { kind: flat, rows, categories: rows.map(nameOf), series }
}

/** What the table stands on: how many, how many of them have said it, and answers where several. */
function baseOf(
  table: MetricTable,
  t: (key: 'severalBase' | 'knownBase', values: Record<string, string | number>) => string,
): string {
  const none = table.rows.find((row) => row.key === '-')
  if (table.by === null || isTimeBreakdown(table.by) || table.unit !== 'count') return ''
  const n = table.numerator
  const a = n - (none?.numerator ?? 0)
  if (table.addsUp || table.by !== 'hobby')
    return none ? t('knownBase', { n, a, p: n === 0 ? '—' : `${((a / n) * 100).toFixed(0)}%` }) : ''
  const b = table.rows.reduce((sum, row) => sum + (row.key === '-' ? 0 : row.numerator), 0)
  return t('severalBase', { n, a, b })
}
