import {
  numbersNews,
  sayChange,
  sayFigure,
  sayRow,
  sayValue,
  severalYears,
} from '#modules/metrics/web/panels.tsx'
import { useAsk } from '#ui/ask.ts'
import { Chart } from '#ui/Chart.tsx'
import { sayPeriod } from '#ui/format.ts'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getReport, type Report } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import { ReportTable } from './ReportTable.tsx'
import { useMetricName } from './SpecFields.tsx'
import { queryOf, recordsPath, type Tile } from './spec.ts'

/** One tile of a dashboard: numbers, a chart or a table of a report, opened to its records. */
export function TileCard({ tile }: { tile: Tile }) {
  const t = useWords(dashboardWords)
  const nameOf = useMetricName()
  const query = {
    ...queryOf(tile),
    ...(tile.show === 'number' ? { compare: 'previous' as const } : {}),
  }
  const report = useAsk(getReport, { query }, { keep: true, live: numbersNews })
  const title = tile.name || tile.metrics.map(nameOf).join('、')
  if (report.error)
    return (
      <section className="k-card" aria-label={title}>
        <strong>{title}</strong>
        <Failure error={report.error} onRetry={() => void report.refetch()} />
      </section>
    )
  if (!report.data) return <Skeleton rows={1} height={tile.show === 'number' ? 96 : 280} />
  if (tile.show === 'number')
    return <Numbers tile={tile} report={report.data} title={title} period={t(tile.period)} />
  if (tile.show === 'table' || !tile.by)
    return (
      <section className="k-card k-stack" aria-label={title}>
        <div className="k-spread">
          <strong>{title}</strong>
          <span className="k-muted">{t(tile.period)}</span>
        </div>
        <ReportTable report={report.data} label={title} stores={tile.stores} />
      </section>
    )
  return <Drawn tile={tile} report={report.data} title={`${title} · ${t(tile.period)}`} />
}

function Numbers(props: { tile: Tile; report: Report; title: string; period: string }) {
  const { report, tile } = props
  const locale = useLocale()
  const t = useWords(dashboardWords)
  return (
    <section className="k-card boards-number" aria-label={props.title}>
      {report.columns.map((column, place) => {
        const figure = report.totals[place]
        const isFew = column.unit === 'rate' && figure?.tooFew === true && figure.n > 0
        return (
          <div key={column.metric}>
            <span className="k-muted">
              {(tile.name && report.columns.length === 1 && tile.name) ||
                (locale === 'zh' ? column.label : column.labelEn)}{' '}
              · {props.period}
            </span>
            <Link to={recordsPath(report, { metric: column.metric, stores: tile.stores })}>
              <strong className="k-number boards-big" data-few={isFew || undefined}>
                {figure ? sayValue(figure.value, column.unit, locale) : '—'}
              </strong>
            </Link>
            {figure && column.unit === 'rate' ? (
              <span className="k-muted k-number">
                n = {figure.n} {isFew ? t('tooFew', { n: report.leastN }) : ''}
              </span>
            ) : null}
            <Before report={report} place={place} />
          </div>
        )
      })}
    </section>
  )
}

/** What the number was in the period before, and how it moved. */
function Before({ report, place }: { report: Report; place: number }) {
  const t = useWords(dashboardWords)
  const locale = useLocale()
  const [now, then, unit] = [
    report.totals[place],
    report.before?.totals[place],
    report.columns[place]?.unit ?? 'count',
  ]
  if (!report.before || !now || !then) return null
  return (
    <span className="k-muted" title={sayPeriod(report.before.from, report.before.to, locale)}>
      {t('vsBefore', { value: sayFigure(then, unit, locale, report.leastN) })}{' '}
      {sayChange(now, then, unit, locale)}
    </span>
  )
}

function Drawn({ tile, report, title }: { tile: Tile; report: Report; title: string }) {
  const locale = useLocale()
  const { go } = useNavigation()
  const zh = locale === 'zh'
  const by = tile.by
  // The column of the sum is no series of a crossed chart.
  const series = report.columns.filter((column) => !report.by2 || column.value2 !== null)
  const unit = report.columns[0]?.unit ?? 'count'
  const isTime = by === 'day' || by === 'week' || by === 'month' || by === 'quarter'
  const isFlat = tile.show === 'bar' && !isTime
  return (
    <Chart
      title={title}
      kind={tile.show === 'line' ? 'line' : isFlat ? 'flat-bar' : 'bar'}
      height={isFlat ? Math.max(200, report.rows.length * 30 + 40) : 260}
      categories={report.rows.map((row) =>
        by ? sayRow(by, row, { marks: [], withYear: severalYears(report.rows) }, locale) : row.key,
      )}
      series={series.map((column) => ({
        name: zh ? column.label : column.labelEn,
        values: report.rows.map((row) => {
          const figure = row.figures[report.columns.indexOf(column)]
          return !figure || (column.unit === 'rate' && figure.tooFew) ? null : figure.value
        }),
      }))}
      format={(value) =>
        unit === 'count' ? sayFigureOf(value, locale, report.leastN) : sayValue(value, unit, locale)
      }
      onOpen={({ index, series: name }) => {
        const row = report.rows[index]
        const column = series.find((one) => (zh ? one.label : one.labelEn) === name) ?? series[0]
        if (row && column)
          go(
            recordsPath(report, {
              metric: column.metric,
              stores: tile.stores,
              value: row.key,
              value2: column.value2,
            }),
          )
      }}
    />
  )
}

const sayFigureOf = (value: number, locale: 'zh' | 'en', leastN: number) =>
  sayFigure(
    { value, n: value, numerator: value, denominator: null, tooFew: false },
    'count',
    locale,
    leastN,
  )
