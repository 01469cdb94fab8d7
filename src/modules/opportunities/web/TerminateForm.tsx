import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { useDo } from '#ui/ask.ts'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { terminateCard } from '../contracts/card-endings.ts'
import { cardsOfCustomer, followUpsOfDay, listCards } from '../contracts/find-cards.ts'
import { lifeWords } from '../life-words.ts'
import { AskForm, approversOf } from './AskApproval.tsx'
import { type CardFormProps, Steps } from './CardForms.tsx'

/** Ends a card for good; who may not asks those who may. */
export function TerminateForm({ card, today, onDone }: CardFormProps) {
  const t = useWords(lifeWords)
  const mayEnd = useCan('opportunities.assign', 'team')
  const [reason, setReason] = useState('')
  const [summary, setSummary] = useState('')
  const end = useDo(terminateCard, {
    refresh: [cardsOfCustomer, listCards, followUpsOfDay, timelineOf],
  })
  const approvers = approversOf(end.error)
  if (!mayEnd || approvers)
    return (
      <>
        <Notice tone="blocked">{t('terminateHint')}</Notice>
        <AskForm
          card={card}
          today={today}
          wanted={{ step: 'terminate', reason, summary, ...(approvers ? { approvers } : {}) }}
          onDone={onDone}
        />
      </>
    )
  return (
    <Steps
      submit={t('terminate')}
      error={end.error}
      busy={end.isPending}
      isReady={reason.trim().length > 1 && summary.trim().length > 1}
      onDone={onDone}
      onSubmit={() =>
        end.mutateAsync({
          params: { id: card.id },
          body: { reason: reason.trim(), summary: summary.trim() },
        })
      }
    >
      <Notice tone="blocked">{t('terminateHint')}</Notice>
      <Field label={t('reason')} required>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
      <Field label={t('summary')} required>
        <TextArea value={summary} onChange={setSummary} rows={3} maxLength={2000} />
      </Field>
    </Steps>
  )
}
