/** The server's time less the device's, in milliseconds, from one question and its answer. */
export function offsetBetween(askedAt: number, answeredAt: number, serverNow: string): number {
  return Math.round(Date.parse(serverNow) - (askedAt + answeredAt) / 2)
}

/**
 * When something was entered, by the server's clock: the device's time corrected by the offset
 * measured now, not before the device last heard of the server and not after the present
 * (rules.md, Offline and retries). A clock set in between cannot carry it out of these bounds.
 */
export function correctedTime(
  entered: { enteredAt: string; heardAt: string | undefined },
  offset: number,
  deviceNow: number,
): string {
  const latest = deviceNow + offset
  const earliest =
    entered.heardAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(entered.heardAt)
  const corrected = Date.parse(entered.enteredAt) + offset
  return new Date(Math.min(latest, Math.max(earliest, corrected))).toISOString()
}
