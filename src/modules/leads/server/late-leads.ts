import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { leadEvents } from '../contract.ts'
import { lockLate, updateLead } from './leads.queries.ts'

/** Tells of leads whose first call is later than the store's target, once each; gives how many. */
export function tellLate(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, async (ctx) => {
    const leads = await lockLate(ctx, ctx.now)
    for (const lead of leads) {
      await updateLead(ctx, lead.id, { told_late_at: ctx.now })
      announce(ctx, {
        type: leadEvents.late,
        recordId: lead.id,
        data: { customerId: lead.customer_id, ownerId: lead.owner_id },
      })
    }
    return leads.length
  })
}
