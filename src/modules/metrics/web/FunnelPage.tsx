import { useAsk } from '#ui/ask.ts'
import { sayNumber, sayShare } from '#ui/format.ts'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type FunnelStep, getFunnel } from '../contracts/number-papers.ts'
import { analysisWords } from '../analysis-words.ts'
import { numbersNews } from './naming.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { type Asked, useAsked } from './period.ts'
import { recordsPath } from './records-path.ts'
import './numbers.css'
import './pivot.css'

/** From traffic to delivery: each step's count, its rate and what was lost; each opens its records. */
export function FunnelPage() {
  const t = useWords(analysisWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const { grants, stores } = useSession()
  const isRegional = grants['metrics.read'] === 'region' && stores.length > 1
  const asked = useAsked(isRegional ? 'all' : undefined)
  const of = search.of === 'cohort' ? 'cohort' : 'period'
  const { from, to } = asked
  const funnel = useAsk(
    getFunnel,
    { query: { from, to, stores: asked.stores, where: asked.where } },
    { live: numbersNews, keep: true },
  )
  const { data } = funnel
  const paper = new URLSearchParams({ from, to, paper: 'funnel' })
  return (
    <div className="k-stack numbers">
      <div className="k-spread">
        <h1>{t('salesFunnel')}</h1>
        <Link className="k-button numbers-tools" to={`/number-papers?${paper}`}>
          {t('printFunnel')}
        </Link>
      </div>
      <PeriodPicker asked={asked} />
      <div className="k-line numbers-tools">
        <Segmented
          label={t('salesFunnel')}
          value={of}
          onChange={(value) => setSearch({ of: value }, { replace: true })}
          options={[
            { value: 'period', label: t('ofPeriod') },
            { value: 'cohort', label: t('ofCohort') },
          ]}
        />
        <span className="k-muted">{t(of === 'cohort' ? 'ofCohortHint' : 'ofPeriodHint')}</span>
      </div>
      {funnel.error ? <Failure error={funnel.error} onRetry={() => void funnel.refetch()} /> : null}
      {data === undefined && !funnel.error ? <Skeleton rows={6} height={48} /> : null}
      {data && data[of].every((step) => step.count === 0) ? (
        <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
      ) : null}
      {data && data[of].some((step) => step.count > 0) ? (
        <Steps steps={data[of]} of={of} asked={asked} />
      ) : null}
      {data && of === 'cohort' ? (
        <p>
          <Link to={recordsPath('cohort_lost', asked)}>
            {t('cohortLost')} {sayNumber(data.cohortLost, locale)}
          </Link>
          {' · '}
          {t('cohortOpen')} {sayNumber(data.cohortOpen, locale)}
        </p>
      ) : null}
    </div>
  )
}

function Steps(props: { steps: readonly FunnelStep[]; of: 'period' | 'cohort'; asked: Asked }) {
  const { steps, asked } = props
  const t = useWords(analysisWords)
  const locale = useLocale()
  const most = Math.max(...steps.map((step) => step.count), 1)
  return (
    <ol className="funnel k-card">
      {steps.map((step, place) => (
        <li key={step.key}>
          <Link to={recordsPath(step.key, asked)}>{locale === 'zh' ? step.name : step.nameEn}</Link>
          <span className="funnel-bar-place" aria-hidden="true">
            <span className="funnel-bar" style={{ width: `${(step.count / most) * 100}%` }} />
          </span>
          <span className="funnel-figures">
            <strong className="k-number">{sayNumber(step.count, locale)}</strong>
            {place > 0 && step.ofPrevious !== null ? (
              <span className="k-muted">
                {t('ofPrevious')} {sayShare(step.ofPrevious)}
              </span>
            ) : null}
            {place > 1 && step.ofFirst !== null ? (
              <span className="k-muted">
                {t('ofFirst')} {sayShare(step.ofFirst)}
              </span>
            ) : null}
            {step.lost ? (
              <span className="k-muted">
                {t(props.of === 'cohort' ? 'notHere' : 'fewerHere')} {sayNumber(step.lost, locale)}
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  )
}
