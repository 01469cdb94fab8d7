import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { dayInZone } from '#shared/days.ts'
import { showroomEvents } from '../contract.ts'

/** Tells the screens that somebody's place, skills or leave changed. */
export function announceRotation(ctx: Ctx, personId: string): void {
  announce(ctx, {
    type: showroomEvents.rotation,
    recordId: personId,
    data: { day: dayInZone(ctx.now, ctx.store.timeZone) },
  })
}
