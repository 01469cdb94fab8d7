import type { Ctx } from '#foundation/ctx.ts'
import { type Holder, peopleHolding } from '#modules/access/index.ts'

const asked = new WeakMap<Ctx, Promise<[Holder[], Map<string, string | null>]>>()

/**
 * Who of the store answers for a consultant's work: assigns in the store, or in their team, and works
 * cards too. The general manager may assign, but is not told of every late call.
 */
export async function managersOf(ctx: Ctx, personId: string | undefined): Promise<string[]> {
  let known = asked.get(ctx)
  if (!known) {
    known = ask(ctx)
    asked.set(ctx, known)
  }
  const [managers, teams] = await known
  const team = personId === undefined ? null : (teams.get(personId) ?? null)
  return managers
    .filter(({ id, scope, teamId }) => {
      if (id === personId) return false
      return scope !== 'team' || (teamId !== null && teamId === team)
    })
    .map((one) => one.id)
}

async function ask(ctx: Ctx): Promise<[Holder[], Map<string, string | null>]> {
  const { groupId, id } = ctx.store
  const managers = await peopleHolding(ctx.tx, groupId, id, 'opportunities.assign')
  const consultants = await peopleHolding(ctx.tx, groupId, id, 'opportunities.write')
  const teams = new Map(consultants.map((one) => [one.id, one.teamId]))
  return [managers.filter((one) => teams.has(one.id)), teams]
}
