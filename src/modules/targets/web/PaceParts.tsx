import { Badge, type Tone } from '#ui/light/Badge.tsx'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { PaceRow } from '../contract.ts'
import { targetWords } from '../words.ts'
import { sayGoal } from './say-number.ts'

const tones: Record<PaceRow['state'], Tone> = {
  reached: 'done',
  ahead: 'done',
  behind: 'overdue',
  missed: 'overdue',
  not_begun: 'plain',
}

export function PaceState({ row }: { row: PaceRow }) {
  const t = useWords(targetWords)
  return <Badge tone={tones[row.state]}>{t(row.state)}</Badge>
}

/** Done of the target as a bar; the upright line is where it should stand by today. */
export function PaceBar({ metric, row }: { metric: string; row: PaceRow }) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const part = (value: number) => `${Math.min(100, (value / Math.max(1e-9, row.target)) * 100)}%`
  return (
    <div
      className="goal-bar"
      role="img"
      aria-label={`${t('done')} ${sayGoal(metric, row.done, locale)} / ${t('target')} ${sayGoal(metric, row.target, locale)}, ${t('expected')} ${sayGoal(metric, Math.round(row.expected * 10) / 10, locale)}`}
    >
      <span style={{ width: part(row.done) }} />
      <i style={{ left: `calc(${part(row.expected)} - 1px)` }} />
    </div>
  )
}

/** One target as a card: done of target, where it should stand, what is needed a day. */
export function PaceCard(props: {
  metric: string
  row: PaceRow
  /** The days of the period, where the figure opens to its records. */
  span?: { from: string; to: string }
}) {
  const { metric, row, span } = props
  const t = useWords(targetWords)
  const locale = useLocale()
  const say = (value: number | null) =>
    sayGoal(metric, value === null ? null : Math.round(value * 10) / 10, locale)
  return (
    <li className="k-card goal-pace">
      <span className="k-spread">
        <span className="k-muted">{t(metric as 'deals')}</span>
        <PaceState row={row} />
      </span>
      <span>
        <strong className="k-number">
          {span ? <Done metric={metric} row={row} span={span} /> : say(row.done)}
        </strong>
        <span className="k-muted k-number"> / {say(row.target)}</span>
      </span>
      <PaceBar metric={metric} row={row} />
      <span className="k-muted">
        {t('expected')} <span className="k-number">{say(row.expected)}</span> · {t('projected')}{' '}
        <span className="k-number">{say(row.projected)}</span>
      </span>
      {row.missing > 0 && row.neededPerDay !== null ? (
        <span className="k-muted">
          {t('neededPerDay')} <span className="k-number">{say(row.neededPerDay)}</span> ·{' '}
          {t('daysLeft', { n: row.daysLeft })}
        </span>
      ) : null}
    </li>
  )
}

/** What was done, opened to exactly its records; contracts shared between people open on the leader board. */
export function Done(props: { metric: string; row: PaceRow; span: { from: string; to: string } }) {
  const { metric, row } = props
  const locale = useLocale()
  const said = sayGoal(metric, Math.round(row.done * 10) / 10, locale)
  const path = recordsOf(props)
  return path === undefined || row.done === 0 ? <>{said}</> : <Link to={path}>{said}</Link>
}

const credited = ['deals', 'cars_sold', 'deal_amount', 'deliveries']

function recordsOf(given: {
  metric: string
  row: PaceRow
  span: { from: string; to: string }
}): string | undefined {
  const { metric, row, span } = given
  if (row.scope === 'team') return undefined
  if (row.scope === 'consultant' && credited.includes(metric))
    return `/leader-board?${new URLSearchParams({ metric, ...span })}`
  const narrowed: Record<string, string> = row.scope === 'store' ? {} : { [row.scope]: row.subject }
  return `/numbers/${metric}/records?${new URLSearchParams({ ...span, ...narrowed })}`
}
