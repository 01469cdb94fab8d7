import { type ReactNode, useEffect, useRef } from 'react'
import { sayNumber } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { usePages, useRows } from '#ui/pages.ts'
import { useVisibleRows } from '#ui/table/visible-rows.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Card } from '../contracts/card.ts'
import type { CardFilterQuery } from '../contracts/card-lists.ts'
import { listCards } from '../contracts/find-cards.ts'
import { cardListWords } from '../list-words.ts'
import { cardWords } from '../words.ts'
import { DueBadge } from './CardLine.tsx'

const cardHeight = 92

/** A card on its way to another column. */
export interface BoardMove {
  card: Card
  to: string
}

/** One column of the board: only the cards in sight are drawn. */
export function Column(props: {
  value: string
  title: ReactNode
  name: string
  query: CardFilterQuery
  moved: ReadonlyMap<string, BoardMove>
  valueOf: (card: Card) => string
  isOver: boolean
  isFixed: boolean
  children: (card: Card) => ReactNode
}) {
  const { moved, value } = props
  const t = useWords(cardListWords)
  const locale = useLocale()
  const area = useRef<HTMLDivElement>(null)
  const pages = usePages(
    listCards,
    { query: { ...props.query, sort: 'due' } },
    { live: ['opportunities.*', 'customers.*'], size: 50 },
  )
  useRows(pages)
  const coming = [...moved.values()].filter((move) => move.to === value).map(({ card }) => card)
  const rows = pages.length + coming.length
  const [first, last] = useVisibleRows({
    area,
    scrolls: 'area',
    rows,
    height: cardHeight,
    place: `board ${pages.key}`,
    isReady: !pages.isPending,
  })
  const { need, length } = pages
  useEffect(() => need(first, Math.min(last + 10, length + 1)), [need, first, last, length])
  const going = [...moved.values()].filter(
    (move) => move.to !== value && props.valueOf(move.card) === value,
  ).length
  const drawn: ReactNode[] = []
  for (let at = first; at < last; at++) {
    const card = at < coming.length ? coming[at] : pages.rowAt(at - coming.length)
    if (card && (at < coming.length || !moved.has(card.id))) drawn.push(props.children(card))
  }
  return (
    <section
      className="board-column"
      role="listitem"
      aria-label={props.name}
      data-drop={props.isFixed ? undefined : value}
      data-over={props.isOver || undefined}
    >
      <h2 className="k-spread">
        <span>{props.title}</span>
        <small className="k-muted k-number">
          {pages.count === undefined
            ? ''
            : pages.count > 10_000
              ? '10,000+'
              : sayNumber(pages.count + coming.length - going, locale)}
        </small>
      </h2>
      {props.isFixed ? <small className="k-muted">{t('fromOrder')}</small> : null}
      <div className="board-cards" ref={area} tabIndex={0} role="region" aria-label={props.name}>
        {pages.error ? <Failure error={pages.error} onRetry={pages.retry} /> : null}
        {pages.isPending && !pages.error ? <Skeleton rows={4} height={cardHeight - 8} /> : null}
        {!pages.isPending && rows === 0 ? <p className="k-muted">{t('emptyColumn')}</p> : null}
        <div style={{ height: first * cardHeight }} />
        {drawn}
        <div style={{ height: Math.max(0, rows - last) * cardHeight }} />
      </div>
    </section>
  )
}

/** A card on the board: dragged, or moved with its own list. */
export function BoardCard(props: {
  card: Card
  today: string
  isHeld: boolean
  begin: ((event: React.PointerEvent) => void) | undefined
  targets: readonly { value: string; label: string }[]
  move: (to: string) => void
}) {
  const { card } = props
  const t = useWords(cardListWords)
  const words = useWords(cardWords)
  return (
    <article
      className="board-card"
      data-held={props.isHeld || undefined}
      aria-label={card.customerName}
      onPointerDown={props.begin}
    >
      <div className="k-spread">
        <Link to={`/customers/${card.customerId}`} className="board-name">
          <Badge tone={card.level}>{card.level}</Badge> {card.customerName}
        </Link>
        {card.state === 'active' ? null : <Badge tone="blocked">{words(card.state)}</Badge>}
      </div>
      <div className="board-facts k-muted">
        <DueBadge card={card} today={props.today} />
        <span>{card.seriesName}</span>
      </div>
      <div className="k-spread board-facts k-muted">
        <span>{card.ownerName}</span>
        {props.targets.length > 0 ? (
          <select
            className="board-move"
            aria-label={t('moveCard', { name: card.customerName })}
            value=""
            onChange={(event) => props.move(event.target.value)}
          >
            <option value="">{t('moveTo')}</option>
            {props.targets.map((target) => (
              <option key={target.value} value={target.value}>
                {target.label}
              </option>
            ))}
          </select>
        ) : null}
      </div>
    </article>
  )
}
