/** A visit of a customer as the door announces it; times in milliseconds. */
export interface ShowingVisit {
  id: string
  arrivedAt: number
  /** Null while the visit is open. */
  leftAt: number | null
}

export interface ShowableAppointment {
  id: string
  startsAt: number
  /** A visit somebody said was not this appointment. */
  ignoredVisitId: string | null
}

/**
 * Which of a customer's appointments of one day a visit shows: the one nearest to the arrival,
 * and those that began while the party was here. `day` holds those that are still to come and those
 * this visit has shown before, so that asking again gives the same. Gives ids, earliest first.
 */
export function shownBy(visit: ShowingVisit, day: readonly ShowableAppointment[]): string[] {
  const waiting = day
    .filter((one) => one.ignoredVisitId !== visit.id)
    .sort((a, b) => a.startsAt - b.startsAt)
  const distance = (one: ShowableAppointment) => Math.abs(one.startsAt - visit.arrivedAt)
  const nearest = [...waiting].sort((a, b) => distance(a) - distance(b))[0]
  const { leftAt } = visit
  return waiting
    .filter(
      (one) =>
        one === nearest ||
        (leftAt !== null && one.startsAt >= visit.arrivedAt && one.startsAt <= leftAt),
    )
    .map((one) => one.id)
}
