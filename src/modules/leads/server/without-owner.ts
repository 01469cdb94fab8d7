import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { storeSettings } from '#modules/access/index.ts'
import { leadEvents } from '../contract.ts'
import { lockWithoutOwner } from './late-leads.queries.ts'
import { updateLead } from './leads.queries.ts'

/** Tells of leads nobody took within the store's hours, once each; gives how many. */
export function tellWithoutOwner(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, async (ctx) => {
    const hours = storeSettings(store).leadHoursWithoutOwner
    const leads = await lockWithoutOwner(ctx, new Date(ctx.now.getTime() - hours * 3_600_000))
    for (const lead of leads) {
      await updateLead(ctx, lead.id, { told_without_owner_at: ctx.now })
      announce(ctx, {
        type: leadEvents.withoutOwner,
        recordId: lead.id,
        data: { customerId: lead.customer_id, receivedAt: lead.received_at.toISOString() },
      })
    }
    return leads.length
  })
}
