import { isDay } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getMinutes } from '../contract.ts'
import { meetingWords } from '../words.ts'
import './morning.css'

/** What was decided on a day, by consultant, with the figures of that morning. */
export function MinutesPage() {
  const t = useWords(meetingWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const day = isDay(search.day) ? search.day : undefined
  const minutes = useAsk(
    getMinutes,
    { query: day ? { day } : {} },
    { live: ['meetings.*'], keep: true },
  )
  const { data } = minutes
  return (
    <div className="k-stack">
      <h1>{t('minutes')}</h1>
      {minutes.error ? (
        <Failure error={minutes.error} onRetry={() => void minutes.refetch()} />
      ) : null}
      {data === undefined ? (
        minutes.error ? null : (
          <Skeleton rows={6} />
        )
      ) : data.days.length === 0 ? (
        <EmptyState title={t('noMinutes')}>{t('noMinutesHint')}</EmptyState>
      ) : (
        <>
          <div className="meeting-day">
            <Field label={t('day')} required>
              <Select
                value={data.day}
                onChange={(value) => setSearch({ day: value }, { replace: true })}
                options={[...new Set([data.day, ...data.days])].map((one) => ({
                  value: one,
                  label: sayDay(one, today, locale),
                }))}
              />
            </Field>
          </div>
          {data.items.map((one) => (
            <section key={one.personId} className="k-card k-stack" aria-label={one.name}>
              <div className="k-spread">
                <h2>{one.name}</h2>
                {one.doneAt ? (
                  <Badge tone="done">{t('doneBy', { name: one.doneByName ?? '' })}</Badge>
                ) : (
                  <Badge tone="blocked">{t('notDone')}</Badge>
                )}
              </div>
              {one.counts ? (
                <span className="k-line">
                  <Badge tone="due">{t('due', { n: one.counts.due ?? 0 })}</Badge>
                  <Badge tone="overdue">{t('overdue', { n: one.counts.overdue ?? 0 })}</Badge>
                  <Badge>
                    {t('breaches')} {one.counts.breaches ?? 0}
                  </Badge>
                </span>
              ) : null}
              <p className="meeting-text">{one.decision || t('noDecision')}</p>
            </section>
          ))}
        </>
      )}
    </div>
  )
}
