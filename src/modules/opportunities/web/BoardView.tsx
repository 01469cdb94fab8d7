import { useState } from 'react'
import {
  compareLevels,
  INTENT_LEVELS,
  type IntentLevel,
  isIntentLevel,
} from '#shared/intent-level.ts'
import { useAsk, useRefresh } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeCard, changeExpectation } from '../contract.ts'
import type { Card } from '../contracts/card.ts'
import type { CardFilterQuery } from '../contracts/card-lists.ts'
import { listCards } from '../contracts/find-cards.ts'
import { listStages } from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'
import { cardListWords } from '../list-words.ts'
import { AskApproval, approversOf, type Wanted } from './AskApproval.tsx'
import { BoardCard, type BoardMove, Column } from './BoardColumn.tsx'
import { MoveSheet } from './MoveSheet.tsx'
import { useDrag } from './useDrag.ts'
import './board.css'

export type BoardKind = 'stage' | 'level'

type Move = BoardMove

/** What a move needs to be told before it can be made. */
function needOf(
  kind: BoardKind,
  { card, to }: Move,
  stages: readonly Stage[],
): 'date' | 'model' | undefined {
  if (kind === 'level')
    return isIntentLevel(to) && compareLevels(to, card.level) > 0 ? 'date' : undefined
  const needsModel = stages.find((stage) => stage.value === to)?.needsModel ?? false
  return needsModel && card.seriesId === null ? 'model' : undefined
}

interface Stage {
  value: string
  name: string
  needsModel: boolean
  /** Nothing can be dropped here: the order's stages, and those of an earlier setting. */
  isFixed: boolean
}

/** The store's stages up to the contract, and those of an earlier setting that still hold cards. */
function useStages(): Stage[] {
  const life = useWords(lifeWords)
  const { data } = useAsk(listStages, {}, { live: ['opportunities.machine_changed'] })
  const known = (data?.stages ?? [])
    .filter((stage) => stage.percent < 100)
    .map((stage) => ({
      value: String(stage.percent),
      name: stage.name,
      needsModel: stage.needsModel,
      isFixed: stage.isOfOrder,
    }))
  const earlier = (data?.earlier ?? []).map((percent) => ({
    value: String(percent),
    name: life('earlierStage'),
    needsModel: false,
    isFixed: true,
  }))
  return [...known, ...earlier].toSorted((a, b) => Number(a.value) - Number(b.value))
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
  const [asking, setAsking] = useState<{ card: Card; wanted: Wanted }>()
  const stages = useStages()
  const isFixedStage = (value: string) =>
    kind === 'stage' && (stages.find((stage) => stage.value === value)?.isFixed ?? true)
  const values: readonly string[] =
    kind === 'stage' ? stages.map((stage) => stage.value) : INTENT_LEVELS
  const nameOf = (value: string) =>
    kind === 'stage'
      ? `${value}% ${stages.find((stage) => stage.value === value)?.name ?? ''}`.trim()
      : value
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
      const approvers = kind === 'stage' ? approversOf(error) : undefined
      if (approvers) setAsking({ card, wanted: { step: 'stage', toStage: Number(to), approvers } })
      else toast(sayError(error, locale))
    } finally {
      forget(card.id)
    }
  }
  const ask = (card: Card, to: string) => {
    if (!mayWrite || to === valueOf(card) || !values.includes(to)) return
    if (kind === 'stage' && (isFixedStage(to) || card.state === 'signed')) {
      toast(t('fromOrder'))
      return
    }
    const move = { card, to }
    if (needOf(kind, move, stages)) setAsked(move)
    else void make(move, () => send(kind, move))
  }
  const { held, begin } = useDrag<Card>(ask)
  return (
    <>
      <p className="k-muted">{mayWrite ? t('boardHint') : null}</p>
      {values.length === 0 ? <Skeleton rows={6} height={92} /> : null}
      <div className="board" role="list">
        {values.map((value) => {
          const isFixed = isFixedStage(value)
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
                          .filter((to) => !isFixedStage(to))
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
      {asking ? (
        <AskApproval {...asking} today={props.today} onClose={() => setAsking(undefined)} />
      ) : null}
      {asked ? (
        <MoveSheet
          card={asked.card}
          to={asked.to}
          need={needOf(kind, asked, stages) ?? 'date'}
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
        stage: Number(to),
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
        stage: before.stage,
        ...(before.seriesId === after.seriesId ? {} : { seriesId: before.seriesId }),
      },
    })
  return call(changeExpectation, { params, body: { version, expectedOn: before.expectedOn } })
}
