import { isDay } from '#shared/days.ts'
import { movingPeriod } from '#shared/moving-period.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { dayOf, sayNumber } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  boardNumbers,
  getLeaderBoard,
  listCreditedDeals,
  rateNumbers,
} from '../contracts/leader-board.ts'
import { targetWords } from '../words.ts'
import { GoalTabs } from './GoalTabs.tsx'
import { sayGoal } from './say-number.ts'
import './targets.css'

const credited = ['deals', 'cars_sold', 'deal_amount', 'deliveries'] as const
type Credited = (typeof credited)[number]
/** What opens in the records of the board; promises have a screen of their own. */
const opens: readonly string[] = [
  'traffic',
  'newly_filed',
  'test_drives',
  'filing_rate',
  'filed_close_rate',
]

const moving = {
  thisMonth: 'this_month',
  lastMonth: 'last_month',
  thisQuarter: 'this_quarter',
  thisYear: 'this_year',
} as const

/** People and teams ranked by a number; the manager's figures open to their records. */
export function LeaderBoardPage() {
  const t = useWords(targetWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const metric = boardNumbers.find((one) => one === search.metric) ?? 'deals'
  const from = isDay(search.from) ? search.from : `${today.slice(0, 8)}01`
  const to = isDay(search.to) ? search.to : today
  const [person, setPerson] = useState<{ id: string; name: string }>()
  const board = useAsk(
    getLeaderBoard,
    { query: { metric, from, to } },
    { live: ['orders.*', 'showroom.*', 'opportunities.*'], keep: true, when: from <= to },
  )
  const { data } = board
  const hasTeams = data?.people.some((one) => one.teamName !== null) === true
  const presets = (['thisMonth', 'lastMonth', 'thisQuarter', 'thisYear'] as const).map((value) => ({
    value,
    ...movingPeriod(moving[value], today),
  }))
  const isCredited = (credited as readonly string[]).includes(metric)
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('leaderBoard')}</h1>
        <Button className="goal-tools" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <GoalTabs tab="/leader-board" />
      <div className="k-line goal-tools">
        <Select
          aria-label={t('number')}
          style={{ width: 'auto' }}
          value={metric}
          onChange={(next) => setSearch({ metric: next })}
          options={boardNumbers.map((value) => ({ value, label: t(value) }))}
        />
        <Choice
          label={t('period')}
          value={presets.find((one) => one.from === from && one.to === to)?.value}
          onChange={(value) => {
            const days = presets.find((one) => one.value === value)
            setSearch({ from: days?.from, to: days?.to })
          }}
          options={presets.map(({ value }) => ({ value, label: t(value) }))}
        />
        <label className="k-line">
          <span className="k-muted">{t('from')}</span>
          <TextInput
            type="date"
            style={{ width: 'auto' }}
            value={from}
            onChange={(next) => setSearch({ from: next })}
          />
        </label>
        <label className="k-line">
          <span className="k-muted">{t('to')}</span>
          <TextInput
            type="date"
            style={{ width: 'auto' }}
            value={to}
            onChange={(next) => setSearch({ to: next })}
          />
        </label>
      </div>
      {from > to ? <Notice tone="overdue">{t('wrongDays')}</Notice> : null}
      {board.error ? <Failure error={board.error} onRetry={() => void board.refetch()} /> : null}
      {data === undefined && !board.error && from <= to ? <Skeleton rows={6} /> : null}
      {data && !data.hasDetail ? <p className="k-muted">{t('rankOnly')}</p> : null}
      {data && data.people.length === 0 ? <EmptyState title={t('noPeople')} /> : null}
      {data && from <= to && data.people.length > 0 ? (
        <section className="k-card k-stack" aria-label={t('people')}>
          <h2>{t('people')}</h2>
          <div className="goal-scroll" role="region" aria-label={t('people')} tabIndex={0}>
            <table className="goal-table">
              <thead>
                <tr>
                  <th scope="col">{t('person')}</th>
                  <th scope="col">{t('rank')}</th>
                  <th scope="col">{t(metric)}</th>
                  {hasTeams ? (
                    <th scope="col" className="goal-text">
                      {t('team')}
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {data.people.map((one) => (
                  <tr key={one.personId} data-me={one.isMe || undefined}>
                    <th scope="row">
                      {one.name} {one.isMe ? <Badge>{t('me')}</Badge> : null}
                    </th>
                    <td>{one.place ?? '—'}</td>
                    <td>
                      {one.isTooFew ? (
                        <span className="k-muted">
                          {one.n === null
                            ? t('tooFewOthers')
                            : t('tooFew', { n: sayNumber(one.n, locale) })}
                        </span>
                      ) : one.value === null ? (
                        '—'
                      ) : isCredited ? (
                        <button
                          type="button"
                          className="goal-cell"
                          aria-label={`${one.name} ${t(metric)} ${sayGoal(metric, one.value, locale)}`}
                          onClick={() => setPerson({ id: one.personId, name: one.name })}
                        >
                          {sayGoal(metric, one.value, locale)}
                        </button>
                      ) : opens.includes(metric) && data.hasDetail ? (
                        <Link
                          to={`/numbers/${metric}/records?${new URLSearchParams({ from, to, consultant: one.personId }).toString()}`}
                        >
                          {sayGoal(metric, one.value, locale)}
                        </Link>
                      ) : (
                        sayGoal(metric, one.value, locale)
                      )}
                    </td>
                    {hasTeams ? <td className="goal-text">{one.teamName ?? '—'}</td> : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {rateNumbers.includes(metric) ? (
            <p className="k-muted">{t('minimum', { n: data.leastN })}</p>
          ) : null}
        </section>
      ) : null}
      {data && from <= to && data.teams.length > 0 ? (
        <section className="k-card k-stack" aria-label={t('teams')}>
          <h2>{t('teams')}</h2>
          <div className="goal-scroll" role="region" aria-label={t('teams')} tabIndex={0}>
            <table className="goal-table">
              <thead>
                <tr>
                  <th scope="col">{t('team')}</th>
                  <th scope="col">{t('rank')}</th>
                  <th scope="col">{t(metric)}</th>
                  <th scope="col">{t('people')}</th>
                </tr>
              </thead>
              <tbody>
                {data.teams.map((team) => (
                  <tr key={team.teamId} data-me={team.isMine || undefined}>
                    <th scope="row">{team.name}</th>
                    <td>{team.place ?? '—'}</td>
                    <td>
                      {team.isTooFew && team.n !== null
                        ? t('tooFew', { n: sayNumber(team.n, locale) })
                        : sayGoal(metric, team.value, locale)}
                    </td>
                    <td>{team.members}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ) : null}
      {person && isCredited ? (
        <DealsSheet
          person={person}
          asked={{ metric: metric as Credited, from, to }}
          onClose={() => setPerson(undefined)}
        />
      ) : null}
    </div>
  )
}

/** The contracts behind a figure with the share of each; they add up to it. */
function DealsSheet(props: {
  person: { id: string; name: string }
  asked: { metric: Credited; from: string; to: string }
  onClose: () => void
}) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const { metric } = props.asked
  const deals = useAsk(listCreditedDeals, { params: { id: props.person.id }, query: props.asked })
  return (
    <Sheet open onClose={props.onClose} title={`${props.person.name} · ${t(metric)}`}>
      {deals.error ? <Failure error={deals.error} /> : null}
      {deals.data === undefined && !deals.error ? <Skeleton rows={4} /> : null}
      {deals.data ? (
        <>
          <p>
            {t('sum')}{' '}
            <strong className="k-number">{sayGoal(metric, deals.data.total, locale)}</strong>
          </p>
          <ul className="k-list">
            {deals.data.items.map((deal) => (
              <li key={deal.id}>
                <Link to={`/orders/${deal.id}`} className="k-row">
                  <span className="k-row-main">
                    <span>{deal.customer ?? deal.number}</span>
                    <span className="k-muted">
                      {deal.number} · {deal.day}
                      {deal.percent < 100 ? ` · ${deal.percent}%` : ''}
                    </span>
                  </span>
                  <span className="k-number">{sayGoal(metric, deal.value, locale)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Sheet>
  )
}
