import { type Ctx, can } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { latestSnooze, settleOnOpenDay } from '#shared/promise.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { promiseError } from '../contracts/promise-care.ts'
import { closedFrom } from './calendar.ts'
import { recordHistory } from './history.ts'
import {
  findPromise,
  type LockedOpportunity,
  type PromiseRow,
  updateFollowUp,
} from './opportunities.queries.ts'
import { promiseGapsOf } from './settings.ts'

/**
 * Moves the open promise by hand: sooner as one likes (today at the earliest), later with a reason
 * and within the longest gap of the level counted from the last contact; a manager further. Each
 * putting off is counted, each move kept in the history (rules.md, The promise).
 */
export async function movePromiseByHand(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  asked: { followUpId: string; dueOn: Day; reason?: string | undefined },
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const open = await workablePromise(ctx, opportunity)
  if (open.id !== asked.followUpId) throw promiseError('opportunities.promise_gone')
  if (asked.dueOn < today) throw promiseError('opportunities.move_too_early', { today })
  const isClosed = await closedFrom(ctx, today)
  const isLater = asked.dueOn > open.due_on
  if (isLater && asked.dueOn > today) {
    if (asked.reason === undefined) throw promiseError('opportunities.move_needs_reason')
    const latest = latestSnooze({
      today,
      lastContactOn: opportunity.last_contact_on,
      level: opportunity.level,
      gaps: promiseGapsOf(ctx.store, opportunity.stage),
      isClosed,
      byManager: can(ctx, 'opportunities.assign', 'team'),
    })
    if (asked.dueOn > latest) throw promiseError('opportunities.move_too_late', { latest })
  }
  const dueOn = asked.dueOn === today ? today : settleOnOpenDay(asked.dueOn, today, isClosed)
  if (dueOn === open.due_on) return
  await updateFollowUp(ctx, open.id, {
    due_on: dueOn,
    moved_from: open.due_on,
    snoozes: open.snoozes + (isLater ? 1 : 0),
  })
  await note(ctx, opportunity, { from: open.due_on, to: dueOn }, asked.reason ?? 'sooner')
}

/** Puts the promise back where it stood before the last move by hand, if nothing moved it since. */
export async function undoMove(ctx: Ctx, opportunity: LockedOpportunity): Promise<void> {
  const open = await workablePromise(ctx, opportunity)
  const { moved_from: back } = open
  if (back === null) throw promiseError('opportunities.nothing_to_undo')
  await updateFollowUp(ctx, open.id, {
    due_on: back,
    moved_from: null,
    snoozes: Math.max(0, open.snoozes - (back < open.due_on ? 1 : 0)),
  })
  await note(ctx, opportunity, { from: open.due_on, to: back }, 'move_undone')
}

async function workablePromise(ctx: Ctx, opportunity: LockedOpportunity): Promise<PromiseRow> {
  const open = await findPromise(ctx, opportunity.id)
  const isWorkable = opportunity.state === 'active' || opportunity.state === 'signed'
  if (!open || open.is_frozen || !isWorkable)
    throw opportunitiesError('opportunities.wrong_state', { state: opportunity.state })
  return open
}

async function note(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  move: { from: Day; to: Day },
  reason: string,
): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  await recordHistory(ctx, [{ opportunityId: opportunity.id, field: 'due_on', ...move }], {
    reason,
    today,
  })
  audit(ctx, {
    action: 'follow_up.moved',
    recordType: 'opportunity',
    recordId: opportunity.id,
    detail: { customerId: opportunity.customer_id, ...move },
    reason,
  })
  announce(ctx, {
    type: 'opportunities.changed',
    recordId: opportunity.id,
    data: {
      fields: ['due_on'],
      customerId: opportunity.customer_id,
      ownerId: opportunity.owner_id,
    },
  })
}
