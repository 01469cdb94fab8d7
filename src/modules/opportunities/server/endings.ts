import { type Ctx, personOf } from '#foundation/ctx.ts'
import { mayCheck } from '#modules/access/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { nextOpenDay } from '#shared/promise.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { closedFrom } from './calendar.ts'
import { findProposer } from './endings.queries.ts'
import { changeOpportunity } from './history.ts'
import { type FoundLoss, type Loss, nameLoss } from './loss-words.ts'
import { findPromise, type LockedOpportunity } from './opportunities.queries.ts'
import { lockOpportunity } from './opportunities.service.ts'
import { endPromise, freezePromise, movePromise, replacePromise } from './promises.ts'
import { stateAfter } from './states.ts'

/** Proposes a loss; the promise is kept but frozen until it is decided. */
export async function proposeLoss(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  loss: Loss,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter('propose_loss', opportunity.state)
  const named = await nameLoss(ctx, loss)
  await changeOpportunity(
    ctx,
    opportunity,
    {
      state,
      loss_proposed_at: ctx.now,
      ...reasonColumns({ ...loss, ...named }),
      summary: maskPhonesInText(loss.summary),
    },
    note('loss_proposed', today, loss.reason),
  )
  await freezePromise(ctx, opportunity.id)
}

function reasonColumns(loss: Omit<Loss, 'summary'>) {
  return {
    loss_kind: loss.kind,
    closed_reason: maskPhonesInText(`${loss.kind}: ${loss.reason}`),
    loss_reason_id: loss.reasonId ?? null,
    competitor: loss.competitor ? maskPhonesInText(loss.competitor) : null,
    competitor_id: loss.competitorId ?? null,
    rival_id: loss.rivalId ?? null,
  }
}

/** Throws unless the actor checks losses in this store and did not propose this one. */
export async function assertMayDecide(ctx: Ctx, opportunityId: string): Promise<void> {
  if ((await findProposer(ctx, opportunityId)) === personOf(ctx))
    throw opportunitiesError('opportunities.checker_is_proposer')
  if (!(await mayCheck(ctx, 'loss_verification')))
    throw opportunitiesError('opportunities.not_a_checker')
}

/**
 * Confirms a proposed loss, which counts from today, or returns it with the reason why it is not
 * lost, due the next open day. The caller has made sure of who decides: `assertMayDecide`.
 */
export async function decideLoss(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  isConfirmed: boolean,
  reason: string,
  found?: FoundLoss,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const state = stateAfter(isConfirmed ? 'confirm_loss' : 'return_loss', opportunity.state)
  if (isConfirmed) {
    const named = found ? { ...found, ...(await nameLoss(ctx, found)) } : undefined
    await changeOpportunity(
      ctx,
      opportunity,
      { state, closed_on: today, ...(named ? foundColumns(opportunity, named) : {}) },
      note('loss_confirmed', today, reason),
    )
    await endPromise(ctx, opportunity.id, today)
    return
  }
  await changeOpportunity(
    ctx,
    opportunity,
    {
      state,
      loss_kind: null,
      closed_reason: null,
      loss_reason_id: null,
      competitor: null,
      competitor_id: null,
      rival_id: null,
      loss_proposed_at: null,
      summary: null,
    },
    note('loss_returned', today, reason),
  )
  const dueOn = nextOpenDay(today, await closedFrom(ctx, today))
  const open = await findPromise(ctx, opportunity.id)
  if (open?.purpose === 'follow-up')
    await movePromise(ctx, opportunity.id, dueOn, { reason: 'loss_returned', today })
  else await replacePromise(ctx, opportunity, { state: 'replaced', today }, { dueOn })
}

/** The proposal as care corrected it. */
function foundColumns(proposed: LockedOpportunity, found: FoundLoss) {
  const kind = found.kind ?? (proposed.loss_kind === 'lost_contact' ? 'lost_contact' : 'defeat')
  const reason =
    found.reason ?? (proposed.closed_reason ?? '').replace(/^(defeat|lost_contact): /, '')
  return reasonColumns({
    kind,
    reason,
    reasonId: found.reasonId ?? proposed.loss_reason_id ?? undefined,
    ...rivalOf(proposed, found),
  })
}

/** Care's rival stands whole: a model proposed for another brand does not stay beside it. */
function rivalOf(proposed: LockedOpportunity, found: FoundLoss) {
  if (found.rivalId ?? found.competitorId ?? found.competitor)
    return {
      competitor: found.competitor,
      competitorId: found.competitorId,
      rivalId: found.rivalId,
    }
  return {
    competitor: proposed.competitor ?? undefined,
    competitorId: proposed.competitor_id ?? undefined,
    rivalId: proposed.rival_id ?? undefined,
  }
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
