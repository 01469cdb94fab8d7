import { type CSSProperties, useCallback, useEffect, useState } from 'react'
import { isDay } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { cssVariables } from '#ui/theme.ts'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getMorning, type MorningPerson } from '../contract.ts'
import { meetingWords } from '../words.ts'
import { DecisionForm } from './DecisionForm.tsx'
import { HandOverSheet } from './HandOverSheet.tsx'
import { type CardLine, PersonLists } from './PersonList.tsx'
import { ShareOutSheet } from './ShareOutSheet.tsx'
import './morning.css'

const news = ['opportunities.*', 'showroom.*', 'appointments.*', 'meetings.*'] as const
// The wall board is dark whatever the person chose for themselves.
const wallColours = { ...cssVariables('dark'), colorScheme: 'dark' } as CSSProperties
const notKeys = 'input, textarea, select, dialog, [role="radiogroup"]'

/** The meeting itself: one consultant at a time, by arrow keys, large enough for the wall. */
export function MeetingPage() {
  const t = useWords(meetingWords)
  const { search, setSearch, go } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const day = isDay(search.day) ? search.day : today
  const morning = useAsk(getMorning, { query: { day } }, { live: news, keep: true })
  const people = (morning.data?.people ?? []).filter((person) => person.id !== null)
  const found = people.findIndex((person) => person.id === search.person)
  const place = found < 0 ? 0 : found
  const isWall = search.wall === '1'
  const step = useCallback(
    (by: number) => {
      const next = people[(place + by + people.length) % people.length]
      if (next?.id) setSearch({ person: next.id }, { replace: true })
    },
    [people, place, setSearch],
  )
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest(notKeys)) return
      if (event.key === 'ArrowRight' || event.key === 'PageDown') step(1)
      else if (event.key === 'ArrowLeft' || event.key === 'PageUp') step(-1)
      else if (event.key === 'Escape' && isWall) setSearch({ wall: undefined }, { replace: true })
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [step, isWall, setSearch])
  const person = people[place]
  return (
    <div
      className="k-stack meeting"
      data-wall={isWall || undefined}
      style={isWall ? wallColours : undefined}
    >
      <div className="k-spread">
        <h1>
          {t('title')} · <When at={day} />
        </h1>
        <div className="k-line morning-actions">
          <Button kind="quiet" onClick={() => go('/morning')}>
            {t('overview')}
          </Button>
          <Button
            aria-pressed={isWall}
            onClick={() => setSearch({ wall: isWall ? undefined : '1' }, { replace: true })}
          >
            {t('wall')}
          </Button>
        </div>
      </div>
      {morning.error ? (
        <Failure error={morning.error} onRetry={() => void morning.refetch()} />
      ) : null}
      {morning.data === undefined ? (
        morning.error ? null : (
          <Skeleton rows={8} />
        )
      ) : person ? (
        <>
          <People people={people} place={place} onStep={step} />
          <PersonPage
            key={`${person.id}-${day}`}
            person={person}
            day={day}
            onNext={() => step(1)}
          />
        </>
      ) : (
        <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
      )}
    </div>
  )
}

/** Whose turn it is, who is done, and the way to the next. */
function People(props: { people: MorningPerson[]; place: number; onStep: (by: number) => void }) {
  const t = useWords(meetingWords)
  const { setSearch } = useNavigation()
  const { people, place, onStep } = props
  const done = people.filter((person) => person.note?.doneAt).length
  return (
    <div className="k-stack">
      <div className="meeting-turn">
        <Button onClick={() => onStep(-1)}>← {t('previous')}</Button>
        <span className="k-number" role="status">
          {t('position', { n: place + 1, all: people.length })} ·{' '}
          {t('allDone', { n: done, all: people.length })}
        </span>
        <Button onClick={() => onStep(1)}>{t('nextOne')} →</Button>
      </div>
      <nav className="meeting-people" aria-label={t('consultant')}>
        {people.map((person, at) => (
          <Button
            key={person.id}
            kind={at === place ? 'primary' : 'plain'}
            aria-current={at === place || undefined}
            onClick={() => setSearch({ person: person.id ?? undefined }, { replace: true })}
          >
            {person.note?.doneAt ? '✓ ' : ''}
            {person.name}
          </Button>
        ))}
      </nav>
      <p className="k-muted meeting-keys">{t('keysHint')}</p>
    </div>
  )
}

function PersonPage(props: { person: MorningPerson; day: string; onNext: () => void }) {
  const t = useWords(meetingWords)
  const { person, day, onNext } = props
  const [moving, setMoving] = useState<CardLine>()
  const [isSharing, setSharing] = useState(false)
  return (
    <div className="meeting-person">
      <section className="k-card k-stack" aria-label={person.name}>
        <div className="k-spread">
          <h2>{person.name}</h2>
          {person.promises.length > 0 ? (
            <Button onClick={() => setSharing(true)}>{t('shareOut')}</Button>
          ) : null}
        </div>
        <PersonLists person={person} onHandOver={setMoving} />
      </section>
      <DecisionForm person={person} day={day} onDone={onNext} />
      {moving ? (
        <HandOverSheet
          line={moving}
          ownerId={person.id ?? ''}
          onClose={() => setMoving(undefined)}
        />
      ) : null}
      {isSharing && person.id !== null ? (
        <ShareOutSheet personId={person.id} day={day} onClose={() => setSharing(false)} />
      ) : null}
    </div>
  )
}
