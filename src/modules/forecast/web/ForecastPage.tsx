import { useEffect, useRef, useState } from 'react'
import { addDays, isDay, lastDayOfMonth } from '#shared/days.ts'
import type { CallOutput } from '#shared/contract.ts'
import { Period } from '#ui/When.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { Chart } from '#ui/Chart.tsx'
import { dayOf, sayShare } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  askStoresForecast,
  forecastGroups,
  getBacktest,
  getForecast,
  getStoresForecast,
} from '../contract.ts'
import { forecastWords } from '../words.ts'
import { FunnelTabs } from './FunnelTabs.tsx'
import { sayExpected, sayWan } from './money.ts'
import './forecast.css'

type Forecast = NonNullable<CallOutput<typeof getForecast>['forecast']>

/** Deals, cars and amount to be expected, with their interval, and how good earlier forecasts were. */
export function ForecastPage() {
  const t = useWords(forecastWords)
  const { search, setSearch } = useNavigation()
  const { stores, grants } = useSession()
  const scope = grants['metrics.read']
  const today = dayOf(useNow(), useTimeZone())
  const from = isDay(search.from) ? search.from : `${today.slice(0, 8)}01`
  const to = isDay(search.to) ? search.to : lastDayOfMonth(from)
  const by = forecastGroups.find((one) => one === search.by) ?? 'series'
  const next = addDays(lastDayOfMonth(today), 1)
  const forecast = useAsk(
    getForecast,
    { query: { from, to, by } },
    { live: ['orders.*'], keep: true, when: from <= to },
  )
  const { data } = forecast
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('forecast')}</h1>
        <Button className="fc-tools" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <FunnelTabs tab="/forecast" />
      <div className="k-line fc-tools">
        <Choice
          label={t('period')}
          value={
            from === `${today.slice(0, 8)}01` && to === lastDayOfMonth(today)
              ? 'thisMonth'
              : from === next && to === lastDayOfMonth(next)
                ? 'nextMonth'
                : undefined
          }
          onChange={(preset) =>
            preset === 'thisMonth'
              ? setSearch({ from: undefined, to: undefined })
              : setSearch({ from: next, to: lastDayOfMonth(next) })
          }
          options={[
            { value: 'thisMonth', label: t('thisMonth') },
            { value: 'nextMonth', label: t('nextMonth') },
          ]}
        />
        <label className="k-line">
          <span className="k-muted">{t('from')}</span>
          <TextInput
            type="date"
            style={{ width: 'auto' }}
            value={from}
            onChange={(day) => setSearch({ from: day || undefined, to })}
          />
        </label>
        <label className="k-line">
          <span className="k-muted">{t('to')}</span>
          <TextInput
            type="date"
            style={{ width: 'auto' }}
            value={to}
            onChange={(day) => setSearch({ from, to: day || undefined })}
          />
        </label>
        <Choice
          label={t('by')}
          value={by}
          onChange={(value) => setSearch({ by: value })}
          options={forecastGroups.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {forecast.error ? (
        <Failure error={forecast.error} onRetry={() => void forecast.refetch()} />
      ) : null}
      {data === undefined && !forecast.error ? <Skeleton rows={5} /> : null}
      {data && data.forecast === null ? (
        <EmptyState title={t('notEnough')}>{t('notEnoughHint', { n: data.leastDeals })}</EmptyState>
      ) : null}
      {data?.forecast ? (
        <>
          <p className="k-muted">
            <Period from={data.from} to={data.to} /> · {t('forecastHint')}
          </p>
          <Tiles forecast={data.forecast} />
          <Groups forecast={data.forecast} by={by} />
        </>
      ) : null}
      <Past />
      {stores.length > 1 && (scope === 'region' || scope === 'group') ? <Stores /> : null}
    </div>
  )
}

function Tiles({ forecast }: { forecast: Forecast }) {
  const t = useWords(forecastWords)
  return (
    <ul className="fc-tiles">
      <li className="k-card fc-tile">
        <span className="k-muted">{t('dealsExpected')}</span>
        <strong className="k-number">{sayExpected(forecast.deals.expected)}</strong>
        <span className="k-number">
          {t('between', { low: forecast.deals.low, high: forecast.deals.high })} (80%)
        </span>
        <span className="k-muted">{t('already', { n: forecast.done.deals })}</span>
        <span className="k-muted">{t('fromOpen', { n: sayExpected(forecast.fromOpen) })}</span>
        <span className="k-muted">{t('fromNew', { n: sayExpected(forecast.fromNew) })}</span>
      </li>
      <li className="k-card fc-tile">
        <span className="k-muted">{t('carsExpected')}</span>
        <strong className="k-number">{sayExpected(forecast.cars.expected)}</strong>
        <span className="k-number">
          {t('between', { low: forecast.cars.low, high: forecast.cars.high })} (80%)
        </span>
        <span className="k-muted">{t('already', { n: forecast.done.cars })}</span>
      </li>
      <li className="k-card fc-tile">
        <span className="k-muted">{t('amountExpected')}</span>
        <strong className="k-number">{sayWan(forecast.amountFen.expected)}</strong>
        <span className="k-number">
          {t('between', {
            low: sayWan(forecast.amountFen.low),
            high: sayWan(forecast.amountFen.high),
          })}{' '}
          (80%)
        </span>
        <span className="k-muted">{t('already', { n: sayWan(forecast.done.amountFen) })}</span>
      </li>
    </ul>
  )
}

function Groups({ forecast, by }: { forecast: Forecast; by: (typeof forecastGroups)[number] }) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  return (
    <section className="k-card" aria-label={t(by)}>
      <div className="fc-scroll" role="region" aria-label={t(by)} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t(by)}</th>
              <th scope="col">{t('done')}</th>
              <th scope="col">{t('dealsExpected')}</th>
              <th scope="col">{t('interval80')}</th>
              <th scope="col">{t('carsExpected')}</th>
              <th scope="col">{t('amountExpected')}</th>
            </tr>
          </thead>
          <tbody>
            {forecast.groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">{locale === 'zh' ? group.label : group.labelEn}</th>
                <td>{group.done}</td>
                <td>{sayExpected(group.deals.expected)}</td>
                <td>{t('between', { low: group.deals.low, high: group.deals.high })}</td>
                <td>{sayExpected(group.cars)}</td>
                <td>{sayWan(group.amountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Past months as they would have been forecast on their eve, beside what came. */
function Past() {
  const t = useWords(forecastWords)
  const answer = useAsk(getBacktest, {}, { keep: true })
  const { data } = answer
  if (answer.error) return <Failure error={answer.error} />
  if (!data) return <Skeleton rows={4} />
  if (data.months.length === 0) return <p className="k-muted">{t('noBacktest')}</p>
  return (
    <>
      <Chart
        title={t('backtest')}
        note={
          <>
            {t('backtestHint')}
            <br />
            {t('coverage', { n: data.months.length, share: sayShare(data.coverage ?? 0) })} ·{' '}
            {t('errors', {
              a: (data.error ?? 0).toFixed(1),
              b: (data.naiveError ?? 0).toFixed(1),
            })}
          </>
        }
        kind="line"
        categories={data.months.map((month) => month.month)}
        series={[
          { name: t('actual'), values: data.months.map((month) => month.actual) },
          {
            name: t('predicted'),
            values: data.months.map((month) => Math.round(month.forecast.expected * 10) / 10),
          },
          { name: t('lower'), values: data.months.map((month) => month.forecast.low) },
          { name: t('upper'), values: data.months.map((month) => month.forecast.high) },
        ]}
      />
      <div className="fc-scroll k-card" role="region" aria-label={t('backtest')} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col">{t('predicted')}</th>
              <th scope="col">{t('interval80')}</th>
              <th scope="col">{t('actual')}</th>
              <th scope="col">{t('naive')}</th>
              <th scope="col" className="fc-text">
                {t('state')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                <td>{sayExpected(month.forecast.expected)}</td>
                <td>{t('between', { low: month.forecast.low, high: month.forecast.high })}</td>
                <td>{month.actual}</td>
                <td>{sayExpected(month.naive)}</td>
                <td className="fc-text">
                  <Badge tone={month.isInside ? 'done' : 'overdue'}>
                    {t(month.isInside ? 'inside' : 'outside')}
                  </Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Stores() {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const asking = useDo(askStoresForecast)
  const [isWaiting, setIsWaiting] = useState(false)
  const answer = useAsk(
    getStoresForecast,
    {},
    { keep: true, ...(isWaiting ? { every: 3_000 } : {}) },
  )
  const behind = answer.data?.behind ?? 0
  const isAsked = useRef(false)
  // Asked once a visit; a store without enough past never answers, so the waiting ends by itself.
  useEffect(() => {
    if (behind === 0 || isAsked.current) return
    isAsked.current = true
    asking.mutate({ body: {} }, { onSuccess: () => setIsWaiting(true) })
  }, [behind, asking])
  useEffect(() => {
    if (!isWaiting) return
    const end = setTimeout(() => setIsWaiting(false), 120_000)
    return () => clearTimeout(end)
  }, [isWaiting])
  if (answer.error) return <Failure error={answer.error} />
  if (!answer.data) return <Skeleton rows={3} />
  const { total } = answer.data
  return (
    <section className="k-card k-stack" aria-label={t('storesForecast')}>
      <h2>
        {t('storesForecast')} {answer.data.month}
      </h2>
      <p className="k-muted" role="status">
        {isWaiting && behind > 0 ? t('isForecasting', { n: behind }) : null}
      </p>
      <div className="fc-scroll" role="region" aria-label={t('storesForecast')} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t('store')}</th>
              <th scope="col">{t('done')}</th>
              <th scope="col">{t('dealsExpected')}</th>
              <th scope="col">{t('interval80')}</th>
              <th scope="col">{t('amountExpected')}</th>
              <th scope="col" className="fc-text" />
            </tr>
          </thead>
          <tbody>
            {answer.data.stores.map(({ storeId, name, nameEn, forecast }) => (
              <tr key={storeId}>
                <th scope="row">{locale === 'zh' ? name : nameEn}</th>
                <td>{forecast?.done ?? '—'}</td>
                <td>{forecast ? sayExpected(forecast.deals.expected) : '—'}</td>
                <td>
                  {forecast
                    ? t('between', { low: forecast.deals.low, high: forecast.deals.high })
                    : '—'}
                </td>
                <td>{forecast ? sayWan(forecast.amountFen.expected) : '—'}</td>
                <td className="fc-text k-muted">
                  {forecast ? t('madeOn', { day: forecast.madeOn }) : t('noRun')}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('storesTotal')}</th>
              <td>{total.done}</td>
              <td>{sayExpected(total.expected)}</td>
              <td>—</td>
              <td>{sayWan(total.amountFen)}</td>
              <td className="fc-text k-muted">
                {total.stores} / {answer.data.stores.length}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}
