import type { CallOutput } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getRotationLog } from '../contracts/rotation.ts'
import { showroomWords } from '../words.ts'

type Entry = CallOutput<typeof getRotationLog>['items'][number]
const whyWords: Record<string, 'whyInOrder' | 'whySkill' | 'whyNoSkill' | 'whyBusy' | 'whyWaited'> =
  {
    in_order: 'whyInOrder',
    skill: 'whySkill',
    no_skill: 'whyNoSkill',
    busy: 'whyBusy',
    waited: 'whyWaited',
  }
const moveWords: Record<string, 'toFront' | 'toEnd' | 'earlier' | 'later'> = {
  first: 'toFront',
  last: 'toEnd',
  earlier: 'earlier',
  later: 'later',
}
const statusWords: Record<string, 'onDuty' | 'break' | 'off'> = {
  on_duty: 'onDuty',
  break: 'break',
  off: 'off',
}

/** A day of the rotation as it happened: who received, why it was their turn, who changed what. */
export function RotationLogPart() {
  const t = useWords(showroomWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const day = isDay(search.day) ? search.day : today
  const log = useAsk(getRotationLog, { params: { day } }, { live: ['showroom.*'] })
  return (
    <section className="k-stack" aria-label={t('logOfDay')}>
      <label className="k-line">
        <span className="k-muted">{t('day')}</span>
        <TextInput
          type="date"
          style={{ width: 'auto' }}
          max={today}
          value={day}
          onChange={(value) => setSearch({ day: value || undefined })}
        />
      </label>
      {log.error ? <Failure error={log.error} onRetry={() => void log.refetch()} /> : null}
      {log.data === undefined && !log.error ? <Skeleton rows={6} /> : null}
      {log.data?.items.length === 0 ? <EmptyState title={t('emptyLog')} /> : null}
      {log.data && log.data.items.length > 0 ? (
        <List label={t('logOfDay')}>
          {log.data.items.map((entry) => (
            <Row key={entry.id} end={<When at={entry.at} />}>
              {sayEntry(t, entry)} {entry.how ? <Badge>{t(entry.how)}</Badge> : null}
              <div className="k-muted">
                {[entry.why ? t(whyWords[entry.why] ?? 'whyInOrder') : null, entry.reason, entry.by]
                  .filter(Boolean)
                  .join(' · ')}{' '}
                {entry.visitId ? (
                  <Link to={`/visits/${entry.visitId}`}>{t('seeVisit')}</Link>
                ) : null}
              </div>
            </Row>
          ))}
        </List>
      ) : null}
    </section>
  )
}

function sayEntry(t: ReturnType<typeof useWords<typeof showroomWords>>, entry: Entry): string {
  const name = entry.person ?? '—'
  if (entry.what === 'received') return entry.person ? t('logReceived', { name }) : t('logNobody')
  if (entry.what === 'joined') return t('logJoined', { name })
  if (entry.what === 'move')
    return t('logMove', {
      name,
      from: entry.from ?? '',
      to: t(moveWords[entry.to ?? ''] ?? 'later'),
    })
  return t('logStatus', {
    name,
    from: t(statusWords[entry.from ?? ''] ?? 'onDuty'),
    to: t(statusWords[entry.to ?? ''] ?? 'onDuty'),
  })
}
