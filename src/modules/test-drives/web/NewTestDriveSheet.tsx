import { type FormEvent, useRef, useState } from 'react'
import { timeInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { dayOf, sayInstant } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { bookTestDrive, endTestDrive, listFreeSlots, listTestDrives } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { BookingFields } from './BookingFields.tsx'
import { FreeInstead } from './FreeInstead.tsx'
import { type BookingValues, quarterOfTime, startOf } from './when-form.ts'

const refresh = [listTestDrives, listFreeSlots]
/** From so many minutes ahead on the customer has to come back for it. */
const aheadMinutes = 30

/** Books a demo car for a customer; refused, it says what is in the way and when it is free. */
export function NewTestDriveSheet(props: {
  customerId: string
  onClose: () => void
  onBooked?: () => void
}) {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const toast = useToast()
  const now = useNow()
  const zone = useSession().store.timeZone
  const mayInvite = useCan('appointments.write')
  const id = useRef(uuidv7())
  const [asked, setAsked] = useState(false)
  const [invites, setInvites] = useState(true)
  const [values, setValues] = useState<BookingValues>(() => ({
    carId: '',
    day: dayOf(now, zone),
    time: quarterOfTime(timeInZone(now, zone)),
    minutes: '45',
    routeId: '',
    note: '',
  }))
  const change = (some: Partial<BookingValues>) => setValues({ ...values, ...some })
  const book = useDo(bookTestDrive, { refresh })
  const cancel = useDo(endTestDrive, { refresh })
  const starts = startOf(values, zone)
  const isAhead = starts !== undefined && starts.getTime() > now.getTime() + aheadMinutes * 60_000
  const save = async () => {
    if (!starts || !values.carId) return
    const note = values.note.trim()
    const made = await book.mutateAsync({
      body: {
        id: id.current,
        carId: values.carId,
        customerId: props.customerId,
        startsAt: starts.toISOString(),
        minutes: Number(values.minutes),
        withAppointment: mayInvite && isAhead && invites,
        ...(values.routeId ? { routeId: values.routeId } : {}),
        ...(note ? { note } : {}),
      },
    })
    props.onClose()
    props.onBooked?.()
    toast(t('bookedAt', { when: sayInstant(new Date(made.startsAt), now, locale, zone) }), {
      undo: () =>
        cancel.mutateAsync({
          params: { id: made.id },
          body: { version: made.version, state: 'cancelled', reason: t('undo') },
        }),
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    // A refusal is shown by the failed call itself.
    save().catch(() => undefined)
  }
  return (
    <Sheet open onClose={props.onClose} title={t('book')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <BookingFields
          values={values}
          onChange={change}
          errors={{
            ...(asked && !values.carId ? { car: t('chooseCar') } : {}),
            ...(asked && !starts ? { time: t('chooseTime') } : {}),
          }}
        />
        {mayInvite && isAhead ? (
          <label className="k-line">
            <input
              type="checkbox"
              checked={invites}
              onChange={(event) => setInvites(event.target.checked)}
            />
            {t('withAppointment')}
          </label>
        ) : null}
        {book.error ? <Failure error={book.error} /> : null}
        <FreeInstead error={book.error} onTake={change} />
        <Button type="submit" kind="primary" wide busy={book.isPending}>
          {t('book')}
        </Button>
      </form>
    </Sheet>
  )
}
