import type { ReactNode } from 'react'
import { sayDay } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { Link } from '#ui/navigation.tsx'
import { UnsentMark } from '#ui/shell/DeviceState.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import type { Card } from '../contracts/card.ts'
import { cardWords } from '../words.ts'
import './cards.css'

/** One card in a list: how hot, who, which model, when next; the name leads to the customer. */
export function CardLine(props: {
  card: Card
  today: string
  end?: ReactNode
  done?: boolean
  /** A line of its own beneath: why it is here. */
  below?: ReactNode
}) {
  const { card } = props
  const t = useWords(cardWords)
  return (
    <li className="card-line">
      <Link to={`/customers/${card.customerId}`} className="card-line-main">
        <Badge tone={card.level} title={t('level')}>
          {card.level}
        </Badge>
        <span className="card-line-text">
          <span className="k-line">
            <strong>{card.customerName}</strong>
            <SpecialMark mark={card.special} reason={card.specialReason} />
            {card.state === 'active' ? null : <Badge tone="blocked">{t(card.state)}</Badge>}
            <UnsentMark id={card.id} />
          </span>
          <span className="card-line-below k-muted">
            {props.done ? (
              <Badge tone="done">{t('done')}</Badge>
            ) : (
              <DueBadge card={card} today={props.today} />
            )}
            <span>{card.seriesName}</span>
            <span className="card-line-phone k-number">{card.maskedPhone}</span>
          </span>
          <CardFacts card={card} today={props.today} />
          {props.below}
        </span>
      </Link>
      {props.end}
    </li>
  )
}

/** How long at its level, the last contact, and what a manager would ask about (row 001-24). */
function CardFacts({ card, today }: { card: Card; today: string }) {
  const c = useWords(careWords)
  const locale = useLocale()
  return (
    <span className="card-line-facts k-muted">
      <span>{c('daysAtLevel', { level: card.level, n: card.daysAtLevel })}</span>
      <span>{c('lastContactOn', { day: sayDay(card.lastContactOn, today, locale) })}</span>
      {card.unansweredDays > 0 ? <span>{c('unanswered', { n: card.unansweredDays })}</span> : null}
      {card.followUp && card.followUp.snoozes > 0 ? (
        <span>{c('snoozed', { n: card.followUp.snoozes })}</span>
      ) : null}
    </span>
  )
}

/** When the promise is due, in words and colour. */
export function DueBadge({ card, today }: { card: Card; today: string }) {
  const t = useWords(cardWords)
  const { followUp } = card
  if (followUp === null || followUp.isFrozen) return null
  const isOverdue = followUp.dueOn < today
  return (
    <Badge tone={isOverdue ? 'overdue' : followUp.dueOn === today ? 'due' : 'plain'}>
      {isOverdue ? `${t('overdue')} ` : ''}
      <When at={followUp.dueOn} />
    </Badge>
  )
}
