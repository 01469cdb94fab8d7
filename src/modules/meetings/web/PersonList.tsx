import type { ReactNode } from 'react'
import { dayOf, sayDay, sayTime } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { MorningPerson, PromiseLine, VisitLine } from '../contract.ts'
import { meetingWords } from '../words.ts'

export type CardLine = Pick<
  PromiseLine,
  'opportunityId' | 'customer' | 'special' | 'level' | 'series' | 'phone'
>

/** One consultant's morning: the load, what is due, and what yesterday left. */
export function PersonList({ person, isFolded }: { person: MorningPerson; isFolded: boolean }) {
  const body = (
    <div className="k-stack">
      <PersonLists person={person} />
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

/** The load, what is due, and what yesterday left; with a way to hand a card over where it is offered. */
export function PersonLists(props: {
  person: MorningPerson
  onHandOver?: (line: CardLine) => void
}) {
  return (
    <>
      <Load person={props.person} />
      <Lists {...props} />
    </>
  )
}

function Counts({ person: { counts, isAway, note } }: { person: MorningPerson }) {
  const t = useWords(meetingWords)
  return (
    <span className="k-line">
      {isAway ? <Badge tone="blocked">{t('isAway')}</Badge> : null}
      {note?.doneAt ? <Badge tone="done">✓</Badge> : null}
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

function Lists({
  person,
  onHandOver,
}: {
  person: MorningPerson
  onHandOver?: (line: CardLine) => void
}) {
  const t = useWords(meetingWords)
  const { counts } = person
  return (
    <>
      {person.note?.decision ? <p className="meeting-text">{person.note.decision}</p> : null}
      <Lines title={t('appointments')} total={counts.appointments}>
        {person.appointments.map((line) => (
          <AppointmentRow key={line.appointmentId} line={line} />
        ))}
      </Lines>
      <Lines title={t('escalations')} total={counts.escalations}>
        {person.escalations.map((line) => (
          <CardRow key={`${line.opportunityId}-${line.kind}`} line={line} onHandOver={onHandOver}>
            <Badge tone="overdue">
              {t(line.kind === 'overdue' ? 'overdueLong' : 'unansweredThrice')}
            </Badge>
          </CardRow>
        ))}
      </Lines>
      <Lines title={t('promises')} total={counts.due + counts.overdue} isShownEmpty>
        {person.promises.map((line) => (
          <CardRow key={line.followUpId} line={line} onHandOver={onHandOver}>
            {line.daysOverdue > 0 ? (
              <Badge tone="overdue">{t('daysOverdue', { n: line.daysOverdue })}</Badge>
            ) : (
              <Badge tone="due">{t('dueToday')}</Badge>
            )}
          </CardRow>
        ))}
      </Lines>
      <Lines title={t('breaking')} total={person.load.willBreak}>
        {person.breaking.map((line) => (
          <CardRow key={line.followUpId} line={line} onHandOver={onHandOver}>
            <Badge tone="blocked">
              <When at={line.dueOn} />
            </Badge>
          </CardRow>
        ))}
      </Lines>
      <Lines title={t('breaches')} total={counts.breaches}>
        {person.breaches.map((line) => (
          <CardRow key={line.opportunityId} line={line}>
            <Badge tone={line.keptOn ? 'blocked' : 'overdue'}>
              {line.keptOn ? <KeptLate day={line.keptOn} /> : t('stillOpen')}
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

function KeptLate({ day }: { day: string }) {
  const t = useWords(meetingWords)
  const today = dayOf(useNow(), useTimeZone())
  return t('keptOn', { day: sayDay(day, today, useLocale()) })
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

function CardRow(props: {
  line: CardLine
  children?: ReactNode
  onHandOver?: ((line: CardLine) => void) | undefined
}) {
  const t = useWords(meetingWords)
  const { line, children, onHandOver } = props
  const row = (
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
  if (!onHandOver) return row
  return (
    <li className="meeting-line">
      <ul className="meeting-line-row">{row}</ul>
      <Button
        kind="quiet"
        aria-label={t('handOverOf', { name: line.customer ?? t('hiddenCustomer') })}
        onClick={() => onHandOver(line)}
      >
        {t('handOver')}
      </Button>
    </li>
  )
}

const purposes = {
  visit: 'forVisit',
  test_drive: 'forTestDrive',
  negotiation: 'forNegotiation',
  delivery: 'forDelivery',
} as const

function AppointmentRow({ line }: { line: MorningPerson['appointments'][number] }) {
  const t = useWords(meetingWords)
  const zone = useTimeZone()
  const purpose = line.purpose in purposes ? purposes[line.purpose as keyof typeof purposes] : null
  return (
    <Row
      to={`/customers/${line.customerId}`}
      start={<strong className="k-number">{sayTime(new Date(line.startsAt), zone)}</strong>}
      end={
        line.state === 'planned' ? null : (
          <Badge tone={line.state === 'shown' ? 'done' : 'overdue'}>
            {t(line.state === 'shown' ? 'shown' : 'noShow')}
          </Badge>
        )
      }
    >
      <div>
        <strong>{line.customer ?? t('hiddenCustomer')}</strong>{' '}
        <span className="k-muted">{t(purpose ?? 'forOther')}</span>
      </div>
      {line.phone ? <div className="k-muted k-number">{line.phone}</div> : null}
    </Row>
  )
}

function VisitRow({ line, children }: { line: VisitLine; children?: ReactNode }) {
  const t = useWords(meetingWords)
  const zone = useTimeZone()
  return (
    <Row to={`/visits/${line.visitId}`} end={children}>
      {t(line.channel === 'walk-in' ? 'walkIn' : 'callIn')} · {line.series ?? t('noSeries')}{' '}
      <span className="k-muted">
        <When at={line.day} />
        {line.arrivedAt ? ` ${sayTime(new Date(line.arrivedAt), zone)}` : ''}
      </span>
    </Row>
  )
}
