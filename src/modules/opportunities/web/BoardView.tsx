import { type ReactNode, useEffect, useRef, useState } from 'react'
import {
  compareLevels,
  INTENT_LEVELS,
  type IntentLevel,
  isIntentLevel,
} from '#shared/intent-level.ts'
import { useRefresh } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import { sayNumber } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { usePages, useRows } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { useVisibleRows } from '#ui/table/visible-rows.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Card, changeCard, changeExpectation, listCards } from '../contract.ts'
import type { CardFilterQuery } from '../contracts/card-lists.ts'
import { cardListWords } from '../list-words.ts'
import { cardWords } from '../words.ts'
import { DueBadge } from './CardLine.tsx'
import { MoveSheet } from './MoveSheet.tsx'
import { useDrag } from './useDrag.ts'
import './board.css'

export type BoardKind = 'stage' | 'level'
const stages = ['10', '25', '50', '75', '90'] as const
/** Read from the order, never set by hand (rules.md, Losing and ending). */
const fixedStages: readonly string[] = ['90', '100']
const cardHeight = 92

interface Move {
  card: Card
  to: string
}

/** What a move needs to be told before it can be made. */
function needOf(kind: BoardKind, { card, to }: Move): 'date' | 'model' | undefined {
  if (kind === 'level')
    return isIntentLevel(to) && compareLevels(to, card.level) > 0 ? 'date' : undefined
  return to === '75' && card.seriesId === null ? 'model' : undefined
}

/** The cards of the list in columns, by stage or by level; dropping one changes it. */
export function BoardView(props: { kind: BoardKind; query: CardFilterQuery; today: string }) {
  const { kind } = props
  const t = useWords(cardListWords)
  const locale = useLocale()
  const toast = useToast()
  const askAnew = useRefresh()
  const mayWrite = useCan('opportunities.write')
  const [moved, setMoved] = useState<ReadonlyMap<string, Move>>(new Map())
  const [asked, setAsked] = useState<Move>()
  const values: readonly string[] = kind === 'stage' ? stages : INTENT_LEVELS
  const nameOf = (value: string) => (kind === 'stage' ? `${value}%` : value)
  const valueOf = (card: Card) => (kind === 'stage' ? String(card.stage) : card.level)
  const refresh = () => askAnew(listCards)
  const forget = (id: string) =>
    setMoved((before) => {
      const next = new Map(before)
      next.delete(id)
      return next
    })

  /** Shown at once; put back when it is refused. */
  const make = async (move: Move, change: () => Promise<Card>) => {
    const { card, to } = move
    setMoved((before) => new Map(before).set(card.id, move))
    try {
      const after = await change()
      await refresh()
      toast(t('movedTo', { name: card.customerName, to: nameOf(to) }), {
        undo: async () => {
          await putBack(kind, card, after)
          await refresh()
        },
      })
    } catch (error) {
      toast(sayError(error, locale))
    } finally {
      forget(card.id)
    }
  }
  const ask = (card: Card, to: string) => {
    if (!mayWrite || to === valueOf(card) || !values.includes(to)) return
    if (kind === 'stage' && (fixedStages.includes(to) || card.state === 'signed')) {
      toast(t('fromOrder'))
      return
    }
    const move = { card, to }
    if (needOf(kind, move)) setAsked(move)
    else void make(move, () => send(kind, move))
  }
  const { held, begin } = useDrag<Card>(ask)
  return (
    <>
      <p className="k-muted">{mayWrite ? t('boardHint') : null}</p>
      <div className="board" role="list">
        {values.map((value) => {
          const isFixed = kind === 'stage' && fixedStages.includes(value)
          return (
            <Column
              key={value}
              value={value}
              title={
                kind === 'level' ? (
                  <Badge tone={value as IntentLevel}>{value}</Badge>
                ) : (
                  nameOf(value)
                )
              }
              name={nameOf(value)}
              query={{ ...props.query, [kind]: value }}
              moved={moved}
              valueOf={valueOf}
              isOver={held?.over === value && held.item !== undefined && !isFixed}
              isFixed={isFixed}
            >
              {(card) => (
                <BoardCard
                  key={card.id}
                  card={card}
                  today={props.today}
                  isHeld={held?.item.id === card.id}
                  begin={mayWrite ? (event) => begin(event, card) : undefined}
                  targets={
                    mayWrite
                      ? values
                          .filter((to) => to !== valueOf(card))
                          .filter((to) => kind === 'level' || !fixedStages.includes(to))
                          .map((to) => ({ value: to, label: nameOf(to) }))
                      : []
                  }
                  move={(to) => ask(card, to)}
                />
              )}
            </Column>
          )
        })}
      </div>
      {held ? (
        <div
          className="board-held"
          style={{ left: held.x + 8, top: held.y + 8 }}
          aria-hidden="true"
        >
          <Badge tone={held.item.level}>{held.item.level}</Badge> {held.item.customerName}
        </div>
      ) : null}
      {asked ? (
        <MoveSheet
          card={asked.card}
          to={asked.to}
          need={needOf(kind, asked) ?? 'date'}
          today={props.today}
          onClose={() => setAsked(undefined)}
          onChosen={(chosen) => {
            setAsked(undefined)
            void make(asked, () => send(kind, asked, chosen))
          }}
        />
      ) : null}
    </>
  )
}

function send(
  kind: BoardKind,
  { card, to }: Move,
  chosen: { expectedOn?: string; seriesId?: string } = {},
): Promise<Card> {
  const params = { id: card.id }
  const { version } = card
  if (kind === 'stage')
    return call(changeCard, {
      params,
      body: {
        version,
        stage: Number(to) as 10 | 25 | 50 | 75,
        ...(chosen.seriesId ? { seriesId: chosen.seriesId } : {}),
      },
    })
  return call(changeExpectation, {
    params,
    body: chosen.expectedOn
      ? { version, expectedOn: chosen.expectedOn }
      : { version, level: to as IntentLevel },
  })
}

/** The stage, model or date from before, over the version the move made. */
function putBack(kind: BoardKind, before: Card, after: Card): Promise<Card> {
  const params = { id: before.id }
  const { version } = after
  if (kind === 'stage')
    return call(changeCard, {
      params,
      body: {
        version,
        stage: before.stage as 10 | 25 | 50 | 75,
        ...(before.seriesId === after.seriesId ? {} : { seriesId: before.seriesId }),
      },
    })
  return call(changeExpectation, { params, body: { version, expectedOn: before.expectedOn } })
}

function Column(props: {
  value: string
  title: ReactNode
  name: string
  query: CardFilterQuery
  moved: ReadonlyMap<string, Move>
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

function BoardCard(props: {
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
