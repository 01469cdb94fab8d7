import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { addDays } from '#shared/days.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { CallError } from '#ui/call-error.ts'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type ApprovalStep,
  approvalsOfCard,
  askApproval,
  listApprovals,
} from '../contracts/approvals.ts'
import type { Card } from '../contracts/card.ts'
import { cardsOfCustomer } from '../contracts/find-cards.ts'
import { readMachine } from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { Steps } from './CardForms.tsx'

/** What is asked for, as far as it is known already. */
export interface Wanted {
  step: ApprovalStep
  toStage?: number
  wakeUpOn?: string
  summary?: string
  reason?: string
  approvers?: readonly string[]
}

const stepWords = {
  suspend: 'suspend',
  activate: 'activate',
  terminate: 'terminate',
  stage: 'move_stage',
} as const

/** The roles a refusal names, when a step was refused because it needs an approval. */
export function approversOf(error: unknown): string[] | undefined {
  if (!(error instanceof CallError) || error.code !== 'opportunities.approval_needed')
    return undefined
  const { approvers } = error.details
  return Array.isArray(approvers) ? approvers.map(String) : []
}

/** Asks those who decide; what was typed before is kept. */
export function AskApproval(props: {
  card: Card
  today: string
  wanted: Wanted
  onClose: () => void
}) {
  const { card, wanted } = props
  const t = useWords(lifeWords)
  return (
    <Sheet open onClose={props.onClose} title={t('askTitle', { step: t(stepWords[wanted.step]) })}>
      <AskForm card={card} today={props.today} wanted={wanted} onDone={props.onClose} />
    </Sheet>
  )
}

export function AskForm(props: { card: Card; today: string; wanted: Wanted; onDone: () => void }) {
  const { card, today, wanted } = props
  const t = useWords(lifeWords)
  const c = useWords(cardWords)
  const roles = useRoleNames()
  const [reason, setReason] = useState(wanted.reason ?? '')
  const [summary, setSummary] = useState(wanted.summary ?? '')
  const [wakeUpOn, setWakeUpOn] = useState(wanted.wakeUpOn ?? '')
  const ask = useDo(askApproval, {
    refresh: [approvalsOfCard, listApprovals, cardsOfCustomer, timelineOf],
  })
  const isReady =
    reason.trim().length > 1 &&
    (wanted.step !== 'terminate' || summary.trim().length > 1) &&
    (wanted.step !== 'suspend' || wakeUpOn !== '')
  return (
    <Steps
      submit={t('ask')}
      error={ask.error}
      busy={ask.isPending}
      isReady={isReady}
      onDone={props.onDone}
      said={t('asked')}
      onSubmit={() =>
        ask.mutateAsync({
          params: { id: card.id },
          body: {
            step: wanted.step,
            reason: reason.trim(),
            ...(wanted.step === 'stage' && wanted.toStage !== undefined
              ? { toStage: wanted.toStage }
              : {}),
            ...(wanted.step === 'suspend' ? { wakeUpOn } : {}),
            ...(wanted.step === 'terminate' ? { summary: summary.trim() } : {}),
          },
        })
      }
    >
      {wanted.approvers && wanted.approvers.length > 0 ? (
        <Notice>{t('askHint', { roles: roles(wanted.approvers) })}</Notice>
      ) : null}
      {wanted.step === 'stage' ? <p>{t('stepStage', { n: wanted.toStage ?? 0 })}</p> : null}
      {wanted.step === 'suspend' ? (
        <Field label={c('wakeUpOn')} required>
          <TextInput type="date" min={addDays(today, 1)} value={wakeUpOn} onChange={setWakeUpOn} />
        </Field>
      ) : null}
      {wanted.step === 'terminate' ? (
        <Field label={t('summary')} required>
          <TextArea value={summary} onChange={setSummary} rows={3} maxLength={2000} />
        </Field>
      ) : null}
      <Field label={t('reason')} required>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
    </Steps>
  )
}

/** Role keys as the dealer calls the roles. */
export function useRoleNames() {
  const locale = useLocale()
  const { data } = useAsk(readMachine, {})
  return (keys: readonly string[]) =>
    keys
      .map((key) => data?.roles.find((role) => role.key === key)?.name ?? '…')
      .join(locale === 'en' ? ', ' : '、')
}
