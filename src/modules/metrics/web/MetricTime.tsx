import { useAsk } from '#ui/ask.ts'
import { Chart } from '#ui/Chart.tsx'
import { sayPeriod } from '#ui/format.ts'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Definition, getMetric, type MetricTable } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { metricWords } from '../words.ts'
import { numbersNews } from './naming.ts'
import type { Asked } from './period.ts'
import { recordsPath } from './records-path.ts'
import { sayRow, sayValue, severalYears } from './say-figure.ts'

/** A number over time; a point opens its records. */
export function MetricTime(props: {
  metric: Definition
  name: string
  asked: Asked
  by: Breakdown
}) {
  const { metric, asked, by } = props
  const t = useWords(metricWords)
  const locale = useLocale()
  const { go } = useNavigation()
  const table = useAsk(
    getMetric,
    { params: { key: metric.key }, query: { ...asked.query, by } },
    { live: numbersNews, keep: true },
  )
  if (table.error) return <Failure error={table.error} onRetry={() => void table.refetch()} />
  if (!table.data) return <Skeleton rows={1} height={300} />
  const { rows, leastN, unit, marks, n } = table.data
  if (n === 0) return <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
  const isHidden = (row: MetricTable['rows'][number]) => unit === 'rate' && row.tooFew
  return (
    <Chart
      title={`${props.name} · ${t(by)} · ${sayPeriod(asked.from, asked.to, locale)}`}
      note={
        rows.some((row) => isHidden(row) && row.n > 0)
          ? t('tooFewHidden', { n: leastN })
          : undefined
      }
      kind={unit === 'rate' || by !== 'day' ? 'line' : 'bar'}
      height={300}
      categories={rows.map((row) =>
        sayRow(by, row, { marks, withYear: severalYears(rows) }, locale),
      )}
      series={[{ name: props.name, values: rows.map((row) => (isHidden(row) ? null : row.value)) }]}
      format={(value) => sayValue(value, unit, locale)}
      onOpen={({ index }) => {
        const row = rows[index]
        if (row) go(recordsPath(metric.key, asked, { by, value: row.key }))
      }}
    />
  )
}
