import { addDays, isDay, lastDayOfMonth } from '#shared/days.ts'
import { getPace } from '#modules/targets/contract.ts'
import { Period } from '#ui/When.tsx'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { forecastGroups, getForecast } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { ForecastPast } from './ForecastPast.tsx'
import { ForecastGroups, ForecastTiles } from './ForecastTiles.tsx'
import { FunnelTabs } from './FunnelTabs.tsx'
import { StoresForecast } from './StoresForecast.tsx'
import './forecast.css'

/** Deals, cars and amount to be expected, with their interval, and how good earlier forecasts were. */
export function ForecastPage() {
  const t = useWords(forecastWords)
  const { search, setSearch } = useNavigation()
  const { stores, grants, person } = useSession()
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
  const isMonth = from.endsWith('-01') && to === lastDayOfMonth(from)
  const pace = useAsk(
    getPace,
    { query: { period: from.slice(0, 7) } },
    { keep: true, live: ['targets.*'], when: isMonth },
  )
  const target = pace.data?.numbers
    .find((one) => one.metric === 'deals' && isMonth && pace.data.from === from)
    ?.rows.find((row) =>
      scope === 'own'
        ? row.scope === 'consultant' && row.subject === person.id
        : row.scope === (scope === 'team' ? 'team' : 'store'),
    )?.target
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
        {scope === 'own' ? null : (
          <Choice
            label={t('by')}
            value={by}
            onChange={(value) => setSearch({ by: value })}
            options={forecastGroups.map((value) => ({ value, label: t(value) }))}
          />
        )}
      </div>
      {from > to ? <Notice tone="overdue">{t('wrongDays')}</Notice> : null}
      {forecast.error ? (
        <Failure error={forecast.error} onRetry={() => void forecast.refetch()} />
      ) : null}
      {data === undefined && !forecast.error && from <= to ? <Skeleton rows={5} /> : null}
      {data && data.forecast === null ? (
        <EmptyState title={t('notEnough')}>{t('notEnoughHint', { n: data.leastDeals })}</EmptyState>
      ) : null}
      {data?.forecast && from <= to ? (
        <>
          <p className="k-muted">
            <Period from={data.from} to={data.to} /> ·{' '}
            {t(
              scope === 'own' ? 'forecastOwn' : scope === 'team' ? 'forecastTeam' : 'forecastHint',
            )}
          </p>
          <ForecastTiles forecast={data.forecast} target={target} />
          <ForecastGroups forecast={data.forecast} by={by} />
        </>
      ) : null}
      <ForecastPast />
      {stores.length > 1 && (scope === 'region' || scope === 'group') ? <StoresForecast /> : null}
    </div>
  )
}
