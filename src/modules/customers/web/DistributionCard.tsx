import { Fragment, useState } from 'react'
import type { CallInput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useWords } from '#ui/words.tsx'
import { distributionKinds, getDistribution } from '../contracts/list.ts'
import { listWords } from './list-words.ts'
import './record.css'

/** How many options are shown until all are asked for. */
const fewest = 8
type By = (typeof distributionKinds)[number]
const words = {
  hobby: 'byHobby',
  occupation: 'byOccupation',
  industry: 'byIndustry',
  household: 'byHousehold',
  area: 'byArea',
  source: 'bySource',
  family: 'byFamily',
} as const
const percent = (part: number, whole: number) =>
  whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`

/**
 * How the customers of the list spread over an option. A customer may have three hobbies, so each
 * share states its base: answers, or customers of whom it is known. A bar opens its customers.
 */
export function DistributionCard(props: {
  filters: Omit<CallInput<typeof getDistribution>['query'], 'by'>
  onPick: (filter: string, value: string) => void
}) {
  const t = useWords(listWords)
  const [by, setBy] = useState<By>('hobby')
  const [showsAll, setShowsAll] = useState(false)
  const answer = useAsk(getDistribution, { query: { ...props.filters, by } }, { keep: true })
  const data = answer.data
  const most = Math.max(1, ...(data?.items ?? []).map((one) => one.count))
  return (
    <section className="k-card k-stack" aria-label={t('distribution')}>
      <div className="k-spread">
        <h2>{t('distribution')}</h2>
        <Segmented
          label={t('byWhat')}
          value={by}
          onChange={setBy}
          options={distributionKinds.map((value) => ({ value, label: t(words[value]) }))}
        />
      </div>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : data === undefined ? (
        <Skeleton rows={4} />
      ) : (
        <>
          <p className="k-muted">
            {t('base', {
              customers: data.customers,
              answered: data.answered,
              answers: data.answers,
            })}
          </p>
          {data.items.length === 0 ? (
            <p>{t('nobodyAnswered')}</p>
          ) : (
            <dl className="record-bars">
              {data.items.slice(0, showsAll ? undefined : fewest).map((one) => (
                <Fragment key={one.id}>
                  <dt>
                    <button
                      type="button"
                      className="record-pick"
                      disabled={by === 'industry' || one.id === 'none'}
                      onClick={() => props.onPick(by, one.id)}
                    >
                      {one.label}
                    </button>
                  </dt>
                  <dd>
                    <span
                      className="record-bar"
                      style={{ width: `${(one.count / most) * 100}%` }}
                    />
                    <span className="k-number">
                      {one.count} · {percent(one.count, data.answers)} /{' '}
                      {percent(one.count, data.answered)}
                    </span>
                  </dd>
                </Fragment>
              ))}
            </dl>
          )}
          {data.items.length > fewest ? (
            <div>
              <Button aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
                {t(showsAll ? 'showFew' : 'showAll', { n: data.items.length })}
              </Button>
            </div>
          ) : null}
          {data.items.length > 0 ? <p className="k-muted">{t('figures')}</p> : null}
        </>
      )}
    </section>
  )
}
