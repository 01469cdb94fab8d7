import { useState } from 'react'
import { getRotation, listOpenVisits, openVisit } from '#modules/showroom/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { type Appointment, listAppointments } from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { AppointmentLine } from './AppointmentLine.tsx'
import { AppointmentSheet } from './AppointmentSheet.tsx'
import { useStoreDay } from './useStoreDay.ts'

/** On the floor: who is expected today; one tap opens the visit with the consultant they come to. */
export function FloorAppointments() {
  const t = useWords(appointmentWords)
  const toast = useToast()
  const { today } = useStoreDay()
  const runsTheDoor = useCan('visits.receive', 'store')
  const [chosen, setChosen] = useState<string>()
  const [opening, setOpening] = useState<string>()
  const found = useAsk(
    listAppointments,
    { query: { from: today, to: today, limit: 200 } },
    { live: ['appointments.*'] },
  )
  const open = useDo(openVisit, { refresh: [listOpenVisits, getRotation, listAppointments] })
  const all = (found.data?.items ?? []).filter(
    (one) => one.state !== 'cancelled' && one.state !== 'rescheduled',
  )
  const waiting = all.filter((one) => one.state !== 'shown')
  const come = (one: Appointment) => {
    setOpening(one.id)
    open.mutate(
      {
        body: {
          id: uuidv7(),
          channel: 'walk-in',
          customerId: one.customer.id,
          receiverId: one.consultant.id,
          ...(runsTheDoor ? { isAskedFor: true } : {}),
        },
      },
      {
        onSuccess: (visit) => toast(t('opened', { name: visit.receiver?.name ?? '—' })),
        onSettled: () => setOpening(undefined),
      },
    )
  }
  return (
    <section className="k-card k-stack" aria-label={t('expectedToday')}>
      <div className="k-spread">
        <h2>{t('expectedToday')}</h2>
        <span className="k-number k-muted">
          {found.data ? `${all.length - waiting.length} / ${all.length}` : ''}
        </span>
      </div>
      {found.error ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data === undefined && !found.error ? <Skeleton rows={3} height={44} /> : null}
      {found.data && waiting.length === 0 ? <p className="k-muted">{t('nothingToday')}</p> : null}
      <ul className="appointment-list" aria-label={t('expectedToday')}>
        {waiting.map((one) => (
          <AppointmentLine
            key={one.id}
            appointment={one}
            onOpen={() => setChosen(one.id)}
            end={
              <Button
                kind="primary"
                busy={opening === one.id && open.isPending}
                aria-label={`${t('cameIn')} ${one.customer.name}`}
                onClick={() => come(one)}
              >
                {t('cameIn')}
              </Button>
            }
          />
        ))}
      </ul>
      {open.error ? <Failure error={open.error} /> : null}
      {chosen ? <AppointmentSheet id={chosen} onClose={() => setChosen(undefined)} /> : null}
    </section>
  )
}
