import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { keepModuleRules, nameOfPeople, peopleHolding } from '#modules/access/index.ts'
import { type PoolRules, poolError, poolRulesSchema } from '../../contracts/pool.ts'
import { findColleague } from '../opportunities.queries.ts'

/** The store's rules of the pool, with every default filled in. */
export function poolRulesOf(store: Pick<StoreInfo, 'settings'>): PoolRules {
  const parsed = poolRulesSchema.safeParse(store.settings.pool ?? {})
  return parsed.success ? parsed.data : poolRulesSchema.parse({})
}

/** Sets the rules of the pool; they hold from now on. Throws when the keeper is not of this store. */
export async function setPoolRules(ctx: Ctx, rules: PoolRules): Promise<PoolRules> {
  if (rules.keeperId !== null && !(await findColleague(ctx, rules.keeperId)))
    throw poolError('opportunities.pool_without_manager')
  await keepModuleRules(ctx, 'pool', rules)
  return rules
}

/**
 * Who holds the cards of the pool, and so their promises: nobody's card would be nobody's promise.
 * The one the store chose, while they work there, else a person who may assign store-wide.
 */
export async function findKeeper(ctx: Ctx): Promise<{ id: string; name: string } | undefined> {
  const { keeperId } = poolRulesOf(ctx.store)
  if (keeperId !== null && (await findColleague(ctx, keeperId))) {
    const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [keeperId])
    return { id: keeperId, name: names.get(keeperId) ?? '' }
  }
  const { groupId, id: storeId } = ctx.store
  const holders = await peopleHolding(ctx.tx, groupId, storeId, 'opportunities.assign')
  const workers = await peopleHolding(ctx.tx, groupId, storeId, 'opportunities.write')
  return holders
    .filter((one) => one.scope === 'store' && workers.some(({ id }) => id === one.id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name }) => ({ id, name }))[0]
}

export async function getKeeper(ctx: Ctx): Promise<{ id: string; name: string }> {
  const keeper = await findKeeper(ctx)
  if (!keeper) throw poolError('opportunities.pool_without_manager')
  return keeper
}
