import { addDays, isDay } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { storeName, useCan, useSession, useTimeZone } from '#ui/session.tsx'
import { useIsPhone } from '#ui/shell/frame.tsx'
import { Slot } from '#ui/slots.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getMorning, getMorningSheet, type Morning } from '../contract.ts'
import { meetingWords } from '../words.ts'
import { PersonList } from './PersonList.tsx'
import './morning.css'

const news = [
  'opportunities.*',
  'showroom.*',
  'customers.*',
  'appointments.*',
  'meetings.*',
] as const

/** The morning meeting: every consultant's list side by side, live, and as a print on A4. */
export function MorningPage() {
  const t = useWords(meetingWords)
  const locale = useLocale()
  const { store } = useSession()
  const { search, setSearch, go } = useNavigation()
  const mayRun = useCan('meetings.run', 'team')
  const toast = useToast()
  const today = dayOf(useNow(), useTimeZone())
  const day = isDay(search.day) ? search.day : today
  const isPhone = useIsPhone()
  const morning = useAsk(getMorning, { query: { day } }, { live: news, keep: true })
  const goTo = (next: string) =>
    setSearch({ day: next === today ? undefined : next }, { replace: true })
  return (
    <div className="k-stack morning">
      <div className="k-spread">
        <h1>
          {t('title')} · <When at={day} />
          <span className="morning-print-only">
            {' '}
            · {storeName(store, locale)} · {day}
          </span>
        </h1>
        <div className="k-line morning-actions">
          <Button kind="quiet" onClick={() => goTo(addDays(day, -1))}>
            {t('dayBefore')}
          </Button>
          {day === today ? null : <Button onClick={() => goTo(today)}>{t('today')}</Button>}
          <Button kind="quiet" onClick={() => goTo(addDays(day, 1))}>
            {t('dayAfter')}
          </Button>
          {mayRun ? (
            <Button kind="primary" onClick={() => go('/morning/run')}>
              {t('run')}
            </Button>
          ) : null}
          <Button kind="quiet" onClick={() => go('/minutes')}>
            {t('minutes')}
          </Button>
          <Button
            onClick={() =>
              void download(getMorningSheet, { query: { day } }).catch((error: unknown) =>
                toast(sayError(error, locale)),
              )
            }
          >
            {t('toSheet')}
          </Button>
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </div>
      </div>
      {day === today ? (
        <div className="k-stack morning-first">
          <Slot name="morning" />
        </div>
      ) : null}
      {morning.error ? (
        <Failure error={morning.error} onRetry={() => void morning.refetch()} />
      ) : null}
      {morning.data ? (
        <Lists morning={morning.data} isPhone={isPhone} />
      ) : morning.error ? null : (
        <Skeleton rows={8} />
      )}
    </div>
  )
}

function Lists({ morning, isPhone }: { morning: Morning; isPhone: boolean }) {
  const t = useWords(meetingWords)
  const { people } = morning
  if (people.length === 0) return <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
  const sum = (count: (person: Morning['people'][number]) => number) =>
    people.reduce((total, person) => total + count(person), 0)
  return (
    <>
      <p className="k-muted" role="status">
        {t('summary', {
          people: people.filter((person) => person.id !== null).length,
          due: sum((person) => person.counts.due),
          overdue: sum((person) => person.counts.overdue),
          breaches: sum((person) => person.counts.breaches),
        })}
      </p>
      <div className="morning-people">
        {people.map((person) => (
          <PersonList
            key={person.id ?? 'nobody'}
            person={person}
            isFolded={isPhone && people.length > 1}
          />
        ))}
      </div>
    </>
  )
}
