import type { ReactNode } from 'react'
import { SpecialMark } from '#modules/customers/web/panels.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Link } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import type { Card } from '../contract.ts'
import { cardWords } from '../words.ts'
import './cards.css'

/** One card in a list: how hot, who, which model, when next; the name leads to the customer. */
export function CardLine(props: { card: Card; today: string; end?: ReactNode; done?: boolean }) {
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
        </span>
      </Link>
      {props.end}
    </li>
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
