import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { mayCheck } from '#modules/access/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { nextOpenDay, openDayFrom } from '#shared/promise.ts'
import { opportunitiesError } from '../contract.ts'
import { closedFrom } from './calendar.ts'
import { findProposer } from './endings.queries.ts'
import { changeOpportunity } from './history.ts'
import { findPromise, type LockedOpportunity } from './opportunities.queries.ts'
import { lockOpportunity } from './opportunities.service.ts'
import { endPromise, freezePromise, movePromise, replacePromise } from './promises.ts'
import { stateAfter } from './states.ts'

/** The longest a card may sleep (rules.md, The promise). */
export const longestSuspension = 180

/** Lets a card sleep until its wake-up date, which becomes its promise. */
export async function suspend(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  wakeUpOn: Day,
  reason: string,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const latest = addDays(today, longestSuspension)
  const state = stateAfter('suspend', opportunity.state)
  if (wakeUpOn <= today || wakeUpOn > latest)
    throw opportunitiesError('opportunities.wake_up_out_of_range', { latest })
  await changeOpportunity(ctx, opportunity, { state }, note('suspended', today, reason))
  const dueOn = openDayFrom(wakeUpOn, await closedFrom(ctx, today))
  await replacePromise(
    ctx,
    opportunity,
    { state: 'replaced', today },
    { dueOn, purpose: 'wake-up' },
  )
}

/** Wakes a card: the owner on or after its date, a manager at any time. Due the next open day. */
export async function activate(ctx: Ctx, opportunity: LockedOpportunity): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('activate', opportunity.state)
  const open = await findPromise(ctx, opportunity.id)
  if (open && open.due_on > today && !can(ctx, 'opportunities.assign', 'team'))
    throw opportunitiesError('opportunities.activation_needs_manager')
  await changeOpportunity(ctx, opportunity, { state }, note('activated', today))
  const dueOn = nextOpenDay(today, await closedFrom(ctx, today))
  await replacePromise(ctx, opportunity, { state: 'replaced', today }, { dueOn })
}

export interface Loss {
  kind: 'defeat' | 'lost_contact'
  reason: string
  competitor?: string | undefined
  summary: string
}

/** Proposes a loss; the promise is kept but frozen until it is decided. */
export async function proposeLoss(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  loss: Loss,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('proposeLoss', opportunity.state)
  await changeOpportunity(
    ctx,
    opportunity,
    {
      state,
      loss_kind: loss.kind,
      closed_reason: maskPhonesInText(`${loss.kind}: ${loss.reason}`),
      competitor: loss.competitor ? maskPhonesInText(loss.competitor) : null,
      summary: maskPhonesInText(loss.summary),
    },
    note('loss_proposed', today, loss.reason),
  )
  await freezePromise(ctx, opportunity.id)
}

/**
 * Confirms a proposed loss, which counts from today, or returns it with the reason why it is not
 * lost, due the next open day. Never by the person who proposed it (rules.md, Losing and ending),
 * only by the roles the store lets check losses (seed row 003-63).
 */
export async function decideLoss(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  isConfirmed: boolean,
  reason: string,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter(isConfirmed ? 'confirmLoss' : 'returnLoss', opportunity.state)
  if ((await findProposer(ctx, opportunity.id)) === personOf(ctx))
    throw opportunitiesError('opportunities.checker_is_proposer')
  if (!(await mayCheck(ctx, 'loss_verification')))
    throw opportunitiesError('opportunities.not_a_checker')
  if (isConfirmed) {
    await changeOpportunity(
      ctx,
      opportunity,
      { state, closed_on: today },
      note('loss_confirmed', today, reason),
    )
    await endPromise(ctx, opportunity.id, today)
    return
  }
  await changeOpportunity(
    ctx,
    opportunity,
    { state, loss_kind: null, closed_reason: null, competitor: null, summary: null },
    note('loss_returned', today, reason),
  )
  const dueOn = nextOpenDay(today, await closedFrom(ctx, today))
  const open = await findPromise(ctx, opportunity.id)
  if (open?.purpose === 'follow-up')
    await movePromise(ctx, opportunity.id, dueOn, { reason: 'loss_returned', today })
  else await replacePromise(ctx, opportunity, { state: 'replaced', today }, { dueOn })
}

/** Ends a card for good; it can never be activated again. */
export async function terminate(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  ending: { reason: string; summary: string },
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('terminate', opportunity.state)
  await changeOpportunity(
    ctx,
    opportunity,
    {
      state,
      closed_on: today,
      closed_reason: maskPhonesInText(ending.reason),
      summary: maskPhonesInText(ending.summary),
    },
    note('terminated', today, ending.reason),
  )
  await endPromise(ctx, opportunity.id, today)
}

/** Ends the card of a person who is erased; false where a signed order still stands. */
export async function endForErasure(ctx: Ctx, opportunityId: string): Promise<boolean> {
  const opportunity = await lockOpportunity(ctx, opportunityId, 'any')
  if (opportunity.state === 'signed') return false
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('erase', opportunity.state)
  await changeOpportunity(ctx, opportunity, { state, closed_on: today }, note('erased', today))
  await endPromise(ctx, opportunity.id, today)
  return true
}

const note = (verb: string, today: Day, reason?: string) => ({
  action: `opportunity.${verb}`,
  today,
  ...(reason === undefined ? {} : { reason }),
})
