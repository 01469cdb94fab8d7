import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { settleOf } from './escalations.queries.ts'
import { recordHistory } from './history.ts'
import {
  findPromise,
  insertFollowUp,
  type LockedOpportunity,
  type PromiseRow,
  updateFollowUp,
} from './opportunities.queries.ts'

export interface NewPromise {
  id?: string
  dueOn: Day
  purpose?: 'follow-up' | 'wake-up' | 'until-delivery'
}

/** Makes the open promise of a card, under an id of its own unless one is given. */
export async function makePromise(
  ctx: Ctx,
  opportunity: { id: string; owner_id: string },
  promise: NewPromise,
): Promise<PromiseRow> {
  const row = {
    id: promise.id ?? uuidv7(),
    due_on: promise.dueOn,
    purpose: promise.purpose ?? 'follow-up',
  }
  await insertFollowUp(ctx, {
    ...row,
    store_id: ctx.store.id,
    opportunity_id: opportunity.id,
    owner_id: opportunity.owner_id,
    state: 'open',
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  })
  return { ...row, is_frozen: false, snoozes: 0, moved_from: null }
}

/**
 * Ends the open promise as kept (`done`) or given up for another (`replaced`) and makes the next,
 * so that there is always exactly one. The opportunity's row must be locked.
 */
export async function replacePromise(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  how: { state: 'done' | 'replaced'; today: Day; contactId?: string },
  next: NewPromise,
): Promise<PromiseRow> {
  const open = await findPromise(ctx, opportunity.id)
  if (open)
    await updateFollowUp(ctx, open.id, {
      state: how.state,
      ended_at: ctx.now,
      ended_on: how.today,
      contact_id: how.contactId ?? null,
    })
  return makePromise(ctx, opportunity, next)
}

/** Moves the open promise to another day; the same promise, with the move in the history. */
export async function movePromise(
  ctx: Ctx,
  opportunityId: string,
  dueOn: Day,
  note: { reason: string; today: Day },
): Promise<void> {
  const open = await findPromise(ctx, opportunityId)
  if (!open || (open.due_on === dueOn && !open.is_frozen)) return
  await updateFollowUp(ctx, open.id, { due_on: dueOn, is_frozen: false, moved_from: null })
  if (open.due_on !== dueOn)
    await recordHistory(
      ctx,
      [{ opportunityId, field: 'due_on', from: open.due_on, to: dueOn }],
      note,
    )
}

/** Keeps the open promise but stops it while a proposed loss is looked into. */
export async function freezePromise(ctx: Ctx, opportunityId: string): Promise<void> {
  const open = await findPromise(ctx, opportunityId)
  if (open) await updateFollowUp(ctx, open.id, { is_frozen: true })
}

/** The opportunity has ended: it carries no promise any more. */
export async function endPromise(ctx: Ctx, opportunityId: string, today: Day): Promise<void> {
  const open = await findPromise(ctx, opportunityId)
  if (open)
    await updateFollowUp(ctx, open.id, { state: 'ended', ended_at: ctx.now, ended_on: today })
  await settleOf(ctx, opportunityId, 'ended')
}

/** The open promise follows its opportunity to a new owner. */
export async function handOverPromise(
  ctx: Ctx,
  opportunityId: string,
  ownerId: string,
): Promise<void> {
  const open = await findPromise(ctx, opportunityId)
  if (open) await updateFollowUp(ctx, open.id, { owner_id: ownerId })
}
