import { daysBetween } from '#shared/days.ts'
import { Period } from '#ui/When.tsx'
import { useAsk } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { sayDate, sayShare } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { storeName, useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  exportTrafficReport,
  getTrafficReport,
  longestReportDays,
  type TrafficReport,
} from '../contracts/traffic-report.ts'
import { addUp, daysOf } from '../contracts/traffic-sums.ts'
import { reportWords } from '../report-words.ts'
import { numbersNews } from './naming.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { useAsked } from './period.ts'
import './traffic-report.css'

type Cell = TrafficReport['cells'][number]
type Named = TrafficReport['series'][number]

/** Traffic by consultant, day and model on one page; every number opens its visits. */
export function TrafficReportPage() {
  const t = useWords(reportWords)
  const locale = useLocale()
  const toast = useToast()
  const { store } = useSession()
  const { search, setSearch } = useNavigation()
  const mayExport = useCan('exports.run')
  const asked = useAsked()
  const { from, to } = asked
  const isTooLong = daysBetween(from, to) >= longestReportDays
  const report = useAsk(
    getTrafficReport,
    { query: { from, to } },
    { live: numbersNews, keep: true, when: !isTooLong },
  )
  const hasDays = search.days === 'yes'
  const save = () =>
    download(exportTrafficReport, { query: { from, to } }).then(
      () => toast(t('exported')),
      (error: unknown) => toast(sayError(error, locale)),
    )
  const data = isTooLong ? undefined : report.data
  return (
    <div className="k-stack traffic-report">
      <div className="k-spread">
        <h1>
          {t('trafficReport')}{' '}
          <small className="k-muted">
            {storeName(store, locale)} <Period from={from} to={to} />
          </small>
        </h1>
        <div className="k-line traffic-tools">
          <Button onClick={() => window.print()}>{t('print')}</Button>
          {mayExport ? <Button onClick={() => void save()}>{t('toExcel')}</Button> : null}
        </div>
      </div>
      <div className="k-stack traffic-tools">
        <PeriodPicker asked={asked} />
        <label className="k-line">
          <input
            type="checkbox"
            checked={hasDays}
            onChange={(event) => setSearch({ days: event.target.checked ? 'yes' : undefined })}
          />
          <span>{t('showDays')}</span>
        </label>
        <p className="k-muted">{t('hint')}</p>
      </div>
      {isTooLong ? <Notice tone="blocked">{t('tooLong', { n: longestReportDays })}</Notice> : null}
      {report.error ? <Failure error={report.error} onRetry={() => void report.refetch()} /> : null}
      {data === undefined && !report.error && !isTooLong ? <Skeleton rows={8} /> : null}
      {data && data.cells.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
      ) : null}
      {data && data.cells.length > 0 ? <Report report={data} hasDays={hasDays} /> : null}
    </div>
  )
}

function Report({ report, hasDays }: { report: TrafficReport; hasDays: boolean }) {
  const t = useWords(reportWords)
  const locale = useLocale()
  const { cells, series } = report
  const period = { from: report.from, to: report.to }
  return (
    <div className="traffic-scroll" role="region" aria-label={t('trafficReport')} tabIndex={0}>
      <table className="traffic-table">
        <Head series={series} />
        <tbody>
          {report.consultants.map((one) => {
            const own = cells.filter((cell) => cell.consultant === one.key)
            const days = hasDays ? daysOf(own) : []
            return [
              <Line
                key={one.key}
                name={<NameOf one={one} />}
                cells={own}
                series={series}
                asked={{ ...period, consultant: one.key }}
                isSum={hasDays}
              />,
              ...days.map((day) => (
                <Line
                  key={`${one.key} ${day}`}
                  name={<span className="traffic-day">{sayDate(day, locale)}</span>}
                  cells={own.filter((cell) => cell.day === day)}
                  series={series}
                  asked={{ from: day, to: day, consultant: one.key }}
                />
              )),
            ]
          })}
        </tbody>
        <tbody>
          <Line name={t('total')} cells={cells} series={series} asked={period} isSum />
        </tbody>
        <tbody>
          <tr>
            <th colSpan={5 + series.length} scope="rowgroup">
              {t('byDay')}
            </th>
          </tr>
          {daysOf(cells).map((day) => (
            <Line
              key={day}
              name={sayDate(day, locale)}
              cells={cells.filter((cell) => cell.day === day)}
              series={series}
              asked={{ from: day, to: day }}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({ series }: { series: readonly Named[] }) {
  const t = useWords(reportWords)
  return (
    <thead>
      <tr>
        <th scope="col">{t('consultant')}</th>
        <th scope="col">{t('traffic')}</th>
        <th scope="col">{t('unfiled')}</th>
        <th scope="col">{t('filed')}</th>
        <th scope="col">{t('filingRate')}</th>
        {series.map((one) => (
          <th key={one.key} scope="col">
            <NameOf one={one} />
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Line(props: {
  name: React.ReactNode
  cells: readonly Cell[]
  series: readonly Named[]
  asked: Record<string, string>
  isSum?: boolean
}) {
  const { cells, asked } = props
  const sum = addUp(cells)
  const traffic = sum.unfiled + sum.filed
  return (
    <tr data-sum={props.isSum || undefined}>
      <th scope="row">{props.name}</th>
      <Number metric="traffic" value={traffic} asked={asked} />
      <Number metric="unfiled_visits" value={sum.unfiled} asked={asked} />
      <Number metric="newly_filed" value={sum.filed} asked={asked} />
      <td>{traffic === 0 ? '—' : sayShare(sum.filed / traffic)}</td>
      {props.series.map((one) => {
        const { unfiled, filed } = addUp(cells.filter((cell) => cell.series === one.key))
        return (
          <Number
            key={one.key}
            metric="traffic"
            value={unfiled + filed}
            asked={{ ...asked, series: one.key }}
          />
        )
      })}
    </tr>
  )
}

/** A number that opens to exactly its visits. */
function Number(props: { metric: string; value: number; asked: Record<string, string> }) {
  if (props.value === 0) return <td className="k-muted">·</td>
  const query = new URLSearchParams(props.asked)
  return (
    <td>
      <Link to={`/numbers/${props.metric}/records?${query.toString()}`}>{props.value}</Link>
    </td>
  )
}

function NameOf({ one }: { one: Named }) {
  const locale = useLocale()
  return <>{locale === 'zh' ? one.label : one.labelEn}</>
}
