import { type FormEvent, useState } from 'react'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Card } from '../contracts/card.ts'
import { cardListWords } from '../list-words.ts'

/** Another day for a promise; putting it off needs a reason. */
export function RescheduleSheet(props: {
  card: Card
  day: string
  today: string
  onClose: () => void
  onMove: (day: string, reason: string | undefined) => Promise<void>
}) {
  const { card } = props
  const t = useWords(cardListWords)
  const locale = useLocale()
  const [day, setDay] = useState(props.day)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const isLater = card.followUp !== null && day > card.followUp.dueOn
  const isReady = day !== '' && (!isLater || reason.trim().length >= 2)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    setBusy(true)
    try {
      await props.onMove(day, reason.trim() || undefined)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet open onClose={props.onClose} title={t('rescheduleCard', { name: card.customerName })}>
      <form className="k-stack" onSubmit={(event) => void submit(event)}>
        <Field label={t('newDay')} required>
          <TextInput type="date" min={props.today} value={day} onChange={setDay} />
        </Field>
        <Field label={t('putOffReason')} required={isLater}>
          <TextInput maxLength={500} value={reason} onChange={setReason} />
        </Field>
        {error ? <Notice tone="overdue">{sayError(error, locale)}</Notice> : null}
        <Button
          type="submit"
          kind="primary"
          wide
          busy={isBusy}
          aria-disabled={!isReady || undefined}
        >
          {t('reschedule')}
        </Button>
      </form>
    </Sheet>
  )
}
