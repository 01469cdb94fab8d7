import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { nextDue, nextOpenDay } from '#shared/promise.ts'
import { closedFrom } from './calendar.ts'
import { changeOpportunity } from './history.ts'
import { lockOpportunity } from './opportunities.service.ts'
import { endPromise, replacePromise } from './promises.ts'
import { promiseGapsOf } from './settings.ts'
import { stateAfter } from './states.ts'

// What the order does to its card (rules.md, Losing and ending). Who may sign, deliver or cancel an
// order is the order's to say; each door locks the card first and refuses a state it does not begin in.

const signedStage = 90
const deliveredStage = 100
const stageAfterCancelling = 75

/**
 * The contract is signed: the card stands at 90 % and its promise becomes the contact until
 * delivery, within the gap of its level. Throws `core.not_found`, `opportunities.wrong_state`.
 */
export async function signCard(
  ctx: Ctx,
  opportunityId: string,
  { reason }: { reason?: string | undefined } = {},
): Promise<void> {
  const card = await lockOpportunity(ctx, opportunityId, 'any')
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('sign', card.state)
  await changeOpportunity(
    ctx,
    card,
    { state, stage: signedStage },
    { action: 'opportunity.signed', reason, today },
  )
  const dueOn = nextDue({
    lastContactOn: today,
    level: card.level,
    gaps: promiseGapsOf(ctx.store),
    isClosed: await closedFrom(ctx, today),
  })
  await replacePromise(
    ctx,
    card,
    { state: 'replaced', today },
    { dueOn, purpose: 'until-delivery' },
  )
}

/**
 * The car is handed over: the card is won at 100 %, ends today with its summary and carries no
 * promise any more. Throws `core.not_found`, `opportunities.wrong_state`.
 */
export async function deliverCard(
  ctx: Ctx,
  opportunityId: string,
  { summary }: { summary: string },
): Promise<void> {
  const card = await lockOpportunity(ctx, opportunityId, 'any')
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('deliver', card.state)
  await changeOpportunity(
    ctx,
    card,
    { state, stage: deliveredStage, closed_on: today, summary: maskPhonesInText(summary) },
    { action: 'opportunity.delivered', today },
  )
  await endPromise(ctx, card.id, today)
}

/**
 * The order was cancelled: the card is worked again from 75 %, due the next open day. Throws
 * `core.not_found`, `opportunities.wrong_state`.
 */
export async function unsignCard(
  ctx: Ctx,
  opportunityId: string,
  { reason }: { reason: string },
): Promise<void> {
  const card = await lockOpportunity(ctx, opportunityId, 'any')
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('unsign', card.state)
  await changeOpportunity(
    ctx,
    card,
    { state, stage: stageAfterCancelling },
    { action: 'opportunity.unsigned', reason, today },
  )
  const dueOn = nextOpenDay(today, await closedFrom(ctx, today))
  await replacePromise(ctx, card, { state: 'replaced', today }, { dueOn })
}
