import { sayValue } from '#modules/metrics/web/panels.tsx'
import type { CSSProperties, ReactNode } from 'react'
import { useAsk } from '#ui/ask.ts'
import { sayDate, sayNumber, sayTime } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { getDisplayedWall, getWall, type Wall } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import './wall.css'

const everyMs = 30_000
/** Two asks without an answer: what is shown may be old. */
const lostMs = 75_000

/** The sales board as whoever is logged in sees it before hanging it up. */
export function WallPage() {
  const answer = useAsk(getWall, {}, { every: everyMs, keep: true })
  return (
    <Frame title={useTitle(answer.data)}>
      {answer.data ? <Shown wall={answer.data} since={answer.dataUpdatedAt} isOwn /> : null}
      {answer.error && !answer.data ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : null}
      {answer.isPending ? <Skeleton rows={4} height={120} /> : null}
    </Frame>
  )
}

/** The board on a television, by its secret address (after `#`, which no server log keeps). */
export function DisplayPage() {
  const t = useWords(dashboardWords)
  const token = location.hash.slice(1)
  const answer = useAsk(
    getDisplayedWall,
    { params: { token } },
    { every: everyMs, keep: true, when: token !== '' },
  )
  const isGone = token === '' || answer.error?.status === 404
  return (
    <Frame title={useTitle(answer.data)} isPage>
      {isGone ? <p>{t('wallGone')}</p> : null}
      {answer.data && !isGone ? <Shown wall={answer.data} since={answer.dataUpdatedAt} /> : null}
      {answer.error && !answer.data && !isGone ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : null}
      {answer.isPending && !isGone ? <Skeleton rows={4} height={120} /> : null}
    </Frame>
  )
}

function useTitle(wall: Wall | undefined): string {
  const t = useWords(dashboardWords)
  const locale = useLocale()
  return wall === undefined ? t('wall') : locale === 'zh' ? wall.store : wall.storeEn
}

/** The whole screen; what is still unknown of the store has the board's own name. */
function Frame(props: { title: string; isPage?: boolean; children: ReactNode }) {
  const Box = props.isPage ? 'main' : 'div'
  return (
    // A low window scrolls; without a link inside, the keyboard needs the board itself.
    <Box className="wall" tabIndex={props.isPage ? 0 : undefined}>
      <h1>{props.title}</h1>
      {props.children}
    </Box>
  )
}

function Shown(props: { wall: Wall; since: number; isOwn?: boolean }) {
  const { wall, since, isOwn = false } = props
  const t = useWords(dashboardWords)
  const locale = useLocale()
  const isLost = useNow().getTime() - since > lostMs
  const time = sayTime(new Date(wall.at), wall.timeZone)
  return (
    <>
      <header className="wall-head">
        <span role="status">
          {isLost ? (
            <strong className="wall-lost">▲ {t('wallLost', { time })}</strong>
          ) : (
            <>
              {sayDate(wall.day, locale)} · {t('updatedAt', { time })}
            </>
          )}
        </span>
        {isOwn ? (
          <span className="wall-actions">
            <Button onClick={() => void document.documentElement.requestFullscreen?.()}>
              {t('fullScreen')}
            </Button>
            <Link to="/dashboards">{t('dashboards')}</Link>
          </span>
        ) : null}
      </header>
      <Figures title={t('wallToday')} figures={wall.today} />
      <Figures title={t('wallMonth')} figures={wall.month} />
      <section aria-label={t('leaders')}>
        <h2>{t('leaders')}</h2>
        {wall.leaders.some((one) => one.deals > 0) ? (
          <ol className="wall-leaders">
            {wall.leaders.map((one, index) => (
              <li key={`${index} ${one.name}`}>
                <span>{one.place}</span>
                <span>{one.name}</span>
                <strong>{sayNumber(one.deals, locale, Number.isInteger(one.deals) ? 0 : 1)}</strong>
              </li>
            ))}
          </ol>
        ) : (
          <p>{t('noDeals')}</p>
        )}
      </section>
      <Days days={wall.days} />
    </>
  )
}

function Figures({ title, figures }: { title: string; figures: Wall['today'] }) {
  const locale = useLocale()
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <dl className="wall-figures">
        {figures.map((one) => (
          <div key={one.key}>
            <dt>
              {one.label} {one.unit === 'rate' ? <small>n = {one.n}</small> : null}
              {one.goal ? <Goal value={one.value ?? 0} goal={one.goal} /> : null}
            </dt>
            <dd>
              {one.tooFew && one.unit === 'rate' ? '—' : sayValue(one.value, one.unit, locale)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The target beside the figure, and whether the month is on its way to it. */
function Goal(props: { value: number; goal: { target: number; expected: number } }) {
  const t = useWords(dashboardWords)
  const locale = useLocale()
  const { target, expected } = props.goal
  const state = props.value >= target ? 'goalReached' : props.value >= expected ? 'ahead' : 'behind'
  return (
    <small className="wall-goal" data-state={state}>
      {t('ofGoal', { n: sayNumber(target, locale) })} {state === 'behind' ? '▼' : '▲'} {t(state)}
    </small>
  )
}

function Days({ days }: { days: Wall['days'] }) {
  const t = useWords(dashboardWords)
  const most = Math.max(1, ...days.map((one) => one.traffic))
  return (
    <section aria-label={t('last14')}>
      <h2>{t('last14')}</h2>
      <ol className="wall-days">
        {days.map((one) => (
          <li key={one.day}>
            <span>{one.traffic}</span>
            <i style={{ '--share': one.traffic / most } as CSSProperties} />
            <small>{one.day.slice(8)}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}
