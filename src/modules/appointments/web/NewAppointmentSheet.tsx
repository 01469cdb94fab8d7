import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayInstant } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Appointment,
  getAppointment,
  listAppointmentPeople,
  listAppointments,
  makeAppointment,
  purposes,
  undoAppointment,
} from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { sayOverlaps } from './say-appointment.ts'
import { useStoreDay } from './useStoreDay.ts'
import { WhenFields } from './WhenFields.tsx'
import { type AppointmentValues, firstProposal, startOf } from './when-form.ts'

const refresh = [listAppointments, getAppointment]

/** Makes an appointment of a customer: what for, when, how long, with whom. */
export function NewAppointmentSheet(props: {
  customerId: string
  onClose: () => void
  onMade?: (appointment: Appointment) => void
}) {
  const t = useWords(appointmentWords)
  const locale = useLocale()
  const toast = useToast()
  const forOthers = useCan('appointments.write', 'team')
  const { today, timeNow, timeZone, now } = useStoreDay()
  const id = useRef(uuidv7())
  const [values, setValues] = useState<AppointmentValues>(() => ({
    purpose: 'visit',
    minutes: '60',
    personId: '',
    note: '',
    ...firstProposal(today, timeNow),
  }))
  const [asked, setAsked] = useState(false)
  const people = useAsk(listAppointmentPeople, {}, { when: forOthers })
  const make = useDo(makeAppointment, { refresh })
  const undo = useDo(undoAppointment, { refresh })
  const change = (some: Partial<AppointmentValues>) => setValues({ ...values, ...some })
  const starts = startOf(values, timeZone)

  const save = async () => {
    if (!starts) return
    const note = values.note.trim()
    const made = await make.mutateAsync({
      body: {
        id: id.current,
        customerId: props.customerId,
        startsAt: starts.toISOString(),
        minutes: Number(values.minutes),
        purpose: values.purpose,
        ...(values.personId ? { personId: values.personId } : {}),
        ...(note ? { note } : {}),
      },
    })
    props.onClose()
    props.onMade?.(made)
    const when = sayInstant(new Date(made.startsAt), now, locale, timeZone)
    const warning = sayOverlaps(t, made)
    toast([t('made', { when }), warning].filter(Boolean).join(' '), {
      undo: () => undo.mutateAsync({ params: { id: made.id }, body: { version: made.version } }),
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    // A refusal is shown by the failed call itself.
    save().catch(() => undefined)
  }
  return (
    <Sheet open onClose={props.onClose} title={t('make')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <Field label={t('purpose')} group required>
          <Choice
            value={values.purpose}
            onChange={(purpose) => change({ purpose })}
            options={purposes.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        <WhenFields
          values={values}
          onChange={change}
          error={asked && !starts ? t('chooseTime') : undefined}
        />
        {forOthers ? (
          <Field label={t('consultant')}>
            <Select
              value={values.personId}
              onChange={(personId) => change({ personId })}
              placeholder={t('theirConsultant')}
              options={(people.data?.items ?? []).map((one) => ({
                value: one.id,
                label: one.name,
              }))}
            />
          </Field>
        ) : null}
        <Field label={t('note')}>
          <TextArea
            value={values.note}
            onChange={(note) => change({ note })}
            rows={2}
            maxLength={1000}
          />
        </Field>
        {make.error ? <Failure error={make.error} /> : null}
        <Button type="submit" kind="primary" wide busy={make.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
