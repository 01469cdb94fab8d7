import { type FormEvent, useState } from 'react'
import { timeInZone } from '#shared/days.ts'
import { useDo } from '#ui/ask.ts'
import { dayOf, sayInstant } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  changeTestDrive,
  endTestDrive,
  getTestDrive,
  listFreeSlots,
  listTestDrives,
  undoTestDrive,
} from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { BookingFields } from './BookingFields.tsx'
import { FreeInstead } from './FreeInstead.tsx'
import type { DriveView } from './drive-view.ts'
import { type BookingValues, startOf } from './when-form.ts'

const refresh = [getTestDrive, listTestDrives, listFreeSlots]

/** Another time or another car. */
export function MovePart({ drive, onDone }: { drive: DriveView; onDone: () => void }) {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const toast = useToast()
  const now = useNow()
  const zone = useSession().store.timeZone
  const move = useDo(changeTestDrive, { refresh })
  const starts = new Date(drive.startsAt)
  const [values, setValues] = useState<BookingValues>(() => ({
    carId: drive.car.id,
    day: dayOf(starts, zone),
    time: timeInZone(starts, zone),
    minutes: String((Date.parse(drive.endsAt) - starts.getTime()) / 60_000),
    routeId: drive.route?.id ?? '',
    note: drive.note,
  }))
  const change = (some: Partial<BookingValues>) => setValues({ ...values, ...some })
  const at = startOf(values, zone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!at || !values.carId) return
    move.mutate(
      {
        params: { id: drive.id },
        body: {
          version: drive.version,
          carId: values.carId,
          startsAt: at.toISOString(),
          minutes: Number(values.minutes),
          routeId: values.routeId || null,
          note: values.note.trim(),
        },
      },
      {
        onSuccess: (moved) => {
          onDone()
          toast(t('moved', { when: sayInstant(new Date(moved.startsAt), now, locale, zone) }))
        },
      },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <BookingFields
        values={values}
        onChange={change}
        errors={at ? {} : { time: t('chooseTime') }}
      />
      {move.error ? <Failure error={move.error} /> : null}
      <FreeInstead error={move.error} onTake={change} />
      <Button type="submit" kind="primary" wide busy={move.isPending}>
        {t('save')}
      </Button>
    </form>
  )
}

/** It did not take place: why. */
export function EndPart(props: {
  drive: DriveView
  state: 'cancelled' | 'no_show'
  onDone: () => void
}) {
  const t = useWords(testDriveWords)
  const toast = useToast()
  const { drive, state } = props
  const end = useDo(endTestDrive, { refresh })
  const undo = useDo(undoTestDrive, { refresh })
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const params = { id: drive.id }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (reason.trim().length < 2) return
    end.mutate(
      { params, body: { version: drive.version, state, reason: reason.trim() } },
      {
        onSuccess: (ended) => {
          props.onDone()
          toast(t(state), {
            undo: () => undo.mutateAsync({ params, body: { version: ended.version } }),
          })
        },
      },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <Field
        label={t('reason')}
        required
        {...(asked && reason.trim().length < 2 ? { error: t('reasonNeeded') } : {})}
      >
        <TextInput autoFocus value={reason} onChange={setReason} maxLength={300} />
      </Field>
      {end.error ? <Failure error={end.error} /> : null}
      <Button type="submit" kind="primary" wide busy={end.isPending}>
        {state === 'cancelled' ? t('cancel') : t('noShow')}
      </Button>
    </form>
  )
}
