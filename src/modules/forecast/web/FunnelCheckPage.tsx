import { useState } from 'react'
import { checkFunnel } from '#shared/steady-funnel.ts'
import { useAsk } from '#ui/ask.ts'
import { sayDate, sayNumber, sayShare } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getFunnelCheck } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { FunnelTabs } from './FunnelTabs.tsx'
import { sayWan } from './money.ts'
import { StageTable } from './StageTable.tsx'
import './forecast.css'

/** Whether every stage is on its way to the same sales, by the store's own rates; and a place to try. */
export function FunnelCheckPage() {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const check = useAsk(getFunnelCheck, {}, { live: ['opportunities.*', 'orders.*'], keep: true })
  const { data } = check
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('checkTitle')}</h1>
        <Button className="fc-tools" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <FunnelTabs tab="/funnel/check" />
      {check.error ? <Failure error={check.error} onRetry={() => void check.refetch()} /> : null}
      {data === undefined && !check.error ? <Skeleton rows={5} /> : null}
      {data ? (
        <section className="k-card k-stack" aria-label={t('checkTitle')}>
          <Notice tone={data.verdict === 'steady' ? 'done' : 'blocked'}>
            {t(`verdict_${data.verdict}`)}
          </Notice>
          <StageTable
            stages={data.stages}
            columns={[
              { title: t('cards'), cell: (stage) => sayNumber(stage.cards, locale) },
              { title: t('amountWan'), cell: (stage) => sayWan(stage.amountFen) },
              {
                title: t('rate'),
                cell: (stage) =>
                  stage.isTooFew || stage.rate === null
                    ? t('tooFew', { n: stage.n })
                    : t('rateOfN', {
                        rate: sayShare(stage.rate),
                        n: sayNumber(stage.n, locale),
                      }),
              },
              {
                title: t('days'),
                cell: (stage) =>
                  stage.days === null ? '—' : t('nDays', { n: Math.round(stage.days) }),
              },
              {
                title: t('yield'),
                cell: (stage) => (stage.isTooFew ? '—' : sayWan(stage.yieldFen)),
              },
            ]}
          />
          <p className="k-muted">
            {t('checkHint', { from: sayDate(data.from, locale), to: sayDate(data.to, locale) })}
          </p>
        </section>
      ) : null}
      <TryOwn />
    </div>
  )
}

interface Tried {
  amount: string
  rate: string
}

/** The textbook's funnel to begin with: every stage gives 180,000. */
const example: Tried[] = [
  { amount: '500000', rate: '50' },
  { amount: '250000', rate: '80' },
  { amount: '200000', rate: '90' },
]

function TryOwn() {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const [stages, setStages] = useState(example)
  const numbers = stages.map(({ amount, rate }) => ({
    amount: Math.max(0, Number(amount.replaceAll(',', '')) || 0),
    rate: Math.min(1, Math.max(0, (Number(rate) || 0) / 100)),
  }))
  const { stages: yields, verdict } = checkFunnel(numbers)
  const edit = (place: number, change: Partial<Tried>) =>
    setStages(stages.map((stage, at) => (at === place ? { ...stage, ...change } : stage)))
  return (
    <section className="k-card k-stack" aria-label={t('tryOwn')}>
      <h2>{t('tryOwn')}</h2>
      <p className="k-muted">{t('tryHint')}</p>
      {stages.map((stage, place) => (
        <div key={place} className="fc-try">
          <Field label={`${t('stageN', { n: place + 1 })} ${t('plainAmount')}`} required>
            <TextInput
              value={stage.amount}
              inputMode="decimal"
              onChange={(amount) => edit(place, { amount })}
            />
          </Field>
          <Field label={t('ratePercent')} required>
            <TextInput
              value={stage.rate}
              inputMode="decimal"
              onChange={(rate) => edit(place, { rate })}
            />
          </Field>
          <p>
            {t('plainYield')}{' '}
            <strong className="k-number">{sayNumber(yields[place]?.yield ?? 0, locale)}</strong>
          </p>
          {stages.length > 1 ? (
            <Button
              kind="quiet"
              className="fc-tools"
              aria-label={`${t('removeStage')} ${t('stageN', { n: place + 1 })}`}
              onClick={() => setStages(stages.filter((_, at) => at !== place))}
            >
              {t('removeStage')}
            </Button>
          ) : null}
        </div>
      ))}
      <Notice tone={verdict === 'steady' ? 'done' : 'blocked'}>{t(`verdict_${verdict}`)}</Notice>
      {stages.length < 8 ? (
        <Button
          className="fc-tools"
          onClick={() => setStages([...stages, { amount: '0', rate: '90' }])}
        >
          {t('addStage')}
        </Button>
      ) : null}
    </section>
  )
}
