import { useState } from 'react'
import type { Permission } from '#shared/permissions.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { download } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useRights } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { getImportTemplate } from '../contract.ts'
import {
  type FirstDay,
  type FirstDayStep,
  getFirstDay,
  markFirstDayStep,
} from '../contracts/first-day.ts'
import { firstDayWords, stepWords } from './first-day-words.ts'
import './import.css'

type Step = FirstDay['steps'][number]

/** Where each step is done: a screen of another module, or an import of its kind. */
const places: Record<FirstDayStep, { to: string; needs?: Permission; kind?: true }> = {
  people: { to: '/staff', needs: 'people.manage' },
  words: { to: '/dictionaries', needs: 'dictionaries.manage' },
  calendar: { to: '/calendar', needs: 'calendar.manage' },
  prices: { to: '/prices', needs: 'pricing.manage' },
  contracts: { to: '/contract-templates', needs: 'contracts.manage' },
  demo_cars: { to: '/demo-cars', needs: 'test_drives.manage' },
  targets: { to: '/targets/table', needs: 'targets.set' },
  forms: { to: '/leads/forms', needs: 'leads.forms' },
  customers: { to: '/imports/new?kind=customers', kind: true },
  cards: { to: '/imports/new?kind=cards', kind: true },
  vehicles: { to: '/imports/new?kind=vehicles', kind: true },
  contacts: { to: '/imports/new?kind=contacts', kind: true },
  visits: { to: '/imports/new?kind=visits', kind: true },
}

/** From Excel to the first day, step by step; left and resumed at any time, by anybody. */
export function FirstDayPage() {
  const t = useWords(firstDayWords)
  const answer = useAsk(getFirstDay, {}, { live: ['imports.*'], keep: true })
  const data = answer.data
  if (answer.error && !data)
    return <FailedPage error={answer.error} onRetry={() => void answer.refetch()} />
  if (!data) return <Skeleton rows={10} />
  const left = data.steps.filter((step) => step.state === 'open' && !hasSome(step))
  return (
    <div className="k-stack">
      <h1>{t('firstDay')}</h1>
      <p className="k-muted">{t('firstDayHint')}</p>
      <ol className="first-day">
        {data.steps.map((step, index) => (
          <StepCard key={step.key} step={step} number={index + 1} isNext={step === left[0]} />
        ))}
      </ol>
      <section className="k-card k-stack" aria-label={t('checkList')}>
        <h2>{t('checkList')}</h2>
        {left.length === 0 ? <Notice tone="done">{t('allSteps')}</Notice> : null}
        <dl className="first-day-checks">
          {data.checks.map((check) => (
            <div key={check.key}>
              <dt>{check.text}</dt>
              <dd className="k-number">
                {check.count}{' '}
                <Badge tone={check.isFine ? 'done' : 'overdue'}>
                  {t(check.isFine ? 'fine' : 'lookAt')}
                </Badge>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

/** Word lists and the calendar are there from the start; only people tell whether they were looked at. */
function hasSome(step: Step): boolean {
  return places[step.key].kind === true && step.count > 0
}

function StepCard({ step, number, isNext }: { step: Step; number: number; isNext: boolean }) {
  const t = useWords(firstDayWords)
  const w = useWords(stepWords)
  const { go } = useNavigation()
  const may = useRights()
  const mark = useDo(markFirstDayStep, { refresh: [getFirstDay] })
  const [error, setError] = useState<unknown>()
  const place = places[step.key]
  const isDone = step.state === 'done' || (step.state === 'open' && hasSome(step))
  const set = (state: 'open' | 'done' | 'skipped') =>
    mark.mutate({ params: { step: step.key }, body: { state } })
  const mayGo = place.needs === undefined || may(place.needs)
  return (
    <li className="k-card k-stack" {...(isNext ? { 'aria-current': 'step' as const } : {})}>
      <div className="k-spread">
        <strong>
          {number}. {w(step.key)}
        </strong>
        <span className="k-line">
          <span className="k-number k-muted">{t('thereAre', { n: step.count })}</span>
          {isDone ? <Badge tone="done">{t('done')}</Badge> : null}
          {step.state === 'skipped' ? <Badge>{t('skipped')}</Badge> : null}
        </span>
      </div>
      <p className="k-muted">{w(`${step.key}Hint`)}</p>
      {(mark.error ?? error) ? <Failure error={mark.error ?? error} /> : null}
      <div className="import-actions">
        {place.kind ? (
          <Button
            kind="quiet"
            onClick={() =>
              void download(getImportTemplate, { params: { kind: step.key } }).catch(setError)
            }
          >
            {t('template')}
          </Button>
        ) : null}
        {step.state === 'open' ? (
          <>
            {isDone ? null : (
              <Button kind="quiet" busy={mark.isPending} onClick={() => set('skipped')}>
                {t('skip')}
              </Button>
            )}
            {place.kind || isDone ? null : (
              <Button busy={mark.isPending} onClick={() => set('done')}>
                {t('markDone')}
              </Button>
            )}
          </>
        ) : (
          <Button kind="quiet" busy={mark.isPending} onClick={() => set('open')}>
            {t('openAgain')}
          </Button>
        )}
        {mayGo ? (
          <Button kind={isNext ? 'primary' : 'quiet'} onClick={() => go(place.to)}>
            {place.kind ? t('import') : t('goThere')}
          </Button>
        ) : (
          <span className="k-muted">{t('askAdministrator')}</span>
        )}
      </div>
    </li>
  )
}

/** On start pages of a store that has nothing yet: where to begin. */
export function FirstDayPanel() {
  const t = useWords(firstDayWords)
  const may = useRights()
  const answer = useAsk(getFirstDay, {}, { keep: true, when: may('imports.run') })
  if (!answer.data?.isEmpty) return null
  return (
    <section className="k-card k-spread" aria-label={t('firstDay')}>
      <span>
        <strong>{t('storeIsEmpty')}</strong>
        <br />
        <span className="k-muted">{t('firstDayHint')}</span>
      </span>
      <Link to="/first-day">{t('begin')}</Link>
    </section>
  )
}
