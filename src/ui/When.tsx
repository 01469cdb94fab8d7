import { dayOf, exactDate, sayDay, sayInstant, sayMinutes, sayPeriod } from '#ui/format.ts'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale } from '#ui/words.tsx'

/**
 * A date as people say it, exact on hover. Takes an instant (ISO or Date) or a business day
 * (`YYYY-MM-DD`), in the time zone of the current store unless another is given.
 */
export function When(props: { at: string | Date; timeZone?: string; now?: Date }) {
  const ofStore = useTimeZone()
  const timeZone = props.timeZone ?? ofStore
  const locale = useLocale()
  const current = useNow()
  const now = props.now ?? current
  const isDay = typeof props.at === 'string' && props.at.length === 10
  const text = isDay
    ? sayDay(props.at as string, dayOf(now, timeZone), locale)
    : sayInstant(new Date(props.at), now, locale, timeZone)
  return (
    <time
      dateTime={typeof props.at === 'string' ? props.at : props.at.toISOString()}
      title={exactDate(props.at, locale, timeZone)}
    >
      {text}
    </time>
  )
}

/** The minutes since an instant, running. */
export function Elapsed({ since }: { since: string | Date }) {
  const locale = useLocale()
  const now = useNow()
  const timeZone = useTimeZone()
  const start = new Date(since)
  return (
    <time
      dateTime={start.toISOString()}
      title={exactDate(start, locale, timeZone)}
      className="k-number"
    >
      {sayMinutes((now.getTime() - start.getTime()) / 60_000, locale)}
    </time>
  )
}

/** A period of business days, as in 2026年11月1日 – 11月30日. */
export function Period({ from, to }: { from: string; to: string }) {
  return <span className="k-number">{sayPeriod(from, to, useLocale())}</span>
}
