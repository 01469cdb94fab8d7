import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { CallError, download } from '#ui/call.ts'
import { sayError } from '#ui/call-error.ts'
import { Chart } from '#ui/Chart.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Definition, exportMetric, getMetric, type MetricTable } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { metricWords } from '../words.ts'
import { numbersNews } from './naming.ts'
import type { Asked } from './period.ts'
import { sayRow, sayValue, suitableTime } from './say-figure.ts'

const times = ['day', 'week', 'month'] as const
type Time = (typeof times)[number]

/** One number over time and by one dimension; each point opens its records, each table exports. */
export function MetricDetail(props: { metric: Definition; name: string; asked: Asked }) {
  const { metric, asked } = props
  const t = useWords(metricWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const time =
    times.find((one) => one === search.time) ?? suitableTime(asked.from, asked.to, metric.unit)
  const dimensions = metric.breakdowns.filter(
    (by) => !times.includes(by as Time) && (by !== 'store' || asked.stores === 'all'),
  )
  const hasTime = metric.breakdowns.includes('day')
  const first = asked.stores === 'all' ? 'store' : dimensions[0]
  const by = dimensions.find((one) => one === search.by) ?? first ?? 'consultant'
  return (
    <section className="k-stack" aria-label={props.name}>
      <div className="k-spread">
        <div>
          <h2>{props.name}</h2>
          <p className="k-muted">{locale === 'zh' ? metric.formula : metric.formulaEn}</p>
        </div>
        <Link className="k-button" to={recordsPath(metric.key, asked)}>
          {t('openRecords')}
        </Link>
      </div>
      {hasTime ? (
        <>
          <div className="k-spread">
            <Segmented
              label={t('overTime')}
              value={time}
              onChange={(value) => setSearch({ time: value }, { replace: true })}
              options={times.map((value) => ({ value, label: t(value) }))}
            />
            <ExportButtons metricKey={metric.key} by={time} asked={asked} />
          </div>
          <MetricChart
            {...props}
            by={time}
            kind={metric.unit === 'rate' || time !== 'day' ? 'line' : 'bar'}
          />
        </>
      ) : (
        <p>{t('asOfEnd', { day: asked.to })}</p>
      )}
      <div className="k-spread">
        <Segmented
          label={t('breakdownOf')}
          value={by}
          onChange={(value) => setSearch({ by: value }, { replace: true })}
          options={dimensions.map((value) => ({ value, label: t(value) }))}
        />
        <ExportButtons metricKey={metric.key} by={by} asked={asked} />
      </div>
      <MetricChart {...props} by={by} kind="flat-bar" />
    </section>
  )
}

function MetricChart(props: {
  metric: Definition
  name: string
  asked: Asked
  by: Breakdown
  kind: 'line' | 'bar' | 'flat-bar'
}) {
  const { metric, asked, by, kind } = props
  const t = useWords(metricWords)
  const locale = useLocale()
  const { go } = useNavigation()
  const table = useAsk(
    getMetric,
    { params: { key: metric.key }, query: { ...asked.query, by } },
    { live: numbersNews, keep: true },
  )
  if (table.error) return <Failure error={table.error} onRetry={() => void table.refetch()} />
  if (!table.data) return <Skeleton rows={1} height={320} />
  const { rows, leastN, unit, marks, n } = table.data
  if (n === 0) return <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
  const isHidden = (row: MetricTable['rows'][number]) => unit === 'rate' && row.tooFew
  return (
    <Chart
      title={`${props.name} · ${t(by)} · ${asked.from} – ${asked.to}`}
      note={
        rows.some((row) => isHidden(row) && row.n > 0)
          ? t('tooFewHidden', { n: leastN })
          : undefined
      }
      kind={kind}
      height={kind === 'flat-bar' ? Math.max(160, rows.length * 34 + 40) : 300}
      categories={rows.map((row) => {
        const name = sayRow(by, row, marks, locale)
        return unit === 'rate' && kind === 'flat-bar' ? `${name} (n=${row.n})` : name
      })}
      series={[{ name: props.name, values: rows.map((row) => (isHidden(row) ? null : row.value)) }]}
      format={(value) => sayValue(value, unit, locale)}
      onOpen={({ index }) => {
        const row = rows[index]
        if (row) go(recordsPath(metric.key, asked, by, row.key))
      }}
    />
  )
}

function ExportButtons(props: { metricKey: string; by: Breakdown; asked: Asked }) {
  const t = useWords(metricWords)
  const locale = useLocale()
  const toast = useToast()
  const mayExport = useCan('exports.run')
  const [busy, setBusy] = useState(false)
  if (!mayExport) return null
  const save = async (format: 'xlsx' | 'csv') => {
    setBusy(true)
    try {
      await download(exportMetric, {
        params: { key: props.metricKey },
        query: { ...props.asked.query, by: props.by, format },
      })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      toast(sayError(error, locale))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="k-line numbers-export">
      <Button kind="quiet" busy={busy} onClick={() => void save('xlsx')}>
        {t('exportXlsx')}
      </Button>
      <Button kind="quiet" busy={busy} onClick={() => void save('csv')}>
        {t('exportCsv')}
      </Button>
    </div>
  )
}

/** The address of the records behind a number, or behind one value of its breakdown. */
export function recordsPath(key: string, asked: Asked, by?: Breakdown, value?: string): string {
  const search = new URLSearchParams({ from: asked.from, to: asked.to })
  if (asked.stores) search.set('stores', asked.stores)
  if (asked.known) search.set('known', asked.known)
  if (by && value !== undefined) {
    search.set('by', by)
    search.set('value', value)
  }
  return `/numbers/${key}/records?${search}`
}
