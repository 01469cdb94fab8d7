import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { scopeOf } from '#foundation/ctx.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import {
  addDays,
  type Day,
  dayInZone,
  daysBetween,
  earlierDay,
  firstDayOfMonth,
  laterDay,
} from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type Breakdown, metricsError, type Period } from '../contract.ts'

/** The dimensions that facts are kept by, one at a time. */
export const factDimensions = ['consultant', 'series', 'channel', 'source'] as const
export type FactDimension = (typeof factDimensions)[number]
/** What records alone can be narrowed by: no fact is kept of these. */
export const recordDimensions = [...factDimensions, 'level', 'age'] as const
export type RecordDimension = (typeof recordDimensions)[number]

/** A question about numbers, with the caller's scope already in it. */
export interface Question {
  stores: readonly StoreInfo[]
  from: Day
  to: Day
  /** The earliest present day among the stores; from it on only the records are asked. */
  today: Day
  by: Breakdown | undefined
  /** Only records with one of these values; `-` is not stated. */
  filters: Partial<Record<RecordDimension, readonly string[]>>
  asOf: Date | undefined
}

const longestYears = 20

/**
 * Makes the question of a request: the month up to today unless a period is given, the request's
 * store unless others are named, and for narrower scopes only what the caller (or the caller's
 * team) received. Throws `metrics.period`, and `core.not_found` for stores out of scope.
 */
export async function readQuestion(
  ctx: Ctx,
  query: Period & { by?: Breakdown | undefined },
): Promise<Question> {
  const stores = visibleStores(ctx, query.stores)
  const today = stores
    .map((store) => dayInZone(ctx.now, store.timeZone))
    .reduce((a, b) => earlierDay(a, b))
  const to = query.to ?? (query.from ? laterDay(today, query.from) : today)
  const from = query.from ?? firstDayOfMonth(to)
  if (from > to || daysBetween(from, to) > longestYears * 366)
    throw metricsError('metrics.period', { years: longestYears })
  const filters = await filtersOf(ctx, query)
  const asOf = query.asOf ? new Date(query.asOf) : undefined
  // A time to come is known as the present is.
  return {
    stores,
    from,
    to,
    today,
    by: query.by,
    filters,
    asOf: asOf && asOf < ctx.now ? asOf : undefined,
  }
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

async function filtersOf(ctx: Ctx, query: Period): Promise<Question['filters']> {
  const filters: Question['filters'] = {}
  for (const dimension of factDimensions) {
    const value = query[dimension]
    if (value !== undefined) filters[dimension] = [value]
  }
  const scope = scopeOf(ctx, 'metrics.read')
  const { personId, teamId } = ctx.actor
  if (scope !== 'own' && scope !== 'team') return filters
  const mine = scope === 'team' && teamId ? await teamOf(ctx, teamId) : [personId ?? '']
  const asked = filters.consultant
  return { ...filters, consultant: asked ? mine.filter((id) => asked.includes(id)) : mine }
}

async function teamOf({ tx, store, actor }: Ctx, teamId: string): Promise<string[]> {
  const people = await listPeopleOfStore(tx, actor.groupId, store.id)
  return people.filter((person) => person.teamId === teamId).map((person) => person.id)
}

/** The period before, of the same kind: the month before, the same days of it, or as many days. */
export function previousPeriod({ from, to }: { from: Day; to: Day }): { from: Day; to: Day } {
  if (from !== firstDayOfMonth(from)) {
    const length = daysBetween(from, to) + 1
    return { from: addDays(from, -length), to: addDays(to, -length) }
  }
  const months = monthNumber(to) - monthNumber(from) + 1
  return { from: shiftMonths(from, -months), to: shiftMonths(to, -months, isMonthEnd(to)) }
}

/** The same period a year before; 29 February becomes the 28th. */
export function yearBefore({ from, to }: { from: Day; to: Day }): { from: Day; to: Day } {
  return { from: shiftMonths(from, -12), to: shiftMonths(to, -12, isMonthEnd(to)) }
}

const monthNumber = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
const isMonthEnd = (day: Day) => addDays(day, 1).endsWith('-01')

/** The same day of another month, or its last one where it has none (or when asked). */
function shiftMonths(day: Day, by: number, toEnd = false): Day {
  const month = monthNumber(day) + by
  const first = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
  const last = addDays(firstDayOfMonth(addDays(first, 31)), -1)
  return toEnd ? last : earlierDay(last, `${first.slice(0, 8)}${day.slice(8)}`)
}
