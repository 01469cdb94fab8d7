import { Segmented } from '#ui/light/Choice.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Definition } from '../contract.ts'
import { analysisWords } from '../analysis-words.ts'
import { isTimeBreakdown } from './breakdown-groups.ts'
import { ExportButtons } from './ExportButtons.tsx'
import { MetricTime } from './MetricTime.tsx'
import { MetricView } from './MetricView.tsx'
import type { Asked } from './period.ts'
import { recordsPath } from './records-path.ts'
import { SplitTools, useSplit } from './SplitTools.tsx'
import { suitableTime } from './say-figure.ts'

const times = ['day', 'week', 'month', 'quarter', 'year'] as const

/** One number over time and broken down; each point opens its records, each table exports. */
export function MetricDetail(props: { metric: Definition; name: string; asked: Asked }) {
  const { metric, asked } = props
  const t = useWords(analysisWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const choices = metric.breakdowns.filter(
    (by) => (by !== 'store' && by !== 'region') || asked.stores === 'all',
  )
  const first = choices.find((by) => !isTimeBreakdown(by)) ?? 'consultant'
  const split = useSplit(choices, asked.stores === 'all' ? 'store' : first)
  const time =
    times.find((one) => one === search.time) ?? suitableTime(asked.from, asked.to, metric.unit)
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
      {metric.breakdowns.includes('day') ? (
        <>
          <div className="k-spread numbers-tools">
            <Segmented
              label={t('overTime')}
              value={time}
              onChange={(value) => setSearch({ time: value }, { replace: true })}
              options={times.map((value) => ({ value, label: t(value) }))}
            />
            <ExportButtons metricKey={metric.key} by={time} asked={asked} />
          </div>
          <MetricTime metric={metric} name={props.name} asked={asked} by={time} />
        </>
      ) : (
        <p>{t('asOfEnd', { day: asked.to })}</p>
      )}
      <div className="k-spread">
        <SplitTools
          label={t('breakdownOf')}
          choices={choices}
          split={split}
          isRate={metric.unit === 'rate'}
        />
        <ExportButtons metricKey={metric.key} by={split.by} by2={split.by2} asked={asked} />
      </div>
      <MetricView {...props} {...split} />
    </section>
  )
}
