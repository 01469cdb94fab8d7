import type { Ctx } from '../ctx.ts'

/** What operations need of customers, whom the foundation does not know. */
export interface CustomersOfOperations {
  /** The wrapped keys of customers, merged-away ones too; erased ones have none. */
  keys(ctx: Ctx, customerIds: readonly string[]): Promise<Map<string, Buffer>>
  /** The names of those the actor may see. */
  names(ctx: Ctx, customerIds: readonly string[]): Promise<Map<string, string>>
}

const nobody = () => Promise.resolve(new Map<string, never>())
let customers: CustomersOfOperations = { keys: nobody, names: nobody }

/** Given by customers when it is wired. */
export function giveCustomers(given: CustomersOfOperations): void {
  customers = given
}

export function keysOfCustomers(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, Buffer>> {
  return customerIds.length === 0 ? nobody() : customers.keys(ctx, customerIds)
}

export function namesOfCustomers(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  return customerIds.length === 0 ? nobody() : customers.names(ctx, customerIds)
}
