import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Order } from '../contract.ts'
import {
  getProgress,
  listWinDeals,
  type OrderStep,
  setStep,
  tickWinStep,
  type WinTick,
} from '../contracts/steps.ts'
import { stepWords } from '../step-words.ts'
import './orders.css'

/** From signing to the plate as one line, and the steps of winning beneath. */
export function StepsPart({ order }: { order: Order }) {
  const t = useWords(stepWords)
  const answer = useAsk(getProgress, { params: { id: order.id } }, { live: ['orders.*'] })
  const [chosen, setChosen] = useState<OrderStep>()
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton rows={2} height={64} />
  return (
    <section className="k-card k-stack" aria-label={t('steps')}>
      <h2>{t('steps')}</h2>
      <ol className="order-steps" tabIndex={0} aria-label={t('steps')}>
        {answer.data.steps.map((step) => (
          <li key={step.key}>
            <Step step={step} {...(order.may.steps ? { onClick: () => setChosen(step) } : {})} />
          </li>
        ))}
      </ol>
      <WinSteps order={order} ticks={answer.data.win} />
      {chosen ? (
        <StepSheet order={order} step={chosen} onClose={() => setChosen(undefined)} />
      ) : null}
    </section>
  )
}

function Step({ step, onClick }: { step: OrderStep; onClick?: () => void }) {
  const t = useWords(stepWords)
  const locale = useLocale()
  const today = dayOf(useNow(), useTimeZone())
  const state = step.doneOn ? 'done' : step.isLate ? 'late' : 'open'
  const inside = (
    <>
      <strong>{locale === 'zh' ? step.zh : step.en}</strong>
      {step.doneOn ? (
        <span>
          ✓ <When at={step.doneOn} />
        </span>
      ) : step.isLate ? (
        <Badge tone="overdue">{t('late')}</Badge>
      ) : (
        <span className="k-muted">{t('notYet')}</span>
      )}
      <small>
        {step.doneOn
          ? [step.number, step.isFromFile ? t('fromDms') : step.by].filter(Boolean).join(' · ')
          : step.dueOn
            ? t('dueBy', { day: sayDay(step.dueOn, today, locale) })
            : ''}
      </small>
    </>
  )
  return onClick ? (
    <button type="button" className="order-step" data-state={state} onClick={onClick}>
      {inside}
    </button>
  ) : (
    <div className="order-step" data-state={state}>
      {inside}
    </div>
  )
}

function StepSheet(props: { order: Order; step: OrderStep; onClose: () => void }) {
  const t = useWords(stepWords)
  const locale = useLocale()
  const toast = useToast()
  const set = useDo(setStep, { refresh: [getProgress] })
  const { order, step } = props
  const today = dayOf(useNow(), useTimeZone())
  const save = async (body: { doneOn: string | null; number: string; note: string }) => {
    await set.mutateAsync({
      params: { id: order.id, step: step.key },
      body: { version: step.version, ...body },
    })
    toast(t('saved'))
    props.onClose()
  }
  return (
    <Sheet open title={locale === 'zh' ? step.zh : step.en} onClose={props.onClose}>
      <Form<{ doneOn: string; number: string; note: string }>
        initial={{
          doneOn: step.doneOn ?? today,
          number: step.number,
          note: step.note,
        }}
        required={['doneOn']}
        submit={t('save')}
        onSubmit={save}
        actions={
          step.doneOn ? (
            <Button
              onClick={() =>
                void save({ doneOn: null, number: '', note: '' }).catch((error: unknown) =>
                  toast(sayError(error, locale)),
                )
              }
            >
              {t('takeBack')}
            </Button>
          ) : null
        }
      >
        {(form) => (
          <>
            <Field label={t('doneOn')} {...form.field('doneOn')}>
              <TextInput type="date" {...form.input('doneOn')} />
            </Field>
            <Field label={t('stepNumber')} {...form.field('number')}>
              <TextInput maxLength={60} {...form.input('number')} />
            </Field>
            <Field label={t('note')} hint={t('dms')} {...form.field('note')}>
              <TextInput maxLength={300} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}

function WinSteps({ order, ticks }: { order: Order; ticks: readonly WinTick[] }) {
  const t = useWords(stepWords)
  const locale = useLocale()
  const toast = useToast()
  const tick = useDo(tickWinStep, { refresh: [getProgress, listWinDeals] })
  return (
    <fieldset className="k-line" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="k-label">{t('win')}</legend>
      {ticks.map(({ step, doneAt, by, isOwn }) => (
        <label key={step} className="order-check" title={by ?? ''}>
          <input
            type="checkbox"
            checked={doneAt !== null}
            disabled={isOwn || !order.may.steps || tick.isPending}
            onChange={(event) => {
              if (step === 'order') return
              void tick
                .mutateAsync({
                  params: { id: order.id, step },
                  body: { isDone: event.target.checked },
                })
                .catch((error: unknown) => toast(sayError(error, locale)))
            }}
          />
          <span>
            {t(step)}{' '}
            {doneAt ? (
              <small className="k-muted">
                {by} <When at={doneAt} />
              </small>
            ) : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
