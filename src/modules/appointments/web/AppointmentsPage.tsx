import { useState } from 'react'
import { addDays, daysFromTo, isDay, weekday } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { sayWeekday } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Appointment,
  type AppointmentState,
  appointmentStates,
  listAppointmentPeople,
  listAppointments,
} from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { AppointmentLine } from './AppointmentLine.tsx'
import { AppointmentSheet } from './AppointmentSheet.tsx'
import { useStoreDay } from './useStoreDay.ts'
import './appointments.css'

const most = 200

/** The calendar: a day by consultant, or a week by day; on the phone one under another. */
export function AppointmentsPage() {
  const t = useWords(appointmentWords)
  const { search, setSearch } = useNavigation()
  const { today } = useStoreDay()
  const seesOthers = useCan('appointments.read', 'team')
  const [chosen, setChosen] = useState<string>()
  const view = search.view === 'day' ? 'day' : 'week'
  const day = isDay(search.day) ? search.day : today
  const from = view === 'day' ? day : addDays(day, 1 - weekday(day))
  const to = view === 'day' ? day : addDays(from, 6)
  const state = appointmentStates.find((one) => one === search.state)
  const found = useAsk(
    listAppointments,
    {
      query: {
        from,
        to,
        limit: most,
        ...(search.person ? { personId: search.person } : {}),
        ...(state ? { state } : {}),
      },
    },
    { live: ['appointments.*'], keep: true },
  )
  const items = (found.data?.items ?? []).filter(
    (one) => state !== undefined || one.state !== 'rescheduled',
  )
  const step = view === 'day' ? 1 : 7
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('appointments')}</h1>
        <span className="k-muted k-number">{t('countOf', { n: items.length })}</span>
      </div>
      <div className="appointment-tools">
        <Segmented
          label={t('view')}
          value={view}
          onChange={(value) => setSearch({ view: value === 'week' ? undefined : value })}
          options={[
            { value: 'day', label: t('dayView') },
            { value: 'week', label: t('weekView') },
          ]}
        />
        <div className="k-line">
          <Button aria-label={t('earlier')} onClick={() => setSearch({ day: addDays(day, -step) })}>
            ‹
          </Button>
          <TextInput
            type="date"
            aria-label={t('day')}
            value={day}
            onChange={(value) => setSearch({ day: value || undefined })}
          />
          <Button aria-label={t('later')} onClick={() => setSearch({ day: addDays(day, step) })}>
            ›
          </Button>
          <Button onClick={() => setSearch({ day: undefined })}>{t('today')}</Button>
        </div>
        {seesOthers ? <PersonFilter /> : null}
        <StateFilter state={state} />
      </div>
      {found.error ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data?.nextCursor ? <Notice tone="blocked">{t('cut', { n: most })}</Notice> : null}
      {found.data === undefined && !found.error ? <Skeleton rows={6} height={56} /> : null}
      {found.data && items.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
      ) : null}
      {items.length > 0 ? (
        view === 'day' ? (
          <DayBoard items={items} onOpen={setChosen} />
        ) : (
          <WeekBoard from={from} to={to} today={today} items={items} onOpen={setChosen} />
        )
      ) : null}
      {chosen ? <AppointmentSheet id={chosen} onClose={() => setChosen(undefined)} /> : null}
    </div>
  )
}

function PersonFilter() {
  const t = useWords(appointmentWords)
  const { search, setSearch } = useNavigation()
  const people = useAsk(listAppointmentPeople, {})
  return (
    <Select
      aria-label={t('consultant')}
      value={search.person ?? ''}
      onChange={(person) => setSearch({ person: person || undefined })}
      placeholder={t('everybody')}
      options={(people.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  )
}

function StateFilter({ state }: { state: AppointmentState | undefined }) {
  const t = useWords(appointmentWords)
  const { setSearch } = useNavigation()
  return (
    <Select
      aria-label={t('state')}
      value={state ?? ''}
      onChange={(value) => setSearch({ state: value || undefined })}
      placeholder={t('anyState')}
      options={appointmentStates.map((one) => ({ value: one, label: t(one) }))}
    />
  )
}

interface BoardProps {
  items: readonly Appointment[]
  onOpen: (id: string) => void
}

/** A column for each consultant who has somebody that day. */
function DayBoard({ items, onOpen }: BoardProps) {
  const people = new Map(items.map((one) => [one.consultant.id, one.consultant.name]))
  return (
    <div className="appointment-board">
      {[...people].map(([id, name]) => (
        <section key={id} aria-label={name}>
          <h2>{name}</h2>
          <Lines items={items.filter((one) => one.consultant.id === id)} onOpen={onOpen} isMine />
        </section>
      ))}
    </div>
  )
}

/** A column for each day of the week. */
function WeekBoard(props: BoardProps & { from: string; to: string; today: string }) {
  const t = useWords(appointmentWords)
  const locale = useLocale()
  return (
    <div className="appointment-board" data-week>
      {daysFromTo(props.from, props.to).map((day) => {
        const ofDay = props.items.filter((one) => one.day === day)
        return (
          <section
            key={day}
            data-today={day === props.today || undefined}
            data-empty={ofDay.length === 0 || undefined}
          >
            <h2>
              {day === props.today ? t('today') : sayWeekday(day, locale)}{' '}
              <small className="k-number">{day.slice(5)}</small>
            </h2>
            <Lines items={ofDay} onOpen={props.onOpen} />
          </section>
        )
      })}
    </div>
  )
}

function Lines({ items, onOpen, isMine = false }: BoardProps & { isMine?: boolean }) {
  if (items.length === 0) return null
  return (
    <ul className="appointment-list">
      {items.map((one) => (
        <AppointmentLine
          key={one.id}
          appointment={one}
          isMine={isMine}
          onOpen={() => onOpen(one.id)}
        />
      ))}
    </ul>
  )
}
