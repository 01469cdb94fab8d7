import type { Ctx } from '#foundation/ctx.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { ChosenBecause } from './choose-next.ts'
import { useTurn } from './rotation.ts'
import { todayOf } from './standings.ts'
import { insertAssignment, updateVisit, type VisitRow } from './visits.queries.ts'

/** Who receives a visit and how: their turn, their own customer, chosen, asked for, nobody yet. */
export interface Receiver {
  personId: string | null
  how: 'turn' | 'own' | 'chosen' | 'asked' | 'none'
  /** Why it was their turn. */
  why?: ChosenBecause | 'waited' | undefined
}

/**
 * Gives a visit to its receiver, logs it, and moves them to the end of today's rotation; who was
 * asked for keeps the place. Needs the door's lock.
 */
export async function giveVisit(
  ctx: Ctx,
  visit: VisitRow,
  receiver: Receiver,
  reason?: string,
): Promise<VisitRow> {
  if (receiver.personId === null && visit.received_by === null) return visit
  const takesTurn = receiver.personId !== null && visit.business_day === todayOf(ctx)
  const turn = takesTurn
    ? await useTurn(ctx, receiver.personId as string, receiver.how === 'asked')
    : null
  await insertAssignment(ctx.tx, {
    store_id: ctx.store.id,
    id: uuidv7(),
    visit_id: visit.id,
    person_id: receiver.personId,
    how: receiver.how,
    why: receiver.why ?? null,
    day: todayOf(ctx),
    turn,
    assigned_at: ctx.now,
    assigned_by: ctx.actor.personId,
    reason: reason ?? null,
  })
  return updateVisit(ctx.tx, ctx.store.id, visit.id, { received_by: receiver.personId })
}
