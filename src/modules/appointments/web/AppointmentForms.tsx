import { type FormEvent, useRef, useState } from 'react'
import { dayInZone, timeInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayInstant } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Appointment,
  cancelAppointment,
  changeAppointment,
  getAppointment,
  listAppointmentPeople,
  listAppointments,
  purposes,
  rescheduleAppointment,
  undoAppointment,
} from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { sayOverlaps } from './say-appointment.ts'
import { useStoreDay } from './useStoreDay.ts'
import { WhenFields } from './WhenFields.tsx'
import { firstProposal, startOf } from './when-form.ts'

const refresh = [listAppointments, getAppointment]
const reasons = [
  'becauseBusy',
  'becauseWeather',
  'becauseCar',
  'becauseBought',
  'becauseMistake',
] as const

interface PartProps {
  appointment: Appointment
  onDone: () => void
}

/** Another time, with the reason; the earlier one stays on record. */
export function MovePart({ appointment, onDone }: PartProps) {
  const t = useWords(appointmentWords)
  const locale = useLocale()
  const toast = useToast()
  const { today, timeNow, timeZone, now } = useStoreDay()
  const id = useRef(uuidv7())
  const starts = new Date(appointment.startsAt)
  const minutes = (Date.parse(appointment.endsAt) - starts.getTime()) / 60_000
  const [values, setValues] = useState(() => ({
    minutes: String(minutes),
    ...(starts > now
      ? { day: dayInZone(starts, timeZone), time: timeInZone(starts, timeZone) }
      : firstProposal(today, timeNow)),
  }))
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const move = useDo(rescheduleAppointment, { refresh })
  const undo = useDo(undoAppointment, { refresh })
  const at = startOf(values, timeZone)
  const isReasoned = reason.trim().length >= 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!at || !isReasoned) return
    move.mutate(
      {
        params: { id: appointment.id },
        body: {
          id: id.current,
          startsAt: at.toISOString(),
          minutes: Number(values.minutes),
          reason: reason.trim(),
          version: appointment.version,
        },
      },
      {
        onSuccess: (moved) => {
          onDone()
          const when = sayInstant(new Date(moved.startsAt), now, locale, timeZone)
          toast([t('moved', { when }), sayOverlaps(t, moved)].filter(Boolean).join(' '), {
            undo: () =>
              undo.mutateAsync({
                params: { id: appointment.id },
                body: { version: appointment.version + 1 },
              }),
          })
        },
      },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <WhenFields
        values={values}
        onChange={(some) => setValues({ ...values, ...some })}
        error={asked && !at ? t('chooseTime') : undefined}
      />
      <ReasonField value={reason} onChange={setReason} isMissing={asked && !isReasoned} />
      {move.error ? <Failure error={move.error} /> : null}
      <Button type="submit" kind="primary" wide busy={move.isPending}>
        {t('move')}
      </Button>
    </form>
  )
}

/** Cancelled, with the reason; a toast takes it back. */
export function CancelPart({ appointment, onDone }: PartProps) {
  const t = useWords(appointmentWords)
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const cancel = useDo(cancelAppointment, { refresh })
  const undo = useDo(undoAppointment, { refresh })
  const isReasoned = reason.trim().length >= 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!isReasoned) return
    const { id, version } = appointment
    cancel.mutate(
      { params: { id }, body: { reason: reason.trim(), version } },
      {
        onSuccess: (cancelled) => {
          onDone()
          toast(t('cancelDone'), {
            undo: () => undo.mutateAsync({ params: { id }, body: { version: cancelled.version } }),
          })
        },
      },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <ReasonField value={reason} onChange={setReason} isMissing={asked && !isReasoned} />
      {cancel.error ? <Failure error={cancel.error} /> : null}
      <Button type="submit" kind="danger" wide busy={cancel.isPending}>
        {t('cancel')}
      </Button>
    </form>
  )
}

/** What it is about, with whom, and the note; its time moves by itself. */
export function ChangePart({ appointment, onDone }: PartProps) {
  const t = useWords(appointmentWords)
  const toast = useToast()
  const forOthers = useCan('appointments.write', 'team')
  const people = useAsk(listAppointmentPeople, {}, { when: forOthers })
  const [purpose, setPurpose] = useState(appointment.purpose)
  const [personId, setPersonId] = useState(appointment.consultant.id)
  const [note, setNote] = useState(appointment.note)
  const change = useDo(changeAppointment, { refresh })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      {
        params: { id: appointment.id },
        body: {
          purpose,
          note: note.trim(),
          version: appointment.version,
          ...(personId === appointment.consultant.id ? {} : { personId }),
        },
      },
      {
        onSuccess: (changed) => {
          onDone()
          toast([t('changed'), sayOverlaps(t, changed)].filter(Boolean).join(' '))
        },
      },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <Field label={t('purpose')} group required>
        <Choice
          value={purpose}
          onChange={setPurpose}
          options={purposes.map((value) => ({ value, label: t(value) }))}
        />
      </Field>
      {forOthers ? (
        <Field label={t('consultant')} required>
          <Select
            value={personId}
            onChange={setPersonId}
            options={(people.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
      ) : null}
      <Field label={t('note')}>
        <TextArea value={note} onChange={setNote} rows={2} maxLength={1000} />
      </Field>
      {change.error ? <Failure error={change.error} /> : null}
      <Button type="submit" kind="primary" wide busy={change.isPending}>
        {t('change')}
      </Button>
    </form>
  )
}

/** A reason in one's own words; the usual ones are one tap. */
function ReasonField(props: {
  value: string
  onChange: (value: string) => void
  isMissing: boolean
}) {
  const t = useWords(appointmentWords)
  return (
    <>
      <Field
        label={t('reason')}
        required
        {...(props.isMissing ? { error: t('reasonNeeded') } : {})}
      >
        <TextInput value={props.value} onChange={props.onChange} maxLength={300} />
      </Field>
      <div className="k-line">
        {reasons.map((one) => (
          <Button key={one} onClick={() => props.onChange(t(one))}>
            {t(one)}
          </Button>
        ))}
      </div>
    </>
  )
}
