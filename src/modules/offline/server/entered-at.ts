const mostDays = 8

/**
 * When something was entered on a device, as far as it can be believed: the device has corrected its
 * clock by the server's; never in the future, never older than a device may keep anything.
 */
export function enteredAt(claimed: string, now: Date): Date {
  const earliest = now.getTime() - mostDays * 86_400_000
  const at = Math.min(now.getTime(), Math.max(earliest, Date.parse(claimed)))
  return new Date(Number.isNaN(at) ? now.getTime() : at)
}
