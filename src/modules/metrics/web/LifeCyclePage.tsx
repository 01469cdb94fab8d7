import { useAsk } from '#ui/ask.ts'
import { sayNumber } from '#ui/format.ts'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Definition, getMetric, listMetrics } from '../contract.ts'
import { metricWords } from '../words.ts'
import { recordsPath } from './records-path.ts'
import { nameOf, numbersNews } from './naming.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { type Asked, useAsked } from './period.ts'
import './numbers.css'

/** The four stages of a card's life, and below them how the ended ones ended. */
const stages = ['registered', 'followed_up', 'ended', 'analysed'] as const
const outcomes = ['deliveries', 'defeated', 'lost_contact', 'loss', 'open_base'] as const

/** Register, follow up, win or lose, analyse: how many stand at each, and which. */
export function LifeCyclePage() {
  const t = useWords(metricWords)
  const asked = useAsked()
  const defined = useAsk(listMetrics, {})
  const metrics = defined.data?.metrics ?? []
  return (
    <div className="k-stack numbers">
      <h1>{t('lifeCycle')}</h1>
      <p className="k-muted">{t('lifeCycleHint')}</p>
      <PeriodPicker asked={asked} />
      {defined.error ? <Failure error={defined.error} /> : null}
      <Steps label={t('lifeCycle')} keys={stages} metrics={metrics} asked={asked} isOrdered />
      <h2>{t('outcomes')}</h2>
      <Steps label={t('outcomes')} keys={outcomes} metrics={metrics} asked={asked} />
    </div>
  )
}

function Steps(props: {
  label: string
  keys: readonly string[]
  metrics: Definition[]
  asked: Asked
  isOrdered?: boolean
}) {
  const shown = props.keys.flatMap((key) => props.metrics.filter((metric) => metric.key === key))
  return (
    <ol className="numbers-tiles" aria-label={props.label}>
      {shown.map((metric, place) => (
        <li key={metric.key}>
          <Step
            metric={metric}
            asked={props.asked}
            place={props.isOrdered ? place + 1 : undefined}
          />
        </li>
      ))}
    </ol>
  )
}

function Step(props: { metric: Definition; asked: Asked; place: number | undefined }) {
  const { metric, asked } = props
  const t = useWords(metricWords)
  const locale = useLocale()
  const answer = useAsk(
    getMetric,
    { params: { key: metric.key }, query: asked.query },
    { live: numbersNews, keep: true },
  )
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  const name = nameOf(metric, locale)
  return (
    <Link className="numbers-tile" to={recordsPath(metric.key, asked)}>
      <span className="k-muted">{props.place ? `${props.place}. ${name}` : name}</span>
      <span className="numbers-value">
        {answer.data ? (
          <strong className="k-number">{sayNumber(answer.data.numerator, locale)}</strong>
        ) : (
          <Skeleton rows={1} height={28} />
        )}
      </span>
      <span className="k-muted">{locale === 'zh' ? metric.formula : metric.formulaEn}</span>
      <span className="k-muted">
        {t('before')}{' '}
        <span className="k-number">
          {answer.data ? sayNumber(answer.data.compare.previous.numerator, locale) : ''}
        </span>
      </span>
    </Link>
  )
}
