import type { Ctx } from '#foundation/ctx.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { listTimeline } from './timeline.queries.ts'

/** What happened with a customer, newest first; of the cards the actor may see. */
export async function readTimeline(ctx: Ctx, customerId: string, limit: number) {
  await loadCustomer(ctx, customerId)
  const rows = await listTimeline(ctx, customerId, limit)
  return {
    items: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      at: row.at.toISOString(),
      personName: row.person_name,
      method: row.method,
      isReached: row.is_reached,
      isExtra: row.is_extra,
      result: row.result,
      note: row.note,
      field: row.field,
      from: row.from_value,
      to: row.to_value,
      reason: row.reason,
      effectiveOn: row.effective_on,
    })),
  }
}
