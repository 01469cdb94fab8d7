import type { Ctx } from '#foundation/ctx.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { nextDue, nextOpenDay } from '#shared/promise.ts'
import { archiveError } from '../contracts/archive.ts'
import { closedFrom } from './calendar.ts'
import { changeOpportunity } from './history.ts'
import { rulesOf } from './machine/rules.ts'
import type { LockedOpportunity } from './opportunities.queries.ts'
import { lockOpportunity } from './opportunities.service.ts'
import { endPromise, replacePromise } from './promises.ts'
import { promiseGapsOf } from './settings.ts'
import { stateAfter } from './states.ts'

// What the order does to its card (rules.md, Losing and ending). Who may sign, deliver or cancel an
// order is the order's to say; each door locks the card first and refuses a state it does not begin in.

const signedStage = 90
const deliveredStage = 100

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
  await promiseUntilDelivery(ctx, card, today)
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
 * The order was cancelled: the card is worked again from its last stage (75 % as delivered), due the next open day. Throws
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
    { state, stage: await lastStage(ctx) },
    { action: 'opportunity.unsigned', reason, today },
  )
  const dueOn = nextOpenDay(today, await closedFrom(ctx, today))
  await replacePromise(ctx, card, { state: 'replaced', today }, { dueOn })
}

/**
 * The hand-over of the car was taken back: the card is signed again at 90 %, with a promise until
 * delivery. Throws `core.not_found`, `opportunities.wrong_state`, `opportunities.archived`.
 */
export async function undeliverCard(
  ctx: Ctx,
  opportunityId: string,
  { reason }: { reason: string },
): Promise<void> {
  const card = await lockOpportunity(ctx, opportunityId, 'any')
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('undeliver', card.state)
  if (card.archived_at !== null) throw archiveError('opportunities.archived')
  await changeOpportunity(
    ctx,
    card,
    { state, stage: signedStage, closed_on: null, summary: null },
    { action: 'opportunity.undelivered', reason, today },
  )
  await promiseUntilDelivery(ctx, card, today)
}

/** The last stage before the order's: 75 % as delivered. */
async function lastStage(ctx: Ctx): Promise<number> {
  return Math.max(...(await rulesOf(ctx)).stages.map((stage) => stage.percent))
}

/** The next contact of a signed card, within the gap of its level. */
async function promiseUntilDelivery(ctx: Ctx, card: LockedOpportunity, today: Day): Promise<void> {
  const dueOn = nextDue({
    lastContactOn: today,
    level: card.level,
    gaps: promiseGapsOf(ctx.store, signedStage),
    isClosed: await closedFrom(ctx, today),
  })
  await replacePromise(
    ctx,
    card,
    { state: 'replaced', today },
    { dueOn, purpose: 'until-delivery' },
  )
}
