import type { Ctx } from '#foundation/ctx.ts'
import { listPeopleOfStore, storeSettings } from '#modules/access/index.ts'
import { leadsError } from '../contract.ts'
import { loadOfTakers, lockTurn } from './leads.queries.ts'

export interface Taker {
  id: string
  name: string
  open: number
  lastAt: Date | null
}

/**
 * Who takes the leads of a store: its phone-sales people where it has some, else its consultants
 * (product.md section 1).
 */
export async function listTakers(ctx: Ctx): Promise<Taker[]> {
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const callers = people.filter(({ roles }) => roles.some(({ key }) => key === 'dcc_agent'))
  const takers = callers.length > 0 ? callers : people.filter((person) => person.isConsultant)
  const loads = new Map(
    (
      await loadOfTakers(
        ctx,
        takers.map(({ id }) => id),
      )
    ).map((load) => [load.id, load]),
  )
  return takers.map(({ id, name }) => ({
    id,
    name,
    open: loads.get(id)?.open ?? 0,
    lastAt: loads.get(id)?.last_at ?? null,
  }))
}

/**
 * The next taker by a rule: `turn` whoever waits longest for one, `load` whoever has fewest open,
 * `hand` nobody. Ties go by the other measure, then by name, so that the answer is always the same.
 */
export function nextTaker(
  takers: readonly Taker[],
  rule: 'turn' | 'load' | 'hand',
): Taker | undefined {
  if (rule === 'hand') return undefined
  const wait = (a: Taker, b: Taker) => (a.lastAt?.getTime() ?? 0) - (b.lastAt?.getTime() ?? 0)
  const load = (a: Taker, b: Taker) => a.open - b.open
  const [first, second] = rule === 'load' ? [load, wait] : [wait, load]
  return [...takers].sort(
    (a, b) => first(a, b) || second(a, b) || compare(a.name, b.name) || compare(a.id, b.id),
  )[0]
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** Whom the store's own rule gives the next lead; nobody when leads are given out by hand. */
export async function takerByRule(ctx: Ctx): Promise<string | null> {
  const { leadRule } = storeSettings(ctx.store)
  if (leadRule === 'hand') return null
  await lockTurn(ctx)
  return nextTaker(await listTakers(ctx), leadRule)?.id ?? null
}

/** Refuses somebody who does not work in this store. */
export async function assertTaker(ctx: Ctx, id: string): Promise<void> {
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!people.some((person) => person.id === id)) throw leadsError('leads.no_such_owner')
}
