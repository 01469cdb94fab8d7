import type { CallOutput } from '#shared/contract.ts'
import type { Values } from '#shared/words.ts'
import type { AppointmentState, makeAppointment } from '../contract.ts'
import type { appointmentWords } from '../words.ts'

type Say = (key: keyof typeof appointmentWords & string, values?: Values) => string

/** The warning that a consultant has something else at that time; empty where not. */
export function sayOverlaps(
  t: Say,
  made: Pick<CallOutput<typeof makeAppointment>, 'overlaps' | 'consultant'>,
): string {
  if (made.overlaps.length === 0) return ''
  return t('overlap', {
    name: made.consultant.name,
    n: made.overlaps.length,
    who: made.overlaps.map((one) => one.customerName).join('、'),
  })
}

/** The colour of a state; each has its word beside it. */
export function toneOf(
  state: AppointmentState,
  isLate: boolean,
): 'due' | 'overdue' | 'done' | 'blocked' {
  if (state === 'shown') return 'done'
  if (state === 'no_show') return 'overdue'
  if (state === 'planned') return isLate ? 'overdue' : 'due'
  return 'blocked'
}
