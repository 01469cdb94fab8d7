import { timeInZone } from '#shared/days.ts'
import { CallError } from '#ui/call.ts'
import { dayOf, sayInstant } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { useNow } from '#ui/now.ts'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { testDriveWords } from '../words.ts'

/** After a booking was refused: the next times at which the car is free, one tap each. */
export function FreeInstead(props: {
  error: unknown
  onTake: (when: { day: string; time: string }) => void
}) {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const now = useNow()
  const zone = useSession().store.timeZone
  const { error } = props
  const details =
    error instanceof CallError && error.code === 'test_drives.car_taken' ? error.details : undefined
  const free = details?.free as { startsAt: string }[] | undefined
  if (!free || free.length === 0) return null
  return (
    <div className="k-stack">
      <span className="k-muted">{t('instead')}</span>
      <div className="drive-free">
        {free.map(({ startsAt }) => {
          const at = new Date(startsAt)
          return (
            <Button
              key={startsAt}
              onClick={() => props.onTake({ day: dayOf(at, zone), time: timeInZone(at, zone) })}
            >
              {sayInstant(at, now, locale, zone)}
            </Button>
          )
        })}
      </div>
    </div>
  )
}
