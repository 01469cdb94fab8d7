import { timeInZone } from '#shared/days.ts'
import { dayOf } from '#ui/format.ts'
import { useNow } from '#ui/now.ts'
import { useSession } from '#ui/session.tsx'

/** Today and the time of day in the store, and its zone. */
export function useStoreDay(): { today: string; timeNow: string; timeZone: string; now: Date } {
  const now = useNow()
  const { timeZone } = useSession().store
  return { today: dayOf(now, timeZone), timeNow: timeInZone(now, timeZone), timeZone, now }
}
