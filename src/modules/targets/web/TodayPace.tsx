import { useAsk } from '#ui/ask.ts'
import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { getPace } from '../contract.ts'
import { getLeaderBoard } from '../contracts/leader-board.ts'
import { targetWords } from '../words.ts'
import { PaceCard } from './PaceParts.tsx'
import './targets.css'

/** The consultant's own targets of the month and their place by deals; nothing while none is set. */
export function TodayPace() {
  const t = useWords(targetWords)
  const pace = useAsk(getPace, {}, { live: ['targets.*', 'orders.*'], keep: true })
  const board = useAsk(getLeaderBoard, {}, { live: ['orders.*'], keep: true })
  const mine = board.data?.people.find((one) => one.isMe)
  const numbers = (pace.data?.numbers ?? []).flatMap(({ metric, rows }) => {
    const row =
      rows.find((one) => one.subject === mine?.personId) ??
      rows.find((one) => one.scope === 'store')
    return row ? [{ metric, row }] : []
  })
  if (numbers.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('paceTitle')}>
      <div className="k-spread">
        <h2>{t('paceTitle')}</h2>
        {mine?.place ? (
          <Link to="/leader-board">
            {t('deals')} {t('myPlace', { n: mine.place })}{' '}
            {t('ofPeople', { n: board.data?.people.length ?? 0 })}
          </Link>
        ) : (
          <Link to="/targets">{t('pace')}</Link>
        )}
      </div>
      <ul className="goal-paces">
        {numbers.slice(0, 4).map(({ metric, row }) => (
          <PaceCard key={metric} metric={metric} row={row} />
        ))}
      </ul>
    </section>
  )
}
