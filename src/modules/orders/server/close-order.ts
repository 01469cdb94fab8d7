import { authorise, type Ctx } from '#foundation/ctx.ts'
import { cancelQuietly } from '#modules/appointments/index.ts'
import { sharesOf, signCard, unsignCard } from '#modules/opportunities/index.ts'
import { markAccepted, releaseAccepted } from '#modules/quotes/index.ts'
import { freeCars } from '#modules/stock/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { releaseAll } from './cars.queries.ts'
import { voidContract } from './contracts/contract-state.ts'
import { findDelivery } from './delivery.queries.ts'
import { assertPromise } from './make-order.ts'
import { noteOrder } from './note-order.ts'
import { assertState, assertVersion, lockOrder, reachesOrder } from './orders.policy.ts'
import { type OrderRow, updateOrder, writeCredits } from './orders.queries.ts'

/**
 * Signs a draft: the card goes to 90 %, the credits are fixed as agreed, the quote is accepted, all
 * in one transaction. Of two at once the second gets `core.stale_version`.
 */
export async function sign(
  ctx: Ctx,
  id: string,
  given: { version: number; promisedOn?: string | undefined },
): Promise<void> {
  const row = await lockOrder(ctx, id, 'orders.sign')
  assertVersion(row, given.version)
  assertState(ctx, row, 'draft')
  assertPromise(ctx, given.promisedOn)
  await signCard(ctx, row.opportunity_id, {})
  await writeCredits(ctx, id, await sharesOf(ctx, row.opportunity_id))
  if (row.quote_id) await markAccepted(ctx, row.quote_id, { orderId: id })
  await updateOrder(ctx, id, {
    state: 'signed',
    signed_on: dayInZone(ctx.now, ctx.store.timeZone),
    signed_at: ctx.now,
    ...(given.promisedOn === undefined ? {} : { promised_on: given.promisedOn }),
  })
  await noteOrder(ctx, await lockOrder(ctx, id, 'any'), 'signed')
}

/**
 * Cancels a draft or a signed order: cars are released, the contract is void, the appointment of its
 * delivery ends, a signed card goes back to 75 %. The credits stay readable. A signed one needs the right to cancel.
 */
export async function cancel(
  ctx: Ctx,
  id: string,
  given: { version: number; reason: string },
): Promise<void> {
  const row = await lockOrder(ctx, id, 'orders.write')
  assertVersion(row, given.version)
  assertState(ctx, row, 'draft', 'signed')
  if (row.state === 'signed') {
    authorise(ctx, 'orders.cancel')
    if (!reachesOrder(ctx, row, 'orders.cancel')) throw coreError('core.not_found')
  }
  await endOrder(ctx, row, given.reason)
}

/** Cancels a locked order under way, whoever asks. */
export async function endOrder(ctx: Ctx, row: OrderRow, reason: string): Promise<void> {
  if (row.state === 'signed') await unsignCard(ctx, row.opportunity_id, { reason })
  if (row.quote_id && row.state === 'signed') await releaseAccepted(ctx, row.quote_id)
  const vins = await releaseAll(ctx, row.id, maskPhonesInText(reason))
  await freeCars(ctx, vins)
  await voidContract(ctx, row.id, reason)
  const planned = (await findDelivery(ctx, row.id))?.appointment_id
  if (planned) await cancelQuietly(ctx, planned, reason)
  await updateOrder(ctx, row.id, {
    state: 'cancelled',
    cancelled_on: dayInZone(ctx.now, ctx.store.timeZone),
    cancelled_at: ctx.now,
    cancel_reason: maskPhonesInText(reason),
  })
  const after = await lockOrder(ctx, row.id, 'any')
  await noteOrder(ctx, after, 'cancelled', { reason, detail: { vins, from: row.state } })
}
