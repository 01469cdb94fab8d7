import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { addDays, dayInZone, instantOf } from '#shared/days.ts'
import { lossEvents } from '../contract.ts'
import { saveCheck } from './loss-checks.queries.ts'
import { listUntoldLate } from './losses.queries.ts'
import { decideWithinDays } from './losses.present.ts'

const batch = 200

/**
 * Raises proposed losses nobody decided within the limit (rules.md, Losing and ending), each proposal
 * once; idempotent. Gives how many rose.
 */
export async function raiseLate(app: App, store: StoreInfo): Promise<number> {
  for (let raised = 0; ; ) {
    const done = await runInStore(app, store, async (ctx) => {
      const today = dayInZone(ctx.now, ctx.store.timeZone)
      const before = instantOf(addDays(today, -decideWithinDays), '00:00', ctx.store.timeZone)
      const late = await listUntoldLate(ctx, before, batch)
      for (const row of late) {
        const of = {
          opportunityId: row.id,
          proposedAt: row.proposed_at,
          customerId: row.customer_id,
        }
        await saveCheck(ctx, of, { told_late_at: ctx.now })
        announce(ctx, {
          type: lossEvents.late,
          recordId: row.id,
          data: {
            customerId: row.customer_id,
            ownerId: row.owner_id,
            since: dayInZone(row.proposed_at, ctx.store.timeZone),
          },
        })
      }
      return late.length
    })
    raised += done
    if (done < batch) return raised
  }
}
