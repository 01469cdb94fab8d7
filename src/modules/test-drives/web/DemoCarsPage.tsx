import { useState } from 'react'
import { addDays } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf, sayDate, sayNumber, sayShare } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { carUse, type DemoCar, type DemoRoute, listDemoCars, listDemoRoutes } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { CarSheet, RouteSheet } from './CarSheets.tsx'
import './test-drives.css'

const soonDays = 30

/** The demo cars of the store: what they are, how they are used, where they drive. */
export function DemoCarsPage() {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const cars = useAsk(listDemoCars, { query: { all: 'true' } }, { live: ['test_drives.*'] })
  const routes = useAsk(listDemoRoutes, { query: { all: 'true' } }, { live: ['test_drives.*'] })
  const [car, setCar] = useState<DemoCar | 'new'>()
  const [route, setRoute] = useState<DemoRoute | 'new'>()
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('demoCars')}</h1>
        <Button kind="primary" onClick={() => setCar('new')}>
          {t('addCar')}
        </Button>
      </div>
      {cars.error ? <Failure error={cars.error} onRetry={() => void cars.refetch()} /> : null}
      {cars.data === undefined && !cars.error ? <Skeleton rows={4} height={56} /> : null}
      {cars.data?.items.length === 0 ? (
        <EmptyState title={t('noCars')}>{t('noCarsHint')}</EmptyState>
      ) : null}
      {cars.data && cars.data.items.length > 0 ? (
        <section className="k-card">
          <List label={t('cars')}>
            {cars.data.items.map((one) => (
              <Row
                key={one.id}
                onClick={() => setCar(one)}
                end={
                  <span className="k-line">
                    <Until word="insuredUntil" day={one.insuredUntil} />
                    <Until word="inspectedUntil" day={one.inspectedUntil} />
                    <Badge tone={one.state === 'ready' ? 'done' : 'blocked'}>{t(one.state)}</Badge>
                  </span>
                }
              >
                <strong>{one.plate}</strong> {one.name}{' '}
                <span className="k-muted">
                  {[
                    one.seriesName === one.name ? '' : one.seriesName,
                    one.colour,
                    t('km', { n: sayNumber(one.mileageKm, locale) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </Row>
            ))}
          </List>
        </section>
      ) : null}
      <Use />
      <section className="k-card k-stack" aria-label={t('routes')}>
        <div className="k-spread">
          <h2>{t('routes')}</h2>
          <Button onClick={() => setRoute('new')}>{t('addRoute')}</Button>
        </div>
        {routes.error ? <Failure error={routes.error} /> : null}
        {routes.data?.items.length === 0 ? <p className="k-muted">{t('noRoutes')}</p> : null}
        <List label={t('routes')}>
          {(routes.data?.items ?? []).map((one) => (
            <Row
              key={one.id}
              onClick={() => setRoute(one)}
              end={one.isActive ? null : <Badge tone="blocked">{t('retired')}</Badge>}
            >
              <strong>{one.name}</strong>{' '}
              <span className="k-muted">
                {t('km', { n: one.lengthM / 1000 })} · {t('minutes', { n: one.minutes })} {one.note}
              </span>
            </Row>
          ))}
        </List>
      </section>
      {car ? (
        <CarSheet car={car === 'new' ? undefined : car} onClose={() => setCar(undefined)} />
      ) : null}
      {route ? (
        <RouteSheet
          route={route === 'new' ? undefined : route}
          onClose={() => setRoute(undefined)}
        />
      ) : null}
    </div>
  )
}

/** A day after which the car may not drive, once it is near or past. */
function Until(props: { word: 'insuredUntil' | 'inspectedUntil'; day: string | null }) {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const today = dayOf(useNow(), useTimeZone())
  const { day } = props
  if (day === null || day > addDays(today, soonDays)) return null
  return (
    <Badge tone={day < today ? 'overdue' : 'due'} title={sayDate(day, locale)}>
      {t(`${props.word}${day < today ? 'Over' : 'Soon'}`)}
    </Badge>
  )
}

/** How each car was used in a period. */
function Use() {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const query = {
    ...(search.from ? { from: search.from } : {}),
    ...(search.to ? { to: search.to } : {}),
  }
  const use = useAsk(carUse, { query }, { live: ['test_drives.*'], keep: true })
  if (use.error) return <Failure error={use.error} onRetry={() => void use.refetch()} />
  if (use.data === undefined || use.data.items.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('use')}>
      <h2>{t('use')}</h2>
      <div className="drive-tools">
        <Field label={t('from')} required>
          <TextInput
            type="date"
            value={use.data.from}
            onChange={(from) => setSearch({ from: from || undefined })}
          />
        </Field>
        <Field label={t('to')} required>
          <TextInput
            type="date"
            value={use.data.to}
            onChange={(to) => setSearch({ to: to || undefined })}
          />
        </Field>
      </div>
      <div className="drive-table" tabIndex={0} role="region" aria-label={t('use')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('car')}</th>
              {(
                [
                  'drives',
                  'driveCount',
                  'noShows',
                  'cancelled',
                  'hoursOut',
                  'kmDriven',
                  'share',
                ] as const
              ).map((word) => (
                <th key={word} scope="col" data-align="right">
                  {t(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {use.data.items.map((row) => (
              <tr key={row.carId}>
                <th scope="row">
                  {row.plate} <span className="k-muted">{row.name}</span>
                </th>
                <td data-align="right">{row.drives}</td>
                <td data-align="right">{row.done}</td>
                <td data-align="right">{row.noShows}</td>
                <td data-align="right">{row.cancelled}</td>
                <td data-align="right">{sayNumber(row.minutesOut / 60, locale, 1)}</td>
                <td data-align="right">{sayNumber(row.km, locale)}</td>
                <td data-align="right">{row.share === null ? '—' : sayShare(row.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
