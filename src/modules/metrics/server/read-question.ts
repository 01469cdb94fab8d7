import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { scopeOf } from '#foundation/ctx.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { dayInZone, daysBetween, earlierDay, firstDayOfMonth, laterDay } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { metricsError, type Period } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { findBreakdown } from './breakdowns.ts'
import { narrow } from './narrow.ts'
import type { Question } from './question.ts'

const longestYears = 20

/**
 * Makes the question of a request: the month up to today unless a period is given, the request's
 * store unless others are named, and for narrower scopes only what the caller (or the caller's
 * team) received. Throws `metrics.period`, and `core.not_found` for stores out of scope.
 */
export async function readQuestion(
  ctx: Ctx,
  query: Period & { by?: Breakdown | undefined; by2?: Breakdown | undefined },
): Promise<Question> {
  const stores = visibleStores(ctx, query.stores)
  const today = stores
    .map((store) => dayInZone(ctx.now, store.timeZone))
    .reduce((a, b) => earlierDay(a, b))
  const to = query.to ?? (query.from ? laterDay(today, query.from) : today)
  const from = query.from ?? firstDayOfMonth(to)
  if (from > to || daysBetween(from, to) > longestYears * 366)
    throw metricsError('metrics.period', { years: longestYears })
  const asOf = query.asOf ? new Date(query.asOf) : undefined
  let question: Question = {
    stores,
    from,
    to,
    today,
    by: query.by,
    by2: query.by2,
    filters: {},
    // A time to come is known as the present is.
    asOf: asOf && asOf < ctx.now ? asOf : undefined,
  }
  for (const [by, value] of narrowedBy(query)) question = await narrow(ctx, question, by, [value])
  const scoped = await peopleInScope(ctx)
  return scoped ? narrow(ctx, question, 'consultant', scoped) : question
}

/** What a request narrows by: the common ones by name, any other as `breakdown:value`. */
function narrowedBy(query: Period): [Breakdown, string][] {
  const named = (['consultant', 'series', 'channel', 'source'] as const).flatMap(
    (by): [Breakdown, string][] => (query[by] === undefined ? [] : [[by, query[by]]]),
  )
  const others = (query.where?.split(',') ?? []).map((pair): [Breakdown, string] => {
    const [name = '', value = ''] = pair.split(/:(.*)/s)
    const by = findBreakdown(name)
    if (!by) throw coreError('core.bad_request', { why: 'where' })
    return [by, value]
  })
  return [...named, ...others]
}

function visibleStores(ctx: Ctx, asked: string | undefined): StoreInfo[] {
  if (asked === undefined) return [ctx.store]
  const visible = ctx.actor.stores.filter((store) => {
    const scope = scopeOf({ actor: ctx.actor, store }, 'metrics.read')
    return (
      scope !== undefined && (store.id === ctx.store.id || scope === 'region' || scope === 'group')
    )
  })
  if (asked === 'all') {
    const selling = visible.filter((store) => !store.isHeadOffice)
    return selling.length > 0 ? selling : [ctx.store]
  }
  return [...new Set(asked.split(',').map(Number))].map((id) => {
    const store = visible.find((s) => s.id === id)
    if (!store) throw coreError('core.not_found')
    return store
  })
}

/** Whose records the caller may count where that is not everybody's. */
async function peopleInScope(ctx: Ctx): Promise<string[] | undefined> {
  const scope = scopeOf(ctx, 'metrics.read')
  const { personId, teamId } = ctx.actor
  if (scope !== 'own' && scope !== 'team') return undefined
  return scope === 'team' && teamId ? teamOf(ctx, teamId) : [personId ?? '']
}

async function teamOf({ tx, store, actor }: Ctx, teamId: string): Promise<string[]> {
  const people = await listPeopleOfStore(tx, actor.groupId, store.id)
  return people.filter((person) => person.teamId === teamId).map((person) => person.id)
}
