import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { addWorkingMinutes } from '#shared/working-hours.ts'
import { leadEvents } from '../contract.ts'
import { clockOf } from './due.ts'
import { lockLate, lockToRise } from './late-leads.queries.ts'
import { type LeadRow, updateLead } from './leads.queries.ts'

/**
 * Tells of leads whose first call is later than the store's target: whoever has them first, and the
 * managers when the store's further minutes of working time passed without a call; a lead nobody has
 * goes to the managers at once. Each is told once; gives how many notices went out.
 */
export function tellLate(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, async (ctx) => {
    const late = await lockLate(ctx, ctx.now)
    for (const lead of late) {
      await updateLead(ctx, lead.id, {
        told_late_at: ctx.now,
        ...(lead.owner_id === null ? { told_managers_at: ctx.now } : {}),
      })
      tell(ctx, lead, lead.owner_id === null ? leadEvents.lateRisen : leadEvents.late)
    }
    return late.length + (await tellManagers(ctx))
  })
}

async function tellManagers(ctx: Ctx): Promise<number> {
  const waiting = await lockToRise(ctx)
  const first = waiting[0]?.answer_due_at
  if (!first) return 0
  const { rules, hours } = await clockOf(ctx, first)
  const risen = waiting.filter(
    ({ answer_due_at: due }) =>
      due !== null && addWorkingMinutes(due, rules.riseMinutes, hours) <= ctx.now,
  )
  for (const lead of risen) {
    await updateLead(ctx, lead.id, { told_managers_at: ctx.now })
    tell(ctx, lead, leadEvents.lateRisen)
  }
  return risen.length
}

function tell(ctx: Ctx, lead: LeadRow, type: string): void {
  announce(ctx, {
    type,
    recordId: lead.id,
    data: { customerId: lead.customer_id, ownerId: lead.owner_id },
  })
}
