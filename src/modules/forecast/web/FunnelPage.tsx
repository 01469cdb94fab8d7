import { addDays, firstDayOfMonth, isDay, lastDayOfMonth } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import type { CallOutput } from '#shared/contract.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { funnelGroups, getFunnel } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { FunnelStages, linesPath, type Period } from './FunnelStages.tsx'
import { FunnelTabs } from './FunnelTabs.tsx'
import { sayWan } from './money.ts'
import './forecast.css'

type Funnel = CallOutput<typeof getFunnel>

/** The director's funnel: pick a first and a last day, read the sums of expected sales, group them. */
export function FunnelPage() {
  const t = useWords(forecastWords)
  const { search, setSearch } = useNavigation()
  const { stores, grants } = useSession()
  const scope = grants['opportunities.read']
  const isSeveral = stores.length > 1 && (scope === 'region' || scope === 'group')
  const from = isDay(search.from) ? search.from : undefined
  const to = isDay(search.to) ? search.to : undefined
  const by = funnelGroups.find((one) => one === search.by) ?? 'series'
  const all = isSeveral && search.stores === 'all'
  const isRight = from === undefined || to === undefined || from <= to
  const funnel = useAsk(
    getFunnel,
    {
      query: {
        by,
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        ...(all ? { stores: 'all' } : {}),
      },
    },
    { live: ['opportunities.*', 'orders.*'], keep: true, when: isRight },
  )
  const { data } = funnel
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('funnel')}</h1>
        <Button className="fc-tools" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <FunnelTabs tab="/funnel" />
      <PeriodChoice from={from} to={to} />
      <div className="k-line fc-tools">
        <label className="k-line">
          <span className="k-muted">{t('by')}</span>
          <Select
            style={{ width: 'auto' }}
            value={by}
            onChange={(next) => setSearch({ by: next })}
            options={funnelGroups.map((value) => ({ value, label: t(value) }))}
          />
        </label>
        {isSeveral ? (
          <Choice
            label={t('stores')}
            value={all ? 'all' : 'this'}
            onChange={(next) => setSearch({ stores: next === 'all' ? 'all' : undefined })}
            options={[
              { value: 'this', label: t('thisStore') },
              { value: 'all', label: t('allStores', { n: stores.length }) },
            ]}
          />
        ) : null}
      </div>
      {isRight ? null : <Notice tone="overdue">{t('wrongDays')}</Notice>}
      {funnel.error ? <Failure error={funnel.error} onRetry={() => void funnel.refetch()} /> : null}
      {data === undefined && !funnel.error && isRight ? <Skeleton rows={6} /> : null}
      {data && isRight && data.total.cards === 0 ? (
        <EmptyState title={t('emptyFunnel')}>{t('emptyFunnelHint')}</EmptyState>
      ) : null}
      {data && isRight && data.total.cards > 0 ? (
        <>
          <StatusBar data={data} period={{ from, to }} mayOpen={!all} />
          <FunnelStages data={data} mayOpen={!all} period={{ from, to }} />
          <Groups data={data} by={by} mayOpen={!all} period={{ from, to }} />
        </>
      ) : null}
    </div>
  )
}

/** The days a deal is expected in; presets, or any first and last day. */
function PeriodChoice({ from, to }: { from: string | undefined; to: string | undefined }) {
  const t = useWords(forecastWords)
  const { setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const next = addDays(lastDayOfMonth(today), 1)
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3
  const first = `${today.slice(0, 4)}-${String(quarter + 1).padStart(2, '0')}-01`
  const presets = {
    allOpen: {},
    thisMonth: { from: firstDayOfMonth(today), to: lastDayOfMonth(today) },
    nextMonth: { from: next, to: lastDayOfMonth(next) },
    thisQuarter: {
      from: first,
      to: lastDayOfMonth(`${today.slice(0, 4)}-${String(quarter + 3).padStart(2, '0')}`),
    },
  } as const
  type Preset = keyof typeof presets
  const chosen = (Object.keys(presets) as Preset[]).find((key) => {
    const days: { from?: string; to?: string } = presets[key]
    return days.from === from && days.to === to
  })
  return (
    <div className="k-line fc-tools">
      <Choice
        label={t('period')}
        value={chosen}
        onChange={(key) => {
          const days: { from?: string; to?: string } = presets[key]
          setSearch({ from: days.from, to: days.to })
        }}
        options={(Object.keys(presets) as Preset[]).map((value) => ({ value, label: t(value) }))}
      />
      <label className="k-line">
        <span className="k-muted">{t('from')}</span>
        <TextInput
          type="date"
          style={{ width: 'auto' }}
          value={from ?? ''}
          onChange={(day) => setSearch({ from: day || undefined })}
        />
      </label>
      <label className="k-line">
        <span className="k-muted">{t('to')}</span>
        <TextInput
          type="date"
          style={{ width: 'auto' }}
          value={to ?? ''}
          onChange={(day) => setSearch({ to: day || undefined })}
        />
      </label>
    </div>
  )
}

function StatusBar(props: { data: Funnel; period: Period; mayOpen: boolean }) {
  const { data } = props
  const t = useWords(forecastWords)
  return (
    <Notice>
      <strong>{t('statusBar')}</strong> {t('nCards', { n: data.total.cards })} ·{' '}
      {t('nCars', { n: data.total.cars })} · {t('sales', { n: sayWan(data.total.amountFen) })} ·{' '}
      {t('weightedSales', { n: sayWan(data.total.weightedFen) })}
      {data.overdue.cards > 0 ? (
        <>
          {' · '}
          {props.mayOpen ? (
            <Link to={linesPath(props.period, { overdue: 'yes' })}>
              {t('overdueCards', { n: data.overdue.cards })}
            </Link>
          ) : (
            t('overdueCards', { n: data.overdue.cards })
          )}
        </>
      ) : null}
      {data.unpriced > 0 ? ` · ${t('unpriced', { n: data.unpriced })}` : ''}
    </Notice>
  )
}

function Groups(props: { data: Funnel; by: string; mayOpen: boolean; period: Period }) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const param: Record<string, string> = {
    series: 'series',
    brand: 'brand',
    model: 'model',
    consultant: 'owner',
    inlet: 'inlet',
  }
  const name = param[props.by]
  return (
    <section className="k-card k-stack" aria-label={t('by')}>
      <div className="fc-scroll" role="region" aria-label={t('by')} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t(props.by as 'series')}</th>
              <th scope="col">{t('cards')}</th>
              <th scope="col">{t('quantity')}</th>
              <th scope="col">{t('amountWan')}</th>
              <th scope="col">{t('weightedWan')}</th>
            </tr>
          </thead>
          <tbody>
            {props.data.groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">{locale === 'zh' ? group.label : group.labelEn}</th>
                <td>
                  {props.mayOpen && props.by === 'month' ? (
                    <Link to={linesPath(withinMonth(props.period, group.key), {})}>
                      {group.cards}
                    </Link>
                  ) : props.mayOpen && name && group.key !== '-' ? (
                    <Link to={linesPath(props.period, { [name]: group.key })}>{group.cards}</Link>
                  ) : (
                    group.cards
                  )}
                </td>
                <td>{group.cars}</td>
                <td>{sayWan(group.amountFen)}</td>
                <td>{sayWan(group.weightedFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The days of a month that lie in the period. */
function withinMonth({ from, to }: Period, month: string): Period {
  const [first, last] = [`${month}-01`, lastDayOfMonth(month)]
  return {
    from: from && from > first ? from : first,
    to: to && to < last ? to : last,
  }
}
