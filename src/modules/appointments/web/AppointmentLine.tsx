import type { ReactNode } from 'react'
import { sayTime } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { useWords } from '#ui/words.tsx'
import type { Appointment } from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { toneOf } from './say-appointment.ts'
import { useStoreDay } from './useStoreDay.ts'
import './appointments.css'

/** One appointment: from when to when, who, what for, with whom, and how it stands. */
export function AppointmentLine(props: {
  appointment: Appointment
  onOpen: () => void
  /** On one's own list no name is said. */
  isMine?: boolean
  end?: ReactNode
}) {
  const t = useWords(appointmentWords)
  const { timeZone, now } = useStoreDay()
  const { appointment: one } = props
  const isLate = one.state === 'planned' && Date.parse(one.startsAt) < now.getTime()
  const time = (at: string) => sayTime(new Date(at), timeZone)
  return (
    <li className="appointment-line" data-state={one.state}>
      <button type="button" className="appointment-main" onClick={props.onOpen}>
        <span className="appointment-time k-number">
          {time(one.startsAt)}
          <small>–{time(one.endsAt)}</small>
        </span>
        <span className="appointment-what">
          <strong>{one.customer.name}</strong>
          <span className="k-muted">
            {t(one.purpose)}
            {props.isMine ? '' : ` · ${one.consultant.name}`}
          </span>
          {one.note ? <span className="k-muted appointment-note">{one.note}</span> : null}
        </span>
        <Badge tone={toneOf(one.state, isLate)}>{t(isLate ? 'late' : one.state)}</Badge>
      </button>
      {props.end}
    </li>
  )
}
