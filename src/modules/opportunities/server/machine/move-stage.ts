import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { cardListError } from '../../contracts/card-lists.ts'
import { machineError } from '../../contracts/machine.ts'
import { pullPromise } from '../expectation.ts'
import { changeOpportunity } from '../history.ts'
import type { LockedOpportunity } from '../opportunities.queries.ts'
import { stateAfter } from '../states.ts'
import { rulesOf } from './rules.ts'

/** Moves a locked card to a stage that was approved. */
export async function enterStage(
  ctx: Ctx,
  card: LockedOpportunity,
  stage: number,
  reason: string,
): Promise<void> {
  stateAfter('move_stage', card.state)
  await assertStage(ctx, card, stage, card.series_id !== null)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  await changeOpportunity(ctx, card, { stage }, { action: 'opportunity.changed', reason, today })
  if (card.state === 'active') await pullPromise(ctx, { ...card, stage }, card.level, today)
}

/**
 * Whether a card may stand at a stage: it must be one of the store's, and where nobody negotiates
 * about no car the model is known. Throws `opportunities.no_such_stage`, `.model_needed`.
 */
export async function assertStage(
  ctx: Ctx,
  card: Pick<LockedOpportunity, 'stage'>,
  stage: number,
  hasModel: boolean,
): Promise<void> {
  if (stage === card.stage) return
  const { stages } = await rulesOf(ctx)
  const known = stages.find((one) => one.percent === stage)
  if (!known) throw machineError('opportunities.no_such_stage', { stage })
  if (known.needsModel && !hasModel) throw cardListError('opportunities.model_needed', { stage })
}
