import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { useAsk, useRefresh } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeCard } from '../contract.ts'
import type { Card } from '../contracts/card.ts'
import { cardsOfCustomer, listCards } from '../contracts/find-cards.ts'
import { listStages } from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'
import { AskApproval, approversOf, type Wanted } from './AskApproval.tsx'
import { MoveSheet } from './MoveSheet.tsx'
import './life.css'

/** The funnel of one card: where it stands, and one tap to move it. */
export function StageBar({ card, today }: { card: Card; today: string }) {
  const t = useWords(lifeWords)
  const locale = useLocale()
  const toast = useToast()
  const refresh = useRefresh()
  const mayWrite = useCan('opportunities.write')
  const { data } = useAsk(listStages, {}, { live: ['opportunities.machine_changed'] })
  const [asking, setAsking] = useState<Wanted>()
  const [needsModel, setNeedsModel] = useState<number>()
  const [isBusy, setIsBusy] = useState(false)
  if (!data) return null
  const stages = data.stages.some((one) => one.percent === card.stage)
    ? data.stages
    : [
        ...data.stages,
        {
          percent: card.stage,
          name: t('earlierStage'),
          needsModel: false,
          isOfOrder: true,
          needsApproval: false,
        },
      ].toSorted((a, b) => a.percent - b.percent)
  const mayMove = mayWrite && (card.state === 'active' || card.state === 'suspended')
  const send = (of: Card, stage: number, seriesId?: string) =>
    call(changeCard, {
      params: { id: of.id },
      body: { version: of.version, stage, ...(seriesId ? { seriesId } : {}) },
    })
  const move = async (stage: number, seriesId?: string) => {
    setIsBusy(true)
    try {
      const after = await send(card, stage, seriesId)
      await refresh(cardsOfCustomer, listCards, timelineOf)
      const name = stages.find((one) => one.percent === stage)?.name ?? ''
      const isBack = stages.some((one) => one.percent === card.stage && !one.isOfOrder)
      const said = t('stageMoved', { n: stage, name })
      const undo = async () => {
        await send(after, card.stage)
        await refresh(cardsOfCustomer, listCards, timelineOf)
      }
      toast(said, isBack ? { undo } : {})
    } catch (error) {
      const approvers = approversOf(error)
      if (approvers) setAsking({ step: 'stage', toStage: stage, approvers })
      else toast(sayError(error, locale))
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <nav className="stage-bar" aria-label={t('stages')} aria-busy={isBusy || undefined}>
      <ol>
        {stages.map((stage) => {
          const isNow = stage.percent === card.stage
          const isOpen = mayMove && !isNow && !stage.isOfOrder
          const hint = [
            stage.isOfOrder && !isNow ? t('ofOrder') : '',
            stage.needsApproval && !isNow && stage.percent > card.stage ? t('needsApproval') : '',
          ]
            .filter(Boolean)
            .join(' · ')
          return (
            <li
              key={stage.percent}
              data-now={isNow || undefined}
              data-done={stage.percent < card.stage || undefined}
            >
              <button
                type="button"
                aria-current={isNow ? 'step' : undefined}
                aria-disabled={!isOpen || undefined}
                title={hint || undefined}
                onClick={() => {
                  if (!isOpen || isBusy) return
                  if (stage.needsModel && card.seriesId === null) setNeedsModel(stage.percent)
                  else void move(stage.percent)
                }}
              >
                <b className="k-number">{stage.percent}%</b> <span>{stage.name}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {asking ? (
        <AskApproval
          card={card}
          today={today}
          wanted={asking}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {needsModel === undefined ? null : (
        <MoveSheet
          card={card}
          to={String(needsModel)}
          need="model"
          today={today}
          onClose={() => setNeedsModel(undefined)}
          onChosen={({ seriesId }) => {
            setNeedsModel(undefined)
            void move(needsModel, seriesId)
          }}
        />
      )}
    </nav>
  )
}
