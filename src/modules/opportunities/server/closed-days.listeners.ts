import type { Ctx } from '#foundation/ctx.ts'
import type { Listener } from '#foundation/module.ts'
import { closedDaysChanged } from '#modules/dictionaries/contract.ts'
import { addDays, type Day, dayInZone, laterDay } from '#shared/days.ts'
import { settleOnOpenDay } from '#shared/promise.ts'
import { closedFrom } from './calendar.ts'
import { listDueOn } from './closed-days.queries.ts'
import { findAndLock, findPromise } from './opportunities.queries.ts'
import { movePromise } from './promises.ts'

/** A day that was closed after promises were made for it: they move as rules.md says. */
export const closedDaysListener: Listener = {
  event: closedDaysChanged,
  name: 'opportunities.move-off-closed-days',
  handle: async (ctx, event) => {
    const { closed } = event.data as { closed?: Day[] }
    if (!closed?.length) return
    for (const id of await listDueOn(ctx, closed)) await moveOffClosedDay(ctx, id)
  },
}

async function moveOffClosedDay(ctx: Ctx, id: string): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const row = await findAndLock(ctx, id, 'any')
  const open = row && (await findPromise(ctx, id))
  if (!row || !open || open.is_frozen || open.due_on < today) return
  // Nothing moves into the past, so the days from today on count as after the contact.
  const after = laterDay(row.last_contact_on, addDays(today, -1))
  const due = settleOnOpenDay(open.due_on, after, await closedFrom(ctx, today))
  await movePromise(ctx, id, due, { reason: 'closed_day', today })
}
