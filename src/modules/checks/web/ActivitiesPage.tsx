import { addDays, isDay } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type Activity, listActivities } from '../contracts/activities.ts'
import { checkWords } from '../words.ts'
import './checks.css'

const kinds = ['calls', 'visits', 'testDrives', 'homeVisits', 'deliveries'] as const

/** Per consultant and day: contacts split so that they add up, and done beside planned by kind. */
export function ActivitiesPage() {
  const t = useWords(checkWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const from = isDay(search.from) ? search.from : addDays(today, -1)
  const to = isDay(search.to) ? search.to : today
  const list = useAsk(
    listActivities,
    { query: { from, to } },
    { live: ['opportunities.*', 'appointments.*'], keep: true },
  )
  const items = list.data?.items.filter(hasAny)
  return (
    <div className="k-stack">
      <h1>{t('activities')}</h1>
      <p className="k-muted">{t('activitiesHint')}</p>
      <div className="check-filters">
        <Field label={t('from')} required>
          <TextInput
            type="date"
            max={to}
            value={from}
            onChange={(day) => setSearch({ from: day }, { replace: true })}
          />
        </Field>
        <Field label={t('to')} required>
          <TextInput
            type="date"
            min={from}
            value={to}
            onChange={(day) => setSearch({ to: day }, { replace: true })}
          />
        </Field>
      </div>
      {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {items === undefined ? (
        list.error ? null : (
          <Skeleton rows={6} />
        )
      ) : items.length === 0 ? (
        <EmptyState title={t('noActivities')}>{t('activitiesHint')}</EmptyState>
      ) : (
        <section className="check-table" tabIndex={0} aria-label={t('activities')}>
          <table className="k-number">
            <thead>
              <tr>
                <th scope="col">{t('day')}</th>
                <th scope="col">{t('consultant')}</th>
                <th scope="col">{t('contacts')}</th>
                <th scope="col">{t('newProspects')}</th>
                <th scope="col">{t('openBase')}</th>
                <th scope="col">{t('owners')}</th>
                {kinds.map((kind) => (
                  <th key={kind} scope="col" title={t('plannedDone')}>
                    {t(kind)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={`${one.day} ${one.personId}`}>
                  <td>
                    <When at={one.day} />
                  </td>
                  <td>{one.name}</td>
                  <td>
                    <strong>{one.contacts}</strong>
                  </td>
                  <td>{one.newProspects}</td>
                  <td>{one.openBase}</td>
                  <td>{one.owners}</td>
                  {kinds.map((kind) => (
                    <td key={kind}>
                      {one[kind].done}/{one[kind].planned}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}

const hasAny = (one: Activity) =>
  one.contacts > 0 || kinds.some((kind) => one[kind].planned + one[kind].done > 0)
