import { timeInZone } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { listDemoCars, listDemoRoutes, listFreeSlots } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { type BookingValues, lengths } from './when-form.ts'
import './test-drives.css'

const mostShown = 8

/** Which car, when, how long, where; the free times of the day are one tap. */
export function BookingFields(props: {
  values: BookingValues
  onChange: (change: Partial<BookingValues>) => void
  errors: { car?: string; time?: string }
}) {
  const t = useWords(testDriveWords)
  const { values, onChange, errors } = props
  const cars = useAsk(listDemoCars, { query: {} })
  const routes = useAsk(listDemoRoutes, { query: {} })
  const ready = (cars.data?.items ?? []).filter((car) => car.state === 'ready')
  return (
    <>
      <Field label={t('car')} required {...(errors.car ? { error: errors.car } : {})}>
        <Select
          value={values.carId}
          onChange={(carId) => onChange({ carId })}
          placeholder={cars.data && ready.length === 0 ? t('noCars') : t('chooseCar')}
          options={ready.map((car) => ({
            value: car.id,
            label: [car.plate, car.name, car.colour].filter(Boolean).join(' · '),
          }))}
        />
      </Field>
      <div className="drive-two">
        <Field label={t('day')} required {...(errors.time ? { error: errors.time } : {})}>
          <TextInput type="date" value={values.day} onChange={(day) => onChange({ day })} />
        </Field>
        <Field label={t('time')} required>
          <TextInput
            type="time"
            step={900}
            value={values.time}
            onChange={(time) => onChange({ time })}
          />
        </Field>
      </div>
      <Field label={t('length')} group required>
        <Choice
          value={values.minutes}
          onChange={(minutes) => onChange({ minutes })}
          options={lengths.map((n) => ({ value: n, label: t('minutes', { n }) }))}
        />
      </Field>
      {values.carId && values.day ? <FreeTimes values={values} onChange={onChange} /> : null}
      {routes.data && routes.data.items.length > 0 ? (
        <Field label={t('route')}>
          <Select
            value={values.routeId}
            onChange={(routeId) => onChange({ routeId })}
            placeholder={t('noRoute')}
            options={routes.data.items.map((route) => ({
              value: route.id,
              label: `${route.name} · ${route.lengthM / 1000} km · ${t('minutes', { n: route.minutes })}`,
            }))}
          />
        </Field>
      ) : null}
      <Field label={t('note')}>
        <TextArea
          value={values.note}
          onChange={(note) => onChange({ note })}
          rows={2}
          maxLength={1000}
        />
      </Field>
    </>
  )
}

function FreeTimes(props: {
  values: BookingValues
  onChange: (change: Partial<BookingValues>) => void
}) {
  const t = useWords(testDriveWords)
  const zone = useSession().store.timeZone
  const { carId, day, minutes, time } = props.values
  const free = useAsk(
    listFreeSlots,
    { params: { id: carId }, query: { day, minutes: Number(minutes) } },
    { live: ['test_drives.*'], keep: true },
  )
  if (free.data === undefined) return null
  const times = free.data.items.map((slot) => timeInZone(new Date(slot.startsAt), zone))
  if (times.length === 0) return <p className="k-muted">{t('nothingFree')}</p>
  if (times.includes(time)) return null
  const from = times.findIndex((one) => one > time)
  const shown = times
    .slice(Math.max(0, from < 0 ? times.length - mostShown : from - 2))
    .slice(0, mostShown)
  return (
    <div className="k-stack">
      <span className="k-muted">{t('free')}</span>
      <div className="drive-free">
        {shown.map((one) => (
          <Button key={one} onClick={() => props.onChange({ time: one })}>
            {one}
          </Button>
        ))}
      </div>
    </div>
  )
}
