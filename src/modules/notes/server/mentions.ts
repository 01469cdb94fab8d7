import type { Ctx } from '#foundation/ctx.ts'
import { type Holder, nameOfPeople, peopleHolding } from '#modules/access/index.ts'
import type { CustomerRow } from '#modules/customers/index.ts'
import { notesError } from '../contract.ts'

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

/** Throws `notes.mentioned_may_not_see` naming everybody mentioned who may not see the customer. */
export async function assertMaySee(
  ctx: Ctx,
  customer: CustomerRow,
  mentioned: readonly string[],
): Promise<void> {
  if (mentioned.length === 0) return
  const seeing = new Set((await peopleWhoSee(ctx, customer)).map((one) => one.id))
  const blind = mentioned.filter((id) => !seeing.has(id))
  if (blind.length === 0) return
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, blind)
  throw notesError('notes.mentioned_may_not_see', {
    names: blind.map((id) => names.get(id) ?? '?').join('、'),
  })
}
