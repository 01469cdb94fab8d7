import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { getRotation } from '../contract.ts'
import {
  askLeave,
  type LeaveKind,
  type LeavePart,
  leaveKinds,
  leaveParts,
  listLeaves,
  listSkills,
} from '../contracts/rotation.ts'
import { showroomWords } from '../words.ts'
import { kindOfLeave, partOfLeave } from './leave-words.ts'

/** Enters a leave for anybody, or asks for one's own. */
export function LeaveSheet({ plans, onClose }: { plans: boolean; onClose: () => void }) {
  const t = useWords(showroomWords)
  const toast = useToast()
  const me = useSession().person.id
  const today = dayOf(useNow(), useTimeZone())
  const id = useRef(uuidv7())
  const people = useAsk(listSkills, {}, { when: plans })
  const [personId, setPersonId] = useState('')
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState(today)
  const [part, setPart] = useState<LeavePart>('all')
  const [kind, setKind] = useState<LeaveKind>('rest')
  const [note, setNote] = useState('')
  const ask = useDo(askLeave, { refresh: [listLeaves, getRotation] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate(
      {
        body: {
          id: id.current,
          personId: personId || me,
          from,
          to: to < from ? from : to,
          part,
          kind,
          ...(note.trim() ? { note: note.trim() } : {}),
        },
      },
      {
        onSuccess: () => {
          onClose()
          toast(t(plans ? 'leaveSaved' : 'leaveAsked'))
        },
      },
    )
  }
  return (
    <Sheet open onClose={onClose} title={t(plans ? 'planLeave' : 'askForLeave')}>
      <form className="k-form" noValidate onSubmit={submit}>
        {plans ? (
          <Field label={t('person')} required>
            <Select
              value={personId || me}
              onChange={setPersonId}
              options={(people.data?.items ?? []).map((one) => ({
                value: one.person.id,
                label: one.person.name,
              }))}
            />
          </Field>
        ) : null}
        <Field label={t('from')} required>
          <TextInput type="date" min={today} value={from} onChange={setFrom} />
        </Field>
        <Field label={t('to')} required>
          <TextInput type="date" min={from} value={to < from ? from : to} onChange={setTo} />
        </Field>
        <Field label={t('leavePart')} group required>
          <Choice
            value={part}
            onChange={setPart}
            options={leaveParts.map((value) => ({ value, label: t(partOfLeave[value]) }))}
          />
        </Field>
        <Field label={t('leaveKind')} group required>
          <Choice
            value={kind}
            onChange={setKind}
            options={leaveKinds.map((value) => ({ value, label: t(kindOfLeave[value]) }))}
          />
        </Field>
        <Field label={t('note')}>
          <TextInput value={note} onChange={setNote} maxLength={300} />
        </Field>
        {ask.error ? <Failure error={ask.error} /> : null}
        <Button type="submit" kind="primary" wide busy={ask.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
