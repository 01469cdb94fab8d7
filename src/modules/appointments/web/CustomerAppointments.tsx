import { useState } from 'react'
import { addDays } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { listAppointments } from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { AppointmentSheet } from './AppointmentSheet.tsx'
import { toneOf } from './say-appointment.ts'
import { useStoreDay } from './useStoreDay.ts'

/** Beside a customer: what is planned with them, and what became of the last plans. */
export function CustomerAppointments({ customerId }: { customerId: string }) {
  const t = useWords(appointmentWords)
  const { today } = useStoreDay()
  const [chosen, setChosen] = useState<string>()
  const found = useAsk(
    listAppointments,
    { query: { from: addDays(today, -30), to: addDays(today, 365), customerId, limit: 50 } },
    { live: ['appointments.*'] },
  )
  const items = (found.data?.items ?? []).filter((one) => one.state !== 'rescheduled')
  if (items.length === 0 && !found.error) return null
  return (
    <section className="k-card k-stack" aria-label={t('ofCustomer')}>
      <h2>{t('ofCustomer')}</h2>
      {found.error ? <Failure error={found.error} /> : null}
      <List label={t('ofCustomer')}>
        {items.toReversed().map((one) => (
          <Row
            key={one.id}
            onClick={() => setChosen(one.id)}
            end={<Badge tone={toneOf(one.state, false)}>{t(one.state)}</Badge>}
          >
            <When at={one.startsAt} /> <span className="k-muted">{t(one.purpose)}</span>
          </Row>
        ))}
      </List>
      {chosen ? <AppointmentSheet id={chosen} onClose={() => setChosen(undefined)} /> : null}
    </section>
  )
}
