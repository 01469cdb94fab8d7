import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useTimeZone } from '#ui/session.tsx'
import { sayTime } from '#ui/format.ts'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { changeSchedule, deleteSchedule, listSchedules, type Schedule } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import { useWeekdays } from './ScheduleSheet.tsx'

/** The reports that are mailed: when next, to whom, what went wrong; paused or stopped from here. */
export function Schedules() {
  const t = useWords(dashboardWords)
  const answer = useAsk(listSchedules, {}, { every: 60_000 })
  const items = answer.data?.items ?? []
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (items.length === 0) return null
  return (
    <section className="k-card k-stack boards-schedules" aria-label={t('schedules')}>
      <h2>{t('schedules')}</h2>
      {answer.data?.canMail ? null : <Notice tone="blocked">{t('noMail')}</Notice>}
      {items.map((one) => (
        <Line key={one.id} schedule={one} />
      ))}
    </section>
  )
}

function Line({ schedule }: { schedule: Schedule }) {
  const t = useWords(dashboardWords)
  const change = useDo(changeSchedule, { refresh: [listSchedules] })
  const stop = useDo(deleteSchedule, { refresh: [listSchedules] })
  const weekdays = useWeekdays()
  const timeZone = useTimeZone()
  const day =
    schedule.rhythm === 'weekly'
      ? weekdays.find((one) => one.value === String(schedule.weekday))?.label
      : schedule.rhythm === 'monthly'
        ? schedule.monthDay
        : ''
  const error = change.error ?? stop.error
  return (
    <div className="k-spread">
      <span>
        <Link to={`/reports?${new URLSearchParams(schedule.query)}`}>{schedule.name}</Link>{' '}
        <span className="k-muted">
          {t(schedule.rhythm)} {day} {schedule.atTime} → {schedule.personName}
        </span>{' '}
        {schedule.isPaused ? (
          <Badge tone="blocked">{t('paused')}</Badge>
        ) : (
          <span className="k-muted">{t('nextOn', { day: schedule.nextOn })}</span>
        )}
        {schedule.lastSentAt ? (
          <span className="k-muted">
            {' · '}
            {t('sentLast')} <When at={schedule.lastSentAt} />
          </span>
        ) : null}
        {schedule.lastError ? (
          <>
            {' '}
            <Badge tone="overdue">
              {t('notSent', {
                why:
                  schedule.lastError === 'not_allowed' || schedule.lastError === 'no_address'
                    ? t(`why_${schedule.lastError}`)
                    : schedule.lastError,
              })}
            </Badge>{' '}
            <span className="k-muted">
              {schedule.againAt
                ? t('tryAgain', {
                    n: schedule.attempts,
                    time: sayTime(new Date(schedule.againAt), timeZone),
                  })
                : t('gaveUp', { n: schedule.attempts })}
            </span>
          </>
        ) : null}
        {error ? <Failure error={error} /> : null}
      </span>
      <span className="k-line">
        <Button
          busy={change.isPending}
          onClick={() =>
            change.mutate({
              params: { id: schedule.id },
              body: { version: schedule.version, isPaused: !schedule.isPaused },
            })
          }
        >
          {t(schedule.isPaused ? 'resume' : 'pause')}
        </Button>
        <Button busy={stop.isPending} onClick={() => stop.mutate({ params: { id: schedule.id } })}>
          {t('stop')}
        </Button>
      </span>
    </div>
  )
}
