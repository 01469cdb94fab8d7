import type { Ctx } from '#foundation/ctx.ts'
import { type Colleague, listPeopleOfStore, storeSettings } from '#modules/access/index.ts'
import { isWorking } from '#shared/working-hours.ts'
import { leadsError, type Origin } from '../contract.ts'
import type { LeadRules } from '../contracts/lead-rules.ts'
import { loadOfTakers, lockTurn } from './turn.queries.ts'
import { leadRulesOf, workingHoursOf } from './rules.ts'

export interface Taker {
  id: string
  name: string
  open: number
  lastAt: Date | null
}

/** What of a lead decides who gets it. */
export interface LeadFacts {
  origin: Origin
  sourceId: string | null
  seriesId: string | null
  receivedAt: Date
}

const people = (ctx: Ctx) => listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
const isCaller = ({ roles }: Colleague) => roles.some(({ key }) => key === 'dcc_agent')

/** The store's e-commerce team (seed row 003-65); nobody where none is marked. */
export async function teamMembers(ctx: Ctx): Promise<Colleague[]> {
  const { teamId } = await leadRulesOf(ctx)
  return teamId === null ? [] : (await people(ctx)).filter((person) => person.teamId === teamId)
}

/** Whose board and queue the team's are: its members, or whoever takes leads where none is marked. */
export async function teamOrTakers(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const team = await teamMembers(ctx)
  return team.length > 0 ? team : listTakers(ctx)
}

/**
 * Who takes the leads of a store: its e-commerce team, else its phone-sales people where it has some,
 * else its consultants (product.md section 1).
 */
export async function listTakers(ctx: Ctx): Promise<Taker[]> {
  const [all, team] = [await people(ctx), await teamMembers(ctx)]
  const callers = team.length > 0 ? team : all.filter(isCaller)
  return withLoads(ctx, callers.length > 0 ? callers : all.filter((person) => person.isConsultant))
}

async function withLoads(ctx: Ctx, colleagues: readonly Colleague[]): Promise<Taker[]> {
  const loads = new Map(
    (
      await loadOfTakers(
        ctx,
        colleagues.map(({ id }) => id),
      )
    ).map((load) => [load.id, load]),
  )
  return colleagues.map(({ id, name }) => ({
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

/** Whom the store's own rules give the next lead; nobody by hand, or when all are full. */
export async function takerByRule(ctx: Ctx, lead: LeadFacts): Promise<string | null> {
  return (await createDealer(ctx, lead.receivedAt))(lead)
}

/**
 * Gives leads out one after the other by the store's own rules: to the people its first fitting rule
 * names, else to whoever takes leads, by turn or load, none of them above the store's most. The turn is
 * locked until the end of the transaction. `since`: the earliest receipt among the leads.
 */
export async function createDealer(
  ctx: Ctx,
  since: Date,
): Promise<(lead: LeadFacts) => string | null> {
  const { leadRule } = storeSettings(ctx.store)
  if (leadRule === 'hand') return () => null
  await lockTurn(ctx)
  const rules = await leadRulesOf(ctx)
  const hours = await workingHoursOf(ctx, since)
  const usual = new Set((await listTakers(ctx)).map(({ id }) => id))
  const named = new Set(rules.assignment.flatMap(({ personIds }) => personIds))
  const takers = await withLoads(
    ctx,
    (await people(ctx)).filter(({ id }) => usual.has(id) || named.has(id)),
  )
  return (lead) => {
    const rule = fittingRule(rules, lead, isWorking(lead.receivedAt, hours))
    const next = nextTaker(
      takers.filter(
        ({ id, open }) =>
          (rule ? rule.personIds.includes(id) : usual.has(id)) &&
          (rules.maxOpen === 0 || open < rules.maxOpen),
      ),
      leadRule,
    )
    if (!next) return null
    next.open += 1
    next.lastAt = new Date(Math.max(ctx.now.getTime(), ...takers.map(givenLast)) + 1)
    return next.id
  }
}

const givenLast = ({ lastAt }: Taker): number => lastAt?.getTime() ?? 0

function fittingRule(
  rules: LeadRules,
  lead: LeadFacts,
  isIn: boolean,
): LeadRules['assignment'][number] | undefined {
  const has = (list: readonly string[], value: string | null) =>
    list.length === 0 || (value !== null && list.includes(value))
  return rules.assignment.find(
    (rule) =>
      has(rule.origins, lead.origin) &&
      has(rule.sourceIds, lead.sourceId) &&
      has(rule.seriesIds, lead.seriesId) &&
      (rule.hours === 'any' || (rule.hours === 'in') === isIn),
  )
}

/**
 * The consultant a lead of grade A goes to: the one named, else the lead's own where they are one, else
 * the next of the store's consultants. Throws `leads.consultant_needed` when the store has none.
 */
export async function consultantFor(
  ctx: Ctx,
  given: { consultantId?: string | undefined; ownerId: string | null },
): Promise<string> {
  const consultants = (await people(ctx)).filter((person) => person.isConsultant)
  const { consultantId, ownerId } = given
  if (consultantId !== undefined) {
    if (!consultants.some(({ id }) => id === consultantId)) throw leadsError('leads.no_such_owner')
    return consultantId
  }
  const sellers = consultants.filter((person) => !isCaller(person))
  if (ownerId !== null && sellers.some(({ id }) => id === ownerId)) return ownerId
  await lockTurn(ctx)
  const { leadRule } = storeSettings(ctx.store)
  const rule = leadRule === 'load' ? 'load' : 'turn'
  const next = nextTaker(await withLoads(ctx, sellers.length > 0 ? sellers : consultants), rule)
  if (!next) throw leadsError('leads.consultant_needed')
  return next.id
}

/** Refuses somebody who does not work in this store. */
export async function assertTaker(ctx: Ctx, id: string): Promise<void> {
  if (!(await people(ctx)).some((person) => person.id === id))
    throw leadsError('leads.no_such_owner')
}
