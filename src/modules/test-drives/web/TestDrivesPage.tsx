import { useState } from 'react'
import { addDays, daysFromTo, isDay, timeInZone, weekday } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf, sayWeekday } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type DemoCar, listDemoCars, listTestDrives, type TestDrive } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { toneOf } from './say-drive.ts'
import { TestDriveSheet } from './TestDriveSheet.tsx'
import './test-drives.css'

const most = 200
const live = { live: ['test_drives.*'], keep: true }

/** The calendar of the demo cars: a day by car, or a week by day. */
export function TestDrivesPage() {
  const t = useWords(testDriveWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useSession().store.timeZone)
  const [chosen, setChosen] = useState<string>()
  const view = search.view === 'week' ? 'week' : 'day'
  const day = isDay(search.day) ? search.day : today
  const from = view === 'day' ? day : addDays(day, 1 - weekday(day))
  const to = view === 'day' ? day : addDays(from, 6)
  const cars = useAsk(listDemoCars, { query: {} }, live)
  const found = useAsk(
    listTestDrives,
    { query: { from, to, limit: most, ...(search.car ? { carId: search.car } : {}) } },
    live,
  )
  const items = found.data?.items ?? []
  const step = view === 'day' ? 1 : 7
  const shownCars = (cars.data?.items ?? []).filter((car) => !search.car || car.id === search.car)
  return (
    <div className="k-stack">
      <h1>{t('testDrives')}</h1>
      <div className="drive-tools">
        <Segmented
          label={t('view')}
          value={view}
          onChange={(value) => setSearch({ view: value === 'day' ? undefined : value })}
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
        <Select
          aria-label={t('car')}
          value={search.car ?? ''}
          onChange={(car) => setSearch({ car: car || undefined })}
          placeholder={t('demoCars')}
          options={(cars.data?.items ?? []).map((car) => ({
            value: car.id,
            label: `${car.plate} ${car.name}`,
          }))}
        />
      </div>
      {found.error ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data === undefined && !found.error ? <Skeleton rows={6} height={56} /> : null}
      {found.data && cars.data?.items.length === 0 ? (
        <EmptyState title={t('noCars')}>{t('noCarsHint')}</EmptyState>
      ) : null}
      {found.data && items.length === 0 && cars.data?.items.length !== 0 ? (
        <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
      ) : null}
      {items.length > 0 && view === 'day' ? (
        <DayBoard cars={shownCars} items={items} onOpen={setChosen} />
      ) : null}
      {items.length > 0 && view === 'week' ? (
        <WeekBoard from={from} to={to} today={today} items={items} onOpen={setChosen} />
      ) : null}
      {chosen ? <TestDriveSheet id={chosen} onClose={() => setChosen(undefined)} /> : null}
    </div>
  )
}

interface BoardProps {
  items: readonly TestDrive[]
  onOpen: (id: string) => void
}

/** A column for each car, those that drive nowhere too: they are free, unless they may not drive. */
function DayBoard(props: BoardProps & { cars: readonly DemoCar[] }) {
  const t = useWords(testDriveWords)
  const known = new Map(props.cars.map((car) => [car.id, car]))
  const gone = props.items.filter((one) => !known.has(one.car.id)).map((one) => one.car)
  const cars = [...props.cars, ...new Map(gone.map((car) => [car.id, car])).values()]
  return (
    <div className="drive-board">
      {cars.map((car) => {
        const ofCar = props.items.filter((one) => one.car.id === car.id)
        const state = known.get(car.id)?.state
        return (
          <section key={car.id} aria-label={car.plate}>
            <h2>
              {car.plate} <small>{car.name}</small>{' '}
              {state && state !== 'ready' ? <Badge tone="blocked">{t(state)}</Badge> : null}
            </h2>
            {ofCar.length === 0 && (state ?? 'ready') === 'ready' ? (
              <p className="k-muted">{t('nothingBooked')}</p>
            ) : null}
            <Lines label={car.plate} items={ofCar} onOpen={props.onOpen} />
          </section>
        )
      })}
    </div>
  )
}

function WeekBoard(props: BoardProps & { from: string; to: string; today: string }) {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  return (
    <div className="drive-board" data-week>
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
            <Lines label={day} items={ofDay} onOpen={props.onOpen} withCar />
          </section>
        )
      })}
    </div>
  )
}

function Lines(props: BoardProps & { label: string; withCar?: boolean }) {
  const t = useWords(testDriveWords)
  const zone = useSession().store.timeZone
  if (props.items.length === 0) return null
  const time = (at: string) => timeInZone(new Date(at), zone)
  return (
    <List label={props.label}>
      {props.items.map((one) => {
        const text = (
          <>
            <strong className="k-number">
              {time(one.startsAt)}–{time(one.endsAt)}
            </strong>{' '}
            {props.withCar ? <span className="drive-plate">{one.car.plate} </span> : null}
            {one.customer?.name ?? t('someone')}{' '}
            <span className="k-muted">{one.consultant.name}</span>
          </>
        )
        const state = <Badge tone={toneOf(one.state)}>{t(one.state)}</Badge>
        return one.customer ? (
          <Row key={one.id} onClick={() => props.onOpen(one.id)} end={state}>
            {text}
          </Row>
        ) : (
          <Row key={one.id} end={state}>
            {text}
          </Row>
        )
      })}
    </List>
  )
}
