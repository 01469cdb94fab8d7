import type { Ctx } from '#foundation/ctx.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type LineInput, ordersError } from '../contract.ts'
import { assertPromise, needsApproval, type OrderFacts } from './make-order.ts'
import { noteOrder } from './note-order.ts'
import { addUp } from './order-lines.ts'
import { snapshotOf } from './orders.present.ts'
import { assertState, assertVersion, lockOrder } from './orders.policy.ts'
import { listLines, updateOrder, writeLines } from './orders.queries.ts'

export interface OrderChange extends OrderFacts {
  version: number
  lines?: LineInput[] | undefined
  reason?: string | undefined
}

/**
 * Changes an order under way; how it stood before is kept. After signing with a reason only
 * (`orders.reason_needed`), and never to a greater discount than may be granted without approval.
 */
export async function changeOrderOf(ctx: Ctx, id: string, change: OrderChange): Promise<void> {
  const row = await lockOrder(ctx, id, 'orders.write')
  assertState(ctx, row, 'draft', 'signed')
  assertVersion(row, change.version)
  if (row.state === 'signed' && change.reason === undefined)
    throw ordersError('orders.reason_needed')
  if (change.promisedOn !== row.promised_on) assertPromise(ctx, change.promisedOn)
  const lines = await listLines(ctx, id)
  const before = snapshotOf(row, lines)
  const sum = change.lines === undefined ? undefined : addUp(change.lines)
  const modelId = change.modelId === undefined ? row.model_id : change.modelId
  if (sum && sum.discountFen > row.discount_fen && (await needsApproval(ctx, { modelId, ...sum })))
    throw ordersError('orders.approval_needed')
  await updateOrder(ctx, id, {
    series_id: change.seriesId === undefined ? row.series_id : change.seriesId,
    model_id: modelId,
    model_text: change.modelText ?? row.model_text,
    colour: change.colour ?? row.colour,
    payment_method: change.paymentMethod === undefined ? row.payment_method : change.paymentMethod,
    promised_on: change.promisedOn === undefined ? row.promised_on : change.promisedOn,
    note: change.note === undefined ? row.note : maskPhonesInText(change.note),
    ...(sum
      ? {
          quantity: sum.quantity,
          list_fen: sum.listFen,
          discount_fen: sum.discountFen,
          amount_fen: sum.amountFen,
        }
      : {}),
  })
  if (sum) await writeLines(ctx, id, sum.lines)
  const after = await lockOrder(ctx, id, 'any')
  await noteOrder(ctx, after, 'changed', { reason: change.reason, before })
}
