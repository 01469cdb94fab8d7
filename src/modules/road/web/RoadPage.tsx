import { useEffect, useRef } from 'react'
import { CustomerTestDrives } from '#modules/test-drives/web/panels.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  markStep,
  type Needs,
  type Road,
  roadOfCustomer,
  type StepView,
  unmarkStep,
  withdrawPresentation,
} from '../contract.ts'
import { roadWords } from '../words.ts'
import { useOptionNames } from './OptionField.tsx'
import { Answers } from './PresentationSheet.tsx'
import { RoadSteps } from './RoadStrip.tsx'
import { refreshRoad } from './refresh-road.ts'
import { StepActions } from './StepActions.tsx'
import './road.css'

/** The whole road of a customer's card: each step with what to do, what to say and its check list. */
export function RoadPage() {
  const t = useWords(roadWords)
  const { params, search } = useNavigation()
  const id = params.id ?? ''
  const found = useAsk(
    roadOfCustomer,
    { params: { id } },
    { live: ['road.*', 'opportunities.*', 'test_drives.*', 'quotes.*', 'orders.*'], keep: true },
  )
  const road = found.data?.road
  const isThere = road !== undefined && road !== null
  useEffect(() => {
    if (isThere && search.step) document.getElementById(search.step)?.scrollIntoView()
  }, [isThere, search.step])
  if (found.error) return <FailedPage error={found.error} onRetry={() => void found.refetch()} />
  if (found.data === undefined) return <Skeleton rows={8} height={64} />
  if (!road) return <EmptyState title={t('noRoad')}>{t('noRoadHint')}</EmptyState>
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>
          {t('road')} · {road.customerName}
        </h1>
        <Link className="k-button" to={`/customers/${id}`}>
          {t('toCustomer')}
        </Link>
      </div>
      <RoadSteps road={road} />
      {road.steps.map((step, place) => (
        <Step key={step.step} road={road} step={step} number={place + 1} />
      ))}
    </div>
  )
}

function Step({ road, step, number }: { road: Road; step: StepView; number: number }) {
  const t = useWords(roadWords)
  const done = step.items.filter((item) => item.markId !== null).length
  const { search } = useNavigation()
  const seesDrives = useCan('test_drives.read')
  const details = useRef<HTMLDetailsElement>(null)
  // The step that is next, and the one that was chosen above, stand open; the others are one line.
  const isChosen = search.step === step.step || (!search.step && step.step === road.next)
  useEffect(() => {
    if (isChosen && details.current) details.current.open = true
  }, [isChosen])
  return (
    <details
      ref={details}
      className="k-card road-fold"
      id={step.step}
      aria-label={t(`step_${step.step}`)}
    >
      <summary className="k-spread">
        <h2>
          {number} {t(`step_${step.step}`)}
        </h2>
        <span className="k-line">
          {step.isRequired ? <Badge>{t('required')}</Badge> : null}
          <Badge tone={step.state === 'done' ? 'done' : step.state === 'next' ? 'due' : 'plain'}>
            {t(step.state)}
          </Badge>
        </span>
      </summary>
      <div className="k-stack">
        {step.at ? (
          <p className="k-muted">
            <When at={step.at} /> {step.by ?? ''} {step.how === 'fact' ? `· ${t('byFact')}` : ''}{' '}
            {step.reason}
          </p>
        ) : null}
        <div className="road-step-card">
          <div className="k-stack">
            <span className="k-muted">{t('todo')}</span>
            <p className="road-todo">{step.todo}</p>
            <span className="k-muted">{t('say')}</span>
            <p className="road-say">{step.say}</p>
          </div>
          {step.items.length > 0 ? (
            <div className="k-stack">
              <span className="k-muted">
                {t('checklist')} {t('itemsDone', { n: done, all: step.items.length })}
              </span>
              <Items road={road} step={step} />
            </div>
          ) : null}
        </div>
        {step.step === 'needs' && road.needs ? <NeedsFacts needs={road.needs} /> : null}
        {step.step === 'presentation' ? <Presented road={road} /> : null}
        {step.step === 'test_drive' && seesDrives ? (
          <CustomerTestDrives customerId={road.customerId} />
        ) : null}
        {step.step === 'quote' && road.needs ? <Answers rivalIds={road.needs.rivalIds} /> : null}
        <StepActions road={road} step={step} />
      </div>
    </details>
  )
}

function Items({ road, step }: { road: Road; step: StepView }) {
  const mark = useDo(markStep, { refresh: refreshRoad })
  const unmark = useDo(unmarkStep, { refresh: refreshRoad })
  const error = mark.error ?? unmark.error
  return (
    <>
      <ul className="road-items">
        {step.items.map((item) => (
          <li key={item.key}>
            <label title={item.by ?? undefined}>
              <input
                type="checkbox"
                checked={item.markId !== null}
                disabled={!road.isMine || mark.isPending || unmark.isPending}
                onChange={() =>
                  item.markId === null
                    ? mark.mutate({
                        params: { id: road.opportunityId },
                        body: { step: step.step, kind: 'item', item: item.key },
                      })
                    : unmark.mutate({ params: { id: item.markId } })
                }
              />
              {item.text}
            </label>
          </li>
        ))}
      </ul>
      {error ? <Failure error={error} /> : null}
    </>
  )
}

function NeedsFacts({ needs }: { needs: Needs }) {
  const t = useWords(roadWords)
  const locale = useLocale()
  const budget = [needs.budgetFromFen, needs.budgetToFen]
    .map((fen) => (fen === null ? '' : sayYuan(fen, locale)))
    .join('–')
  const types = useOptionNames('purchase_type', 'all')
  const uses = useOptionNames('purpose', 'all')
  const nameOf = (options: typeof types, id: string | null) =>
    options.find((one) => one.value === id)?.label ?? ''
  const facts: [keyof typeof roadWords, string][] = [
    ['purchaseType', nameOf(types, needs.purchaseTypeId)],
    ['purposeKind', nameOf(uses, needs.purposeId)],
    ['purpose', needs.purpose],
    ['budget', budget === '–' ? '' : budget],
    ['seats', needs.seats === null ? '' : String(needs.seats)],
    ['fuel', needs.fuel === null ? '' : t(needs.fuel === 'open' ? 'fuelOpen' : needs.fuel)],
    [
      'payment',
      needs.payment === null ? '' : t(needs.payment === 'open' ? 'fuelOpen' : needs.payment),
    ],
    ['mustHaves', needs.mustHaves],
    ['decisionMaker', needs.decisionMaker],
    ['timing', needs.timing],
    ['currentCar', needs.currentCar],
    ['considered', needs.rivalsText],
    ['note', needs.note],
  ]
  return (
    <dl className="road-facts">
      {facts.map(([word, value]) =>
        value ? (
          <div key={word} style={{ display: 'contents' }}>
            <dt>{t(word)}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

function Presented({ road }: { road: Road }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const withdraw = useDo(withdrawPresentation, { refresh: refreshRoad })
  if (road.presentations.length === 0) return null
  return (
    <div className="k-stack">
      {road.presentations.map((one) => (
        <div key={one.id} className="k-spread">
          <span>
            <When at={one.at} /> {one.seriesName ?? ''}{' '}
            <span className="k-muted">{one.shown.map((part) => t(part)).join('、')}</span>{' '}
            {one.liked ? `${t('liked')}: ${one.liked} ` : ''}
            {one.doubts ? `${t('doubts')}: ${one.doubts}` : ''}
          </span>
          {road.isMine ? (
            <Button
              kind="quiet"
              onClick={() =>
                withdraw.mutate(
                  { params: { id: one.id } },
                  { onSuccess: () => toast(t('removed')) },
                )
              }
            >
              {t('remove')}
            </Button>
          ) : null}
        </div>
      ))}
      {withdraw.error ? <Failure error={withdraw.error} /> : null}
    </div>
  )
}
