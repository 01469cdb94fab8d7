import { type FormEvent, type ReactNode, useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { levelFor } from '#shared/intent-level.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import { assignCard, changeExpectation } from '../contract.ts'
import type { Card } from '../contracts/card.ts'
import { proposeLoss } from '../contracts/card-endings.ts'
import { cardsOfCustomer, followUpsOfDay, listCards } from '../contracts/find-cards.ts'
import { cardWords } from '../words.ts'
import { useCadence } from './LevelChoice.tsx'
import { LossChoices, useLossOptions } from './LossChoices.tsx'

export interface CardFormProps {
  card: Card
  today: string
  onDone: () => void
}

const refresh = [cardsOfCustomer, timelineOf, listCards, followUpsOfDay]

/** A few fields and one button; what is refused is said above it, and nothing typed is lost. */
export function Steps(props: {
  children: ReactNode
  submit: string
  error: unknown
  busy: boolean
  isReady: boolean
  onSubmit: () => Promise<unknown>
  onDone: () => void
  said?: string
  /** The caller says what was done. */
  isQuiet?: boolean
}) {
  const t = useWords(cardWords)
  const toast = useToast()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!props.isReady) return
    await props.onSubmit()
    props.onDone()
    if (!props.isQuiet) toast(props.said ?? t('saved'))
  }
  return (
    <form className="k-form" onSubmit={(event) => void save(event).catch(() => undefined)}>
      {props.children}
      {props.error ? <Failure error={props.error} /> : null}
      <Button
        type="submit"
        kind="primary"
        wide
        busy={props.busy}
        aria-disabled={!props.isReady || undefined}
      >
        {props.submit}
      </Button>
    </form>
  )
}

export function ExpectationForm({ card, today, onDone }: CardFormProps) {
  const t = useWords(cardWords)
  const c = useWords(careWords)
  const cadence = useCadence()
  const [expectedOn, setExpectedOn] = useState('')
  const [reason, setReason] = useState('')
  const change = useDo(changeExpectation, { refresh })
  return (
    <Steps
      submit={t('changeExpectation')}
      error={change.error}
      busy={change.isPending}
      isReady={expectedOn !== ''}
      onDone={onDone}
      onSubmit={() =>
        change.mutateAsync({
          params: { id: card.id },
          body: {
            version: card.version,
            expectedOn,
            ...(reason.trim().length > 1 ? { reason: reason.trim() } : {}),
          },
        })
      }
    >
      <Field label={t('newDate')} required>
        <TextInput type="date" min={today} value={expectedOn} onChange={setExpectedOn} />
      </Field>
      {expectedOn && cadence ? (
        <Notice>
          {c('levelRule', {
            limit: levelFor(expectedOn, today, cadence.levelLimits).level,
            gap: cadence.promiseGaps[levelFor(expectedOn, today, cadence.levelLimits).level],
          })}
        </Notice>
      ) : null}
      <Reason value={reason} onChange={setReason} isOptional />
    </Steps>
  )
}

export function LossForm({ card, onDone }: CardFormProps) {
  const t = useWords(cardWords)
  const [kind, setKind] = useState<'defeat' | 'lost_contact'>('defeat')
  const [chosen, setChosen] = useState({ reasonId: '', competitorId: '', rivalId: '' })
  const [summary, setSummary] = useState('')
  const reasons = useLossOptions('loss_reason')
  const rivals = useLossOptions('competitor')
  const propose = useDo(proposeLoss, { refresh })
  const { reasonId, competitorId, rivalId } = chosen
  const labelOf = (options: typeof reasons, id: string) =>
    options.find((one) => one.value === id)?.label ?? ''
  return (
    <Steps
      submit={t('proposeLoss')}
      error={propose.error}
      busy={propose.isPending}
      isReady={reasonId !== '' && summary.trim().length > 1}
      onDone={onDone}
      onSubmit={() =>
        propose.mutateAsync({
          params: { id: card.id },
          body: {
            kind,
            reason: labelOf(reasons, reasonId),
            reasonId,
            summary: summary.trim(),
            ...(competitorId
              ? { competitorId, competitor: labelOf(rivals, competitorId).slice(0, 60) }
              : {}),
            ...(rivalId ? { rivalId } : {}),
          },
        })
      }
    >
      <Field label={t('lossKind')} group required>
        <Choice
          value={kind}
          onChange={setKind}
          options={[
            { value: 'defeat', label: t('defeat') },
            { value: 'lost_contact', label: t('lost_contact') },
          ]}
        />
      </Field>
      <LossChoices
        {...chosen}
        cardId={card.id}
        isRequired
        onChange={(change) => setChosen((before) => ({ ...before, ...change }))}
      />
      <Field label={t('summary')} required>
        <TextArea value={summary} onChange={setSummary} rows={3} maxLength={2000} />
      </Field>
    </Steps>
  )
}

export function HandOverForm({ card, onDone }: CardFormProps) {
  const t = useWords(cardWords)
  const [ownerId, setOwnerId] = useState('')
  const [reason, setReason] = useState('')
  const people = useAsk(listColleagues, {})
  const assign = useDo(assignCard, { refresh })
  const choices = (people.data?.people ?? [])
    .filter((person) => person.isConsultant && person.id !== card.ownerId)
    .map((person) => ({ value: person.id, label: person.name }))
  const name = choices.find((choice) => choice.value === ownerId)?.label ?? ''
  return (
    <Steps
      submit={t('handOver')}
      error={assign.error ?? people.error}
      busy={assign.isPending}
      isReady={ownerId !== '' && reason.trim().length > 1}
      onDone={onDone}
      said={t('handedOver', { name })}
      onSubmit={() =>
        assign.mutateAsync({ params: { id: card.id }, body: { ownerId, reason: reason.trim() } })
      }
    >
      <Field label={t('toWhom')} group={choices.length < 7} required>
        {choices.length < 7 ? (
          <Choice value={ownerId} onChange={setOwnerId} options={choices} />
        ) : (
          <Select
            value={ownerId}
            onChange={setOwnerId}
            placeholder={t('nothingChosen')}
            options={choices}
          />
        )}
      </Field>
      <Reason value={reason} onChange={setReason} />
    </Steps>
  )
}

function Reason(props: { value: string; onChange: (value: string) => void; isOptional?: boolean }) {
  const t = useWords(cardWords)
  return (
    <Field label={t('reason')} required={!props.isOptional}>
      <TextInput value={props.value} onChange={props.onChange} maxLength={500} />
    </Field>
  )
}
