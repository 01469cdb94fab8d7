import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayShare } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  getPace,
  getTargets,
  proposeTargets,
  setTargets,
  type TargetNumber,
  type TargetScope,
  type TargetTable,
} from '../contract.ts'
import { targetWords } from '../words.ts'
import { sayGoal, typedGoal } from './say-number.ts'
import { sayPeriod, sheetPeriods } from '../periods-said.ts'

const kinds = [
  'months_by_season',
  'months_evenly',
  'shares_by_past',
  'shares_evenly',
  'copy_targets',
  'copy_done',
  'traffic_identity',
] as const
type Kind = (typeof kinds)[number]
const origins = { months: 'spread', shares: 'spread', copy: 'copy', traffic: 'identity' } as const

/** Spreads down, copies or derives targets; shown first, saved only when adopted. */
export function ProposalSheet(props: {
  metric: TargetNumber
  scope: TargetScope
  year: number
  rows: TargetTable['rows']
  onClose: () => void
}) {
  const t = useWords(targetWords)
  const { metric, scope, year } = props
  const [kind, setKind] = useState<Kind>('months_by_season')
  const [period, setPeriod] = useState(String(year))
  const [subject, setSubject] = useState(props.rows[0]?.subject ?? '')
  const [total, setTotal] = useState('')
  const [percent, setPercent] = useState('0')
  const [asked, setAsked] = useState<Record<string, string | number>>()
  const isShares = kind.startsWith('shares')
  const isMonths = kind.startsWith('months')
  const show = () => {
    const whole = typedGoal(metric, total)
    setAsked({
      kind,
      metric,
      scope: isShares && scope === 'store' ? 'consultant' : scope,
      ...(isMonths ? { subject } : {}),
      period: isShares || kind === 'traffic_identity' ? period : String(year),
      ...(whole === undefined || kind === 'traffic_identity' ? {} : { total: whole }),
      percent: Math.round(Number(percent)) || 0,
    })
  }
  const periods = sheetPeriods(year).toReversed()
  return (
    <Sheet open onClose={props.onClose} title={`${t('tools')} · ${t(metric)} ${year}`}>
      <div className="k-form">
        <p className="k-muted">{t('toolsHint')}</p>
        <Field label={t('tools')} required>
          <Select
            value={kind}
            onChange={(next) => {
              setKind(kinds.find((one) => one === next) ?? 'months_evenly')
              setAsked(undefined)
            }}
            options={kinds.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        {isMonths && props.rows.length > 1 ? (
          <Field label={t('forWhom')} required>
            <Select
              value={subject}
              onChange={setSubject}
              options={props.rows.map((row) => ({ value: row.subject, label: row.name }))}
            />
          </Field>
        ) : null}
        {isShares || kind === 'traffic_identity' ? (
          <Field label={t('period')} required>
            <Select
              value={period}
              onChange={setPeriod}
              options={periods.map((value) => ({ value, label: sayPeriod(value, t) }))}
            />
          </Field>
        ) : null}
        {isMonths || isShares ? (
          <Field label={t('whole')} hint={t('wholeHint')}>
            <TextInput value={total} onChange={setTotal} inputMode="decimal" />
          </Field>
        ) : null}
        {kind.startsWith('copy') ? (
          <Field label={t('percent')} required>
            <TextInput value={percent} onChange={setPercent} inputMode="numeric" />
          </Field>
        ) : null}
        <Button onClick={show}>{t('show')}</Button>
        {asked ? (
          <Proposal
            key={JSON.stringify(asked)}
            asked={asked}
            origin={origins[kind.split('_')[0] as keyof typeof origins]}
            onDone={props.onClose}
          />
        ) : null}
      </div>
    </Sheet>
  )
}

function Proposal(props: {
  asked: Record<string, string | number>
  origin: 'spread' | 'copy' | 'identity'
  onDone: () => void
}) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const toast = useToast()
  const answer = useAsk(proposeTargets, { query: props.asked })
  const set = useDo(setTargets, { refresh: [getTargets, getPace, proposeTargets] })
  const { data } = answer
  if (answer.error) return <Failure error={answer.error} />
  if (!data) return <Skeleton rows={4} />
  const adopt = async () => {
    const { set: count } = await set.mutateAsync({
      body: {
        origin: props.origin,
        cells: data.cells.map(({ scope, subject, period, value, revision }) => ({
          metric: data.metric as TargetNumber,
          scope: scope as TargetScope,
          subject,
          period,
          value,
          revision,
        })),
      },
    })
    toast(t('adopted', { n: count }))
    props.onDone()
  }
  return (
    <div className="k-stack">
      {data.basis ? (
        <p className="k-muted">
          {t('basis', {
            ...data.basis,
            filing: sayShare(data.basis.filingRate),
            close: sayShare(data.basis.closeRate),
          })}
        </p>
      ) : null}
      <div className="goal-scroll" role="region" aria-label={t('proposed')} tabIndex={0}>
        <table className="goal-table">
          <thead>
            <tr>
              <th scope="col">{t('forWhom')}</th>
              <th scope="col">{t('period')}</th>
              <th scope="col">{t('current')}</th>
              <th scope="col">{t('proposed')}</th>
            </tr>
          </thead>
          <tbody>
            {data.cells.map((cell) => (
              <tr key={`${cell.scope} ${cell.subject} ${cell.period}`}>
                <th scope="row">{locale === 'zh' ? cell.name : cell.nameEn}</th>
                <td>{sayPeriod(cell.period, t)}</td>
                <td>{sayGoal(data.metric, cell.current, locale)}</td>
                <td>
                  <strong>{sayGoal(data.metric, cell.value, locale)}</strong>
                </td>
              </tr>
            ))}
            <tr data-me>
              <th scope="row">{t('sum')}</th>
              <td />
              <td />
              <td>{sayGoal(data.metric, data.total, locale)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      {set.error ? <Failure error={set.error} /> : null}
      <Button
        kind="primary"
        wide
        busy={set.isPending}
        onClick={() => void adopt().catch(() => undefined)}
      >
        {t('adopt')}
      </Button>
    </div>
  )
}
