import type { Ctx } from '#foundation/ctx.ts'
import { type Holder, peopleHolding } from '#modules/access/index.ts'
import type { CustomerRow } from './customers.queries.ts'

/** The colleagues of the store who may see a customer, by name. */
export async function peopleWhoSee(ctx: Ctx, customer: CustomerRow): Promise<Holder[]> {
  const { groupId, id } = ctx.store
  const holders = await peopleHolding(ctx.tx, groupId, id, 'customers.read')
  const ownerTeam = holders.find((one) => one.id === customer.owner_id)?.teamId ?? null
  return holders.filter(
    ({ id: personId, scope, teamId }) =>
      personId === customer.owner_id ||
      (scope !== 'own' && (scope !== 'team' || (teamId !== null && teamId === ownerTeam))),
  )
}
