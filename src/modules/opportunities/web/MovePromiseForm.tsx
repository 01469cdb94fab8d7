import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { addDays } from '#shared/days.ts'
import { LONGEST_MANAGER_SNOOZE } from '#shared/promise.ts'
import { useDo } from '#ui/ask.ts'
import { sayDay } from '#ui/format.ts'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import type { Card } from '../contracts/card.ts'
import { cardsOfCustomer, followUpsOfDay, listCards } from '../contracts/find-cards.ts'
import { dayForecast, movePromise, undoPromiseMove } from '../contracts/promise-care.ts'
import { cardWords } from '../words.ts'
import { type CardFormProps, Steps } from './CardForms.tsx'
import { gapOf } from './gap-of.ts'
import { useCadence } from './LevelChoice.tsx'

const refresh = [followUpsOfDay, listCards, cardsOfCustomer, timelineOf, dayForecast]

/** Moves a promise and says so, with the way back in the toast. */
export function useMovePromise(today: string) {
  const c = useWords(careWords)
  const locale = useLocale()
  const toast = useToast()
  const move = useDo(movePromise, { refresh })
  const undo = useDo(undoPromiseMove, { refresh })
  return {
    error: move.error,
    isPending: move.isPending,
    move: async (card: Card, dueOn: string, reason?: string) => {
      const moved = await move.mutateAsync({
        params: { id: card.id },
        body: {
          followUpId: card.followUp?.id ?? card.id,
          dueOn,
          ...(reason ? { reason } : {}),
        },
      })
      toast(c('moved', { day: sayDay(moved.followUp?.dueOn ?? dueOn, today, locale) }), {
        undo: () => undo.mutateAsync({ params: { id: card.id } }),
      })
    },
  }
}

/** Puts a promise off with a reason, or takes it sooner; the last day allowed is said beforehand. */
export function MovePromiseForm({ card, today, onDone }: CardFormProps) {
  const t = useWords(cardWords)
  const c = useWords(careWords)
  const locale = useLocale()
  const isManager = useCan('opportunities.assign', 'team')
  const cadence = useCadence()
  const [dueOn, setDueOn] = useState('')
  const [reason, setReason] = useState('')
  const { move, error, isPending } = useMovePromise(today)
  const isLater = dueOn > (card.followUp?.dueOn ?? today) && dueOn > today
  const gap = cadence ? gapOf(cadence, card.level, card.stage) : undefined
  const hint = isManager
    ? c('moveManagerHint', {
        latest: sayDay(addDays(today, LONGEST_MANAGER_SNOOZE), today, locale),
      })
    : gap === undefined
      ? undefined
      : c('moveHint', { latest: sayDay(addDays(card.lastContactOn, gap), today, locale), gap })
  return (
    <Steps
      submit={c('movePromise')}
      error={error}
      busy={isPending}
      isReady={dueOn !== '' && (!isLater || reason.trim().length > 1)}
      onDone={onDone}
      isQuiet
      onSubmit={() => move(card, dueOn, reason.trim())}
    >
      <Field label={c('moveTo')} hint={hint} required>
        <TextInput type="date" min={today} value={dueOn} onChange={setDueOn} />
      </Field>
      <Field label={t('reason')} hint={c('reasonWhenLater')} required={isLater}>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
    </Steps>
  )
}
