import { Period } from '#ui/When.tsx'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getPace, getStoresPace, type PaceRow, targetNumbers } from '../contract.ts'
import { targetWords } from '../words.ts'
import { GoalTabs } from './GoalTabs.tsx'
import { sayPeriod } from '../periods-said.ts'
import { besidePeriod, isPeriodOf, periodOfDay } from './pace-periods.ts'
import { Done, PaceCard, PaceState } from './PaceParts.tsx'
import { sayGoal } from './say-number.ts'
import './targets.css'

/** News after which the pace is asked anew. */
const paceNews = ['targets.*', 'orders.*', 'showroom.*', 'opportunities.*'] as const

/** How the month, quarter and year stand against their targets, for the store and everybody in it. */
export function PacePage() {
  const t = useWords(targetWords)
  const { search, setSearch, go } = useNavigation()
  const { stores, grants } = useSession()
  const maySet = useCan('targets.set')
  const today = dayOf(useNow(), useTimeZone())
  const span = search.span === 'quarter' || search.span === 'year' ? search.span : 'month'
  const period = isPeriodOf(span, search.of) ? search.of : periodOfDay(span, today)
  const weighting = search.days === 'weekday' ? 'weekday' : 'even'
  const isSeveral =
    stores.length > 1 && (grants['metrics.read'] === 'region' || grants['metrics.read'] === 'group')
  const pace = useAsk(getPace, { query: { period, weighting } }, { live: paceNews, keep: true })
  const { data } = pace
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('paceTitle')}</h1>
        <Button className="goal-tools" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <GoalTabs tab="/targets" />
      <div className="k-line goal-tools">
        <Choice
          label={t('period')}
          value={span}
          onChange={(next) =>
            setSearch({ span: next === 'month' ? undefined : next, of: undefined })
          }
          options={(['month', 'quarter', 'year'] as const).map((value) => ({
            value,
            label: t(value),
          }))}
        />
        <span className="k-line">
          <Button
            aria-label={t('periodBefore')}
            onClick={() => setSearch({ of: besidePeriod(period, -1) })}
          >
            ‹
          </Button>
          <strong>
            {period.slice(0, 4)} {sayPeriod(period, t)}
          </strong>
          <Button
            aria-label={t('periodAfter')}
            onClick={() => setSearch({ of: besidePeriod(period, 1) })}
          >
            ›
          </Button>
        </span>
        <Choice
          label={t('openDays', { gone: data?.daysGone ?? 0, all: data?.openDays ?? 0 })}
          value={weighting}
          onChange={(next) => setSearch({ days: next === 'even' ? undefined : next })}
          options={[
            { value: 'even', label: t('evenDays') },
            { value: 'weekday', label: t('byWeekday') },
          ]}
        />
      </div>
      {pace.error ? <Failure error={pace.error} onRetry={() => void pace.refetch()} /> : null}
      {data === undefined ? (
        pace.error ? null : (
          <Skeleton rows={6} />
        )
      ) : (
        <>
          <p className="k-muted">
            <Period from={data.from} to={data.to} /> ·{' '}
            {t('openDays', { gone: data.daysGone, all: data.openDays })}
          </p>
          {data.numbers.length === 0 ? (
            <EmptyState
              title={t('noPace')}
              action={
                maySet ? (
                  <Button kind="primary" onClick={() => go('/targets/table')}>
                    {t('setThem')}
                  </Button>
                ) : null
              }
            >
              {t('noPaceHint')}
            </EmptyState>
          ) : (
            <Paces numbers={data.numbers} span={{ from: data.from, to: data.to }} />
          )}
        </>
      )}
      {isSeveral ? <StoresPace period={period} /> : null}
    </div>
  )
}

function Paces(props: {
  numbers: { metric: string; rows: PaceRow[] }[]
  span: { from: string; to: string }
}) {
  const { numbers, span } = props
  const t = useWords(targetWords)
  const top = numbers.flatMap(({ metric, rows }) => {
    const row = rows.find((one) => one.scope === 'store') ?? rows[0]
    return row ? [{ metric, row }] : []
  })
  return (
    <>
      <ul className="goal-paces">
        {top.map(({ metric, row }) => (
          <PaceCard key={metric} metric={metric} row={row} span={span} />
        ))}
      </ul>
      {(['team', 'consultant', 'series'] as const).map((scope) => {
        const parts = numbers.flatMap(({ metric, rows }) =>
          rows.filter((row) => row.scope === scope).map((row) => ({ metric, row })),
        )
        return parts.length === 0 ? null : (
          <PaceTable key={scope} title={t(scope)} parts={parts} span={span} />
        )
      })}
    </>
  )
}

function PaceTable(props: {
  title: string
  parts: { metric: string; row: PaceRow }[]
  span: { from: string; to: string }
}) {
  const t = useWords(targetWords)
  const locale = useLocale()
  return (
    <section className="k-card k-stack" aria-label={props.title}>
      <h2>{props.title}</h2>
      <div className="goal-scroll" role="region" aria-label={props.title} tabIndex={0}>
        <table className="goal-table">
          <thead>
            <tr>
              <th scope="col">{props.title}</th>
              <th scope="col" className="goal-text">
                {t('number')}
              </th>
              {(['done', 'target', 'expected', 'projected', 'neededPerDay'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
              <th scope="col" className="goal-text">
                {t('pace')}
              </th>
            </tr>
          </thead>
          <tbody>
            {props.parts.map(({ metric, row }) => {
              const say = (value: number | null) =>
                sayGoal(metric, value === null ? null : Math.round(value * 10) / 10, locale)
              return (
                <tr key={`${metric} ${row.subject}`}>
                  <th scope="row">{locale === 'zh' ? row.name : row.nameEn}</th>
                  <td className="goal-text">{t(metric as 'deals')}</td>
                  <td>
                    <Done metric={metric} row={row} span={props.span} />
                  </td>
                  <td>
                    {say(row.target)}
                    {row.targetFrom === 'sum' ? <small>{t('fromSum')}</small> : null}
                  </td>
                  <td>{say(row.expected)}</td>
                  <td>{say(row.projected)}</td>
                  <td>{say(row.neededPerDay)}</td>
                  <td className="goal-text">
                    <PaceState row={row} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The stores of the caller's region beside each other. */
function StoresPace({ period }: { period: string }) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const metric = targetNumbers.find((one) => one === search.metric) ?? 'deals'
  const answer = useAsk(getStoresPace, { query: { period, metric } }, { keep: true })
  const say = (value: number | null) =>
    sayGoal(metric, value === null ? null : Math.round(value * 10) / 10, locale)
  return (
    <section className="k-card k-stack" aria-label={t('stores')}>
      <h2>{t('stores')}</h2>
      <div className="goal-tools">
        <Choice
          label={t('number')}
          value={metric}
          onChange={(next) => setSearch({ metric: next })}
          options={targetNumbers.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {answer.error ? <Failure error={answer.error} /> : null}
      {answer.data ? (
        <div className="goal-scroll" role="region" aria-label={t('stores')} tabIndex={0}>
          <table className="goal-table">
            <thead>
              <tr>
                <th scope="col">{t('store')}</th>
                {(['done', 'target', 'expected', 'projected'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
                <th scope="col" className="goal-text">
                  {t('pace')}
                </th>
              </tr>
            </thead>
            <tbody>
              {answer.data.stores.map((store) => (
                <tr key={store.storeId}>
                  <th scope="row">{locale === 'zh' ? store.name : store.nameEn}</th>
                  <td>{say(store.done)}</td>
                  <td>{store.pace ? say(store.pace.target) : t('noTarget')}</td>
                  <td>{say(store.pace?.expected ?? null)}</td>
                  <td>{say(store.pace?.projected ?? null)}</td>
                  <td className="goal-text">{store.pace ? <PaceState row={store.pace} /> : '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : answer.error ? null : (
        <Skeleton rows={3} />
      )}
    </section>
  )
}
