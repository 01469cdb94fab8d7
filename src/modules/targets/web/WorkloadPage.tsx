import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { dayOf, sayDay, sayShare } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getWorkload, type WorkloadPerson } from '../contracts/workload.ts'
import { targetWords } from '../words.ts'
import { ShareCardsSheet } from './ShareCardsSheet.tsx'
import { ShareLeadsSheet } from './ShareLeadsSheet.tsx'
import './targets.css'

/** Each member's cards, promises, visits and leads against the capacity, and how to share them out. */
export function WorkloadPage() {
  const t = useWords(targetWords)
  const locale = useLocale()
  const mayGiveLeads = useCan('leads.assign')
  const today = dayOf(useNow(), useTimeZone())
  const [person, setPerson] = useState<WorkloadPerson>()
  const [isSharing, setSharing] = useState(false)
  const load = useAsk(
    getWorkload,
    {},
    { live: ['opportunities.*', 'leads.*', 'showroom.*', 'appointments.*'], keep: true },
  )
  const { data } = load
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('workload')}</h1>
        <div className="k-line goal-tools">
          {mayGiveLeads ? (
            <Button kind="primary" onClick={() => setSharing(true)}>
              {t('shareLeads')}
            </Button>
          ) : null}
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </div>
      </div>
      {load.error ? <Failure error={load.error} onRetry={() => void load.refetch()} /> : null}
      {data === undefined && !load.error ? <Skeleton rows={6} /> : null}
      {data && data.leadsWithoutOwner > 0 ? (
        <Notice tone="overdue">{t('leadsWithoutOwner', { n: data.leadsWithoutOwner })}</Notice>
      ) : null}
      {data && data.people.length === 0 ? <EmptyState title={t('noPeople')} /> : null}
      {data && data.people.length > 0 ? (
        <section className="k-card k-stack" aria-label={t('workload')}>
          <p className="k-muted">{t('capacity', { n: data.people[0]?.capacity ?? 0 })}</p>
          <div className="goal-scroll" role="region" aria-label={t('workload')} tabIndex={0}>
            <table className="goal-table">
              <thead>
                <tr>
                  <th scope="col">{t('person')}</th>
                  <th scope="col" className="goal-text">
                    {t('load')}
                  </th>
                  <th scope="col">{t('overdue')}</th>
                  {data.days.map((day) => (
                    <th key={day} scope="col">
                      {sayDay(day, today, locale)}
                    </th>
                  ))}
                  {(['H', 'A', 'B', 'C'] as const).map((level) => (
                    <th key={level} scope="col">
                      {level}
                    </th>
                  ))}
                  <th scope="col">{t('visitsToday')}</th>
                  <th scope="col">{t('appointmentsToday')}</th>
                  <th scope="col">{t('keptToday')}</th>
                  <th scope="col">{t('openLeads')}</th>
                  <th scope="col">
                    <span className="k-hidden">{t('shareCards')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.people.map((one) => (
                  <Line key={one.personId} one={one} onShare={() => setPerson(one)} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ) : null}
      {person && data ? (
        <ShareCardsSheet from={person} people={data.people} onClose={() => setPerson(undefined)} />
      ) : null}
      {isSharing ? <ShareLeadsSheet onClose={() => setSharing(false)} /> : null}
    </div>
  )
}

function Line({ one, onShare }: { one: WorkloadPerson; onShare: () => void }) {
  const t = useWords(targetWords)
  return (
    <tr>
      <th scope="row">
        <Link to={`/prospects?owner=${one.personId}`}>{one.name}</Link>
        {one.isAway ? <Badge tone="blocked">{t('away')}</Badge> : null}
        {one.teamName ? <small>{one.teamName}</small> : null}
      </th>
      <td className="goal-text">
        <Badge tone={one.load > 1 ? 'overdue' : one.load > 0.8 ? 'due' : 'done'}>
          {sayShare(one.load)}
        </Badge>
      </td>
      <td>{one.overdue}</td>
      {one.due.map((n, place) => (
        <td key={place} data-over={n > one.capacity || undefined}>
          {n > one.capacity ? <strong>{n} ▲</strong> : n}
        </td>
      ))}
      {(['H', 'A', 'B', 'C'] as const).map((level) => (
        <td key={level}>{one.cards[level]}</td>
      ))}
      <td>{one.visitsToday}</td>
      <td>{one.appointmentsToday}</td>
      <td>{one.keptToday}</td>
      <td>{one.openLeads}</td>
      <td className="goal-tools">
        {one.openCards > 0 ? (
          <Button kind="quiet" aria-label={`${t('shareCards')} ${one.name}`} onClick={onShare}>
            {t('shareCards')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}
