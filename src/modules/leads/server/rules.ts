import { type Ctx, can } from '#foundation/ctx.ts'
import {
  findHeadOffice,
  findStore,
  keepModuleRules,
  listPeopleOfStore,
  storeSettings,
  teamsOfStores,
} from '#modules/access/index.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { WorkingHours } from '#shared/working-hours.ts'
import { leadsError } from '../contract.ts'
import { lockTurn } from './turn.queries.ts'
import { type LeadRules, leadRulesSchema } from '../contracts/lead-rules.ts'

const usual: LeadRules = leadRulesSchema.parse({})

/** The rules of the request's store: its own, else its group's (kept at the head office), else the usual ones. */
export async function leadRulesOf(ctx: Ctx): Promise<LeadRules> {
  return (await findRules(ctx)).rules
}

async function findRules(
  ctx: Ctx,
): Promise<{ rules: LeadRules; from: 'store' | 'group' | 'usual' }> {
  const own = read(ctx.store.settings.leads)
  if (own) return { rules: own, from: 'store' }
  const office = ctx.store.isHeadOffice
    ? undefined
    : await findHeadOffice(ctx.tx, ctx.store.groupId)
  const group = read(office?.settings.leads)
  if (!group) return { rules: usual, from: 'usual' }
  // People and teams are of one store: the group's rules carry none.
  return { rules: { ...group, version: 0, teamId: null, assignment: [] }, from: 'group' }
}

function read(kept: unknown): LeadRules | undefined {
  const parsed = kept === undefined ? undefined : leadRulesSchema.safeParse(kept)
  return parsed?.success ? parsed.data : undefined
}

/** The rules with what a person needs to change them; `core.forbidden` for who sees neither them nor leads. */
export async function readLeadRules(ctx: Ctx) {
  if (!can(ctx, 'leads.read') && !can(ctx, 'leads.rules')) throw coreError('core.forbidden')
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  return {
    ...(await findRules(ctx)),
    rule: storeSettings(ctx.store).leadRule,
    opensAt: ctx.store.opensAt,
    closesAt: ctx.store.closesAt,
    teams: await teamsOfStores(ctx.tx, ctx.store.groupId, [ctx.store.id]),
    people: people.map(({ id, name }) => ({ id, name })),
  }
}

/** Keeps the store's rules; throws `core.stale_version` when somebody changed them meanwhile. */
export async function setLeadRules(ctx: Ctx, given: LeadRules): Promise<LeadRules> {
  await lockTurn(ctx)
  // The store as it is now: the request's own was read before the lock.
  const version = read((await findStore(ctx.tx, ctx.store.id))?.settings.leads)?.version ?? 0
  if (given.version !== version) throw coreError('core.stale_version', { current: { version } })
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const known = new Set(people.map(({ id }) => id))
  if (given.assignment.some(({ personIds }) => personIds.some((id) => !known.has(id))))
    throw leadsError('leads.no_such_owner')
  const teams = await teamsOfStores(ctx.tx, ctx.store.groupId, [ctx.store.id])
  if (given.teamId !== null && !teams.some(({ id }) => id === given.teamId))
    throw leadsError('leads.no_such_owner')
  const kept = { ...given, version: given.version + 1 }
  await keepModuleRules(ctx, 'leads', kept)
  return kept
}

const calendarDays = 60

/** When the store works, for clocks that begin at an instant. */
export async function workingHoursOf(ctx: Ctx, from: Date): Promise<WorkingHours> {
  const first = dayInZone(from, ctx.store.timeZone)
  const last = addDays(dayInZone(ctx.now, ctx.store.timeZone), calendarDays)
  const closed = await closedDays(ctx.tx, ctx.store.id, first < last ? first : last, last)
  const { opensAt, closesAt, timeZone } = ctx.store
  return { opensAt, closesAt, timeZone, isClosed: (day) => closed.has(day) }
}
