import { lazy, Suspense, useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { listAppointments } from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { AppointmentLine } from './AppointmentLine.tsx'
import { useStoreDay } from './useStoreDay.ts'

/** Loaded at the first tap: the start page stays small. */
const AppointmentSheet = lazy(async () => ({
  default: (await import('./AppointmentSheet.tsx')).AppointmentSheet,
}))

/** On the consultant's start page: who comes to them today; nothing where nobody does. */
export function TodayAppointments() {
  const t = useWords(appointmentWords)
  const personId = useSession().person.id
  const { today } = useStoreDay()
  const [chosen, setChosen] = useState<string>()
  const found = useAsk(
    listAppointments,
    { query: { from: today, to: today, personId, limit: 50 } },
    { live: ['appointments.*'] },
  )
  const mine = (found.data?.items ?? []).filter(
    (one) => one.state !== 'cancelled' && one.state !== 'rescheduled',
  )
  if (mine.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('myAppointments')}>
      <h2>{t('myAppointments')}</h2>
      <ul className="appointment-list k-card" aria-label={t('myAppointments')}>
        {mine.map((one) => (
          <AppointmentLine key={one.id} appointment={one} isMine onOpen={() => setChosen(one.id)} />
        ))}
      </ul>
      {chosen ? (
        <Suspense>
          <AppointmentSheet id={chosen} onClose={() => setChosen(undefined)} />
        </Suspense>
      ) : null}
    </section>
  )
}
