import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { addDays } from '#shared/days.ts'
import { useDo } from '#ui/ask.ts'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { suspendCard } from '../contracts/card-endings.ts'
import { cardsOfCustomer, followUpsOfDay, listCards } from '../contracts/find-cards.ts'
import { cardWords } from '../words.ts'
import { AskForm, approversOf } from './AskApproval.tsx'
import { type CardFormProps, Steps } from './CardForms.tsx'

const longestSuspension = 180

/** Lets a card sleep until a day; where the store wants an approval first, it is asked for here. */
export function SuspensionForm({ card, today, onDone }: CardFormProps) {
  const t = useWords(cardWords)
  const [wakeUpOn, setWakeUpOn] = useState('')
  const [reason, setReason] = useState('')
  const suspend = useDo(suspendCard, {
    refresh: [cardsOfCustomer, timelineOf, listCards, followUpsOfDay],
  })
  const approvers = approversOf(suspend.error)
  if (approvers)
    return (
      <AskForm
        card={card}
        today={today}
        wanted={{ step: 'suspend', wakeUpOn, reason, approvers }}
        onDone={onDone}
      />
    )
  return (
    <Steps
      submit={t('suspend')}
      error={suspend.error}
      busy={suspend.isPending}
      isReady={wakeUpOn !== '' && reason.trim().length > 1}
      onDone={onDone}
      onSubmit={() =>
        suspend.mutateAsync({ params: { id: card.id }, body: { wakeUpOn, reason: reason.trim() } })
      }
    >
      <Field label={t('wakeUpOn')} required>
        <TextInput
          type="date"
          min={addDays(today, 1)}
          max={addDays(today, longestSuspension)}
          value={wakeUpOn}
          onChange={setWakeUpOn}
        />
      </Field>
      <Field label={t('reason')} required>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
    </Steps>
  )
}
