import type { Ctx } from '#foundation/ctx.ts'
import { type Holder, peopleHolding } from '#modules/access/index.ts'

const asked = new WeakMap<Ctx, Promise<[Holder[], Map<string, string | null>]>>()

/** Who of the store answers for a consultant's work: assigns in the store, or in their team. */
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
  return [managers, new Map(consultants.map((one) => [one.id, one.teamId]))]
}
