import type { ReactNode } from 'react'
import { SpecialMark } from '#modules/customers/web/panels.tsx'
import { sayTime } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { MorningPerson, PromiseLine, VisitLine } from '../contract.ts'
import { meetingWords } from '../words.ts'

type CardLine = Pick<
  PromiseLine,
  'opportunityId' | 'customer' | 'special' | 'level' | 'series' | 'phone'
>

/** One consultant's morning: the load, what is due, and what yesterday left. */
export function PersonList({ person, isFolded }: { person: MorningPerson; isFolded: boolean }) {
  const body = (
    <div className="k-stack">
      <Load person={person} />
      <Lists person={person} />
    </div>
  )
  const head = (
    <>
      <h2>{person.name}</h2>
      <Counts person={person} />
    </>
  )
  if (isFolded) {
    return (
      <details className="k-card morning-person">
        <summary className="morning-head">{head}</summary>
        {body}
      </details>
    )
  }
  return (
    <section className="k-card morning-person" aria-label={person.name}>
      <div className="morning-head">{head}</div>
      {body}
    </section>
  )
}

function Counts({ person: { counts } }: { person: MorningPerson }) {
  const t = useWords(meetingWords)
  return (
    <span className="k-line">
      <Badge tone="due">{t('due', { n: counts.due })}</Badge>
      {counts.overdue > 0 ? (
        <Badge tone="overdue">{t('overdue', { n: counts.overdue })}</Badge>
      ) : null}
      {counts.kept > 0 ? <Badge tone="done">{t('kept', { n: counts.kept })}</Badge> : null}
    </span>
  )
}

function Load({ person: { id, load } }: { person: MorningPerson }) {
  const t = useWords(meetingWords)
  if (id === null) return null
  const over = load.today - load.capacity
  return (
    <div className="morning-load">
      <div className="k-spread">
        <span>
          {t('load', { n: load.today, capacity: load.capacity })}
          {over > 0 ? <strong> · {t('overloaded', { n: over })}</strong> : null}
        </span>
        <span className="k-muted">{t('tomorrow', { n: load.tomorrow })}</span>
      </div>
      <div className="morning-bar" data-over={over > 0 || undefined} aria-hidden="true">
        <span style={{ width: `${Math.min(100, (load.today / load.capacity) * 100)}%` }} />
      </div>
      {load.willBreak > 0 ? (
        <Badge tone="blocked">{t('willBreak', { n: load.willBreak })}</Badge>
      ) : null}
    </div>
  )
}

function Lists({ person }: { person: MorningPerson }) {
  const t = useWords(meetingWords)
  const { counts } = person
  return (
    <>
      <Lines title={t('promises')} total={counts.due + counts.overdue} isShownEmpty>
        {person.promises.map((line) => (
          <CardRow key={line.followUpId} line={line}>
            {line.daysOverdue > 0 ? (
              <Badge tone="overdue">{t('daysOverdue', { n: line.daysOverdue })}</Badge>
            ) : (
              <Badge tone="due">{t('dueToday')}</Badge>
            )}
          </CardRow>
        ))}
      </Lines>
      <Lines title={t('breaches')} total={counts.breaches}>
        {person.breaches.map((line) => (
          <CardRow key={line.opportunityId} line={line}>
            <Badge tone={line.keptOn ? 'blocked' : 'overdue'}>
              {line.keptOn ? t('keptOn', { day: line.keptOn.slice(5) }) : t('stillOpen')}
            </Badge>
          </CardRow>
        ))}
      </Lines>
      <Lines title={t('newCards')} total={counts.newCards}>
        {person.newCards.map((line) => (
          <CardRow key={line.opportunityId} line={line} />
        ))}
      </Lines>
      <Lines title={t('unfiled')} total={counts.unfiled}>
        {person.unfiled.map((line) => (
          <VisitRow key={line.visitId} line={line} />
        ))}
      </Lines>
      <Lines title={t('leftOpen')} total={counts.leftOpen}>
        {person.leftOpen.map((line) => (
          <VisitRow key={line.visitId} line={line}>
            <Badge tone="blocked">{t(line.isFlagged ? 'flagged' : 'inProgress')}</Badge>
          </VisitRow>
        ))}
      </Lines>
    </>
  )
}

function Lines(props: {
  title: string
  total: number
  isShownEmpty?: boolean
  children: ReactNode[]
}) {
  const t = useWords(meetingWords)
  const { title, total, children } = props
  if (total === 0 && !props.isShownEmpty) return null
  return (
    <div className="k-stack morning-lines">
      <h3>
        {title} <span className="k-muted k-number">{total}</span>
      </h3>
      {total === 0 ? <p className="k-muted">{t('none')}</p> : <List label={title}>{children}</List>}
      {total > children.length ? (
        <p className="k-muted">{t('more', { n: total - children.length })}</p>
      ) : null}
    </div>
  )
}

function CardRow({ line, children }: { line: CardLine; children?: ReactNode }) {
  const t = useWords(meetingWords)
  return (
    <Row
      to={`/cards/${line.opportunityId}`}
      start={<Badge tone={line.level}>{line.level}</Badge>}
      end={children}
    >
      <div>
        <strong>{line.customer ?? t('hiddenCustomer')}</strong> <SpecialMark mark={line.special} />{' '}
        <span className="k-muted">{line.series ?? t('noSeries')}</span>
      </div>
      {line.phone ? <div className="k-muted k-number">{line.phone}</div> : null}
    </Row>
  )
}

function VisitRow({ line, children }: { line: VisitLine; children?: ReactNode }) {
  const t = useWords(meetingWords)
  const locale = useLocale()
  const zone = useTimeZone()
  return (
    <Row to={`/visits/${line.visitId}`} end={children}>
      {t(line.channel === 'walk-in' ? 'walkIn' : 'callIn')} · {line.series ?? t('noSeries')}{' '}
      <span className="k-muted">
        <When at={line.day} />
        {line.arrivedAt ? ` ${sayTime(new Date(line.arrivedAt), locale, zone)}` : ''}
      </span>
    </Row>
  )
}
