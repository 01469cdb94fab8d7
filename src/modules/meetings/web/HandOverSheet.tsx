import { type FormEvent, useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import { assignCard } from '#modules/opportunities/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { getMorning } from '../contract.ts'
import { meetingWords } from '../words.ts'
import type { CardLine } from './PersonList.tsx'

/** Hands one card over in the middle of the meeting, with the way back in the toast. */
export function HandOverSheet(props: { line: CardLine; ownerId: string; onClose: () => void }) {
  const { line, ownerId, onClose } = props
  const t = useWords(meetingWords)
  const toast = useToast()
  const [toId, setToId] = useState('')
  const [reason, setReason] = useState('')
  const people = useAsk(listColleagues, {})
  const assign = useDo(assignCard, { refresh: [getMorning] })
  const params = { id: line.opportunityId }
  const isReady = toId !== '' && reason.trim().length > 1
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    await assign.mutateAsync({ params, body: { ownerId: toId, reason: reason.trim() } })
    onClose()
    toast(t('handedOver'), {
      undo: () => assign.mutateAsync({ params, body: { ownerId, reason: reason.trim() } }),
    })
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('handOverOf', { name: line.customer ?? t('hiddenCustomer') })}
    >
      <form className="k-form" onSubmit={(event) => void save(event).catch(() => undefined)}>
        <Field label={t('toWhom')} required>
          <Select
            value={toId}
            onChange={setToId}
            placeholder="—"
            options={(people.data?.people ?? [])
              .filter((person) => person.isConsultant && person.id !== ownerId)
              .map((person) => ({ value: person.id, label: person.name }))}
          />
        </Field>
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
        {assign.error ? <Failure error={assign.error} /> : null}
        <Button
          type="submit"
          kind="primary"
          wide
          busy={assign.isPending}
          aria-disabled={!isReady || undefined}
        >
          {t('handOver')}
        </Button>
      </form>
    </Sheet>
  )
}
