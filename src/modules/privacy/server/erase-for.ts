import type { Ctx } from '#foundation/ctx.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { eraseCustomer } from './erase-customer.ts'

/** Erases a person the actor may see. */
export async function eraseCustomerFor(
  ctx: Ctx,
  customerId: string,
  given: { id?: string | undefined; reason: string },
) {
  await loadCustomer(ctx, customerId)
  const request = await eraseCustomer(ctx, customerId, given)
  // The person's key is gone: the answer kept for a retry is not sealed with it.
  delete ctx.customerId
  return request
}
