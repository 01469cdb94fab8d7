import { type Breakdown, breakdownWords } from '#shared/breakdowns.ts'
import { type Definition, listMetrics } from '#modules/metrics/contract.ts'
import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type MovingPeriod, movingPeriods } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import { commonBreakdowns, type Spec } from './spec.ts'

const mostNumbers = 12
const own = 'own_days'

/** What a report or tile asks: numbers, rows, columns, period, stores. */
export function SpecFields(props: {
  spec: Spec
  onChange: (change: Partial<Spec>) => void
  /** The days now shown: where own days begin. */
  shown?: { from: string; to: string }
  mayChooseDays?: boolean
}) {
  const { spec, onChange } = props
  const t = useWords(dashboardWords)
  const { metrics } = useDefinitions()
  const locale = useLocale()
  const { stores, grants } = useSession()
  const [dropped, setDropped] = useState<Breakdown>()
  const { days } = spec
  const today = dayOf(useNow(), useTimeZone())
  const monthOfToday = { from: `${today.slice(0, 8)}01`, to: today }
  const scope = grants['metrics.read']
  const chosen = spec.metrics.flatMap((key) => metrics.find((one) => one.key === key) ?? [])
  const dimensions = useDimensions(commonBreakdowns(chosen), spec.stores)
  const seesMany = stores.length > 1 && (scope === 'region' || scope === 'group')
  return (
    <div className="boards-fields">
      <NumbersField
        spec={spec}
        metrics={metrics}
        onChange={(change) => {
          setDropped(spec.by && change.metrics?.length && !change.by ? spec.by : undefined)
          onChange(change)
        }}
      />
      {dropped && !spec.by ? (
        <Notice tone="blocked">
          {t('rowsDropped', { by: breakdownWords[dropped][locale === 'zh' ? 0 : 1] })}
        </Notice>
      ) : null}
      {chosen.length > 1 && dimensions.length === 0 ? (
        <Notice tone="blocked">{t('noCommon')}</Notice>
      ) : null}
      <Field label={t('rowsBy')} required>
        <Select
          value={spec.by ?? ''}
          placeholder={t('none')}
          options={dimensions}
          onChange={(by) =>
            onChange({ by: by === '' ? undefined : (by as Breakdown), by2: undefined })
          }
        />
      </Field>
      {spec.by && spec.metrics.length === 1 ? (
        <Field label={t('columnsBy')} required>
          <Select
            value={spec.by2 ?? ''}
            placeholder={t('none')}
            options={dimensions.filter((one) => one.value !== spec.by)}
            onChange={(by2) => onChange({ by2: by2 === '' ? undefined : (by2 as Breakdown) })}
          />
        </Field>
      ) : null}
      <Field label={t('period')} required>
        <Select
          value={days ? own : spec.period}
          options={[
            ...movingPeriods.map((value) => ({ value, label: t(value) })),
            ...(props.mayChooseDays ? [{ value: own, label: t('customDays') }] : []),
          ]}
          onChange={(period) =>
            period === own
              ? onChange({ days: props.shown ?? monthOfToday })
              : onChange({ period: period as MovingPeriod, days: undefined })
          }
        />
      </Field>
      {days
        ? (['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(end === 'from' ? 'fromDay' : 'toDay')} required>
              <TextInput
                type="date"
                value={days[end]}
                onChange={(day) =>
                  day === '' ? undefined : onChange({ days: { ...days, [end]: day } })
                }
              />
            </Field>
          ))
        : null}
      {seesMany ? (
        <Field label={t('stores')} group required>
          <Segmented
            value={spec.stores ?? 'this'}
            onChange={(value) => onChange({ stores: value === 'all' ? 'all' : undefined })}
            options={[
              { value: 'this', label: t('thisStore') },
              { value: 'all', label: t('allStores') },
            ]}
          />
        </Field>
      ) : null}
    </div>
  )
}

function NumbersField(props: {
  spec: Spec
  metrics: readonly Definition[]
  onChange: (change: Partial<Spec>) => void
}) {
  const { spec, metrics, onChange } = props
  const t = useWords(dashboardWords)
  const nameOf = useMetricName()
  const left = metrics.filter((one) => !spec.metrics.includes(one.key))
  const change = (keys: string[]) => {
    const kept = commonBreakdowns(keys.flatMap((key) => metrics.find((m) => m.key === key) ?? []))
    onChange({
      metrics: keys,
      by: spec.by && kept.includes(spec.by) ? spec.by : undefined,
      by2: undefined,
    })
  }
  return (
    <Field label={t('chooseNumbers')} group required>
      <div className="k-line">
        {spec.metrics.map((key) => (
          <span key={key} className="boards-chip">
            {nameOf(key)}
            <Button
              kind="quiet"
              aria-label={`${t('remove')} ${nameOf(key)}`}
              onClick={() => change(spec.metrics.filter((one) => one !== key))}
            >
              ×
            </Button>
          </span>
        ))}
        {spec.metrics.length < mostNumbers ? (
          <Select
            aria-label={t('addNumber')}
            value=""
            placeholder={t('addNumber')}
            options={left.map((one) => ({ value: one.key, label: nameOf(one.key) }))}
            onChange={(key) => (key === '' ? undefined : change([...spec.metrics, key]))}
          />
        ) : null}
      </div>
    </Field>
  )
}

function useDefinitions(): { metrics: readonly Definition[] } {
  const answer = useAsk(listMetrics, {})
  return { metrics: answer.data?.metrics ?? [] }
}

/** The name of a number by its key, in the language of the page. */
export function useMetricName(): (key: string) => string {
  const locale = useLocale()
  const { metrics } = useDefinitions()
  return (key) => {
    const metric = metrics.find((one) => one.key === key)
    return metric === undefined ? key : locale === 'zh' ? metric.name : metric.nameEn
  }
}

function useDimensions(breakdowns: readonly Breakdown[], stores: 'all' | undefined) {
  const locale = useLocale()
  return breakdowns
    .filter((by) => stores === 'all' || (by !== 'store' && by !== 'region'))
    .map((value) => ({ value, label: breakdownWords[value][locale === 'zh' ? 0 : 1] }))
}
