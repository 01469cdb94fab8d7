import type { Ctx } from '#foundation/ctx.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { nextOpenDay, openDayFrom } from '#shared/promise.ts'
import { opportunitiesError } from '../../contracts/card-errors.ts'
import { closedFrom } from '../calendar.ts'
import { changeOpportunity } from '../history.ts'
import type { LockedOpportunity } from '../opportunities.queries.ts'
import { endPromise, replacePromise } from '../promises.ts'
import { stateAfter } from '../states.ts'
import { rulesOf } from './rules.ts'

// Sleeping, waking and ending for good. Whether somebody has to approve it first is asked before, by
// `assertApproved`; an approved request comes here directly.

/** Lets a card sleep until its wake-up date, which becomes its promise. */
export async function suspend(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  wakeUpOn: Day,
  reason: string,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('suspend', opportunity.state)
  const latest = addDays(today, (await rulesOf(ctx)).suspend.longestDays)
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

/** Wakes a card. Due the next open day. */
export async function activate(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  reason?: string,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('activate', opportunity.state)
  await changeOpportunity(ctx, opportunity, { state }, note('activated', today, reason))
  const dueOn = nextOpenDay(today, await closedFrom(ctx, today))
  await replacePromise(ctx, opportunity, { state: 'replaced', today }, { dueOn })
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

const note = (verb: string, today: Day, reason?: string) => ({
  action: `opportunity.${verb}`,
  today,
  ...(reason === undefined ? {} : { reason }),
})
