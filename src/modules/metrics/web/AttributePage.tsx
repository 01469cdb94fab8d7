import { useAsk } from '#ui/ask.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listMetrics } from '../contract.ts'
import { analysisWords } from '../analysis-words.ts'
import { ExportButtons } from './ExportButtons.tsx'
import { MetricView } from './MetricView.tsx'
import { nameOf } from './naming.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { useAsked } from './period.ts'
import { SplitTools, useSplit } from './SplitTools.tsx'
import './numbers.css'
import './pivot.css'

/** Whom one may look at, and the number that counts them. */
const whom = {
  filed: 'newly_filed',
  registered: 'registered',
  open: 'open_cards',
  buyers: 'deals',
  losses: 'loss',
  parties: 'traffic',
} as const
type Who = keyof typeof whom

/** Prospects, buyers or lost ones by what is known of them, split by model, store, source … */
export function AttributePage() {
  const t = useWords(analysisWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const { grants, stores } = useSession()
  const isRegional = grants['metrics.read'] === 'region' && stores.length > 1
  const asked = useAsked(isRegional ? 'all' : undefined)
  const defined = useAsk(listMetrics, {})
  const who = (Object.keys(whom) as Who[]).find((one) => one === search.who) ?? 'filed'
  const metric = defined.data?.metrics.find((one) => one.key === whom[who])
  const choices = (metric?.breakdowns ?? []).filter(
    (by) => (by !== 'store' && by !== 'region') || asked.stores === 'all',
  )
  const split = useSplit(
    choices,
    who === 'losses' ? 'reason' : who === 'parties' ? 'media' : 'occupation',
  )
  return (
    <div className="k-stack numbers">
      <h1>{t('attributes')}</h1>
      <div className="k-line numbers-tools">
        <Choice
          label={t('who')}
          value={who}
          onChange={(value) => setSearch({ who: value }, { replace: true })}
          options={(Object.keys(whom) as Who[]).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <PeriodPicker asked={asked} />
      {defined.error ? (
        <Failure error={defined.error} onRetry={() => void defined.refetch()} />
      ) : null}
      {metric ? (
        <>
          <div className="k-spread">
            <SplitTools label={t('attribute')} choices={choices} split={split} isRate={false} />
            <ExportButtons metricKey={metric.key} by={split.by} by2={split.by2} asked={asked} />
          </div>
          <p className="k-muted">
            {locale === 'zh' ? `${t(who)}：${metric.formula}` : `${t(who)}: ${metric.formulaEn}`}
          </p>
          <MetricView metric={metric} name={nameOf(metric, locale)} asked={asked} {...split} />
        </>
      ) : defined.error ? null : (
        <Skeleton rows={4} height={60} />
      )}
    </div>
  )
}
