import { type Ctx, scopeOf, type StoreInfo } from '#foundation/ctx.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { addDays, type Day, dayInZone, daysFromTo, weekday } from '#shared/days.ts'
import { type PaceDay, paceOf } from '#shared/pace.ts'
import { type PaceRow, type TargetNumber, type TargetScope, targetNumbers } from '../contract.ts'
import { sumsOf, sumsOfStores } from './numbers.ts'
import { daysOfPeriod, monthsIn } from './periods.ts'
import { sellersOf, type Subject, visibleSubjects } from './subjects.ts'
import { listTargets, type TargetRow } from './targets.queries.ts'

/** How every target of a period stands by the store's open days, for all whom the caller may see. */
export async function readPace(
  ctx: Ctx,
  asked: { period?: string | undefined; weighting: 'even' | 'weekday' },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const period = asked.period ?? today.slice(0, 7)
  const span = daysOfPeriod(period)
  const open = await openDays(ctx, ctx.store.id, span)
  const targets = await listTargets(ctx, {
    storeIds: [ctx.store.id],
    periods: [...new Set([period, ...monthsIn(period)])],
  })
  const numbers: { metric: string; rows: PaceRow[] }[] = []
  const people = await sellersOf(ctx)
  const teams = new Map(people.map((person) => [person.id, person.teamId]))
  for (const metric of targetNumbers) {
    const own = targets.filter((row) => row.metric === metric && row.value !== null)
    if (own.length === 0) continue
    const days = asked.weighting === 'weekday' ? await weighed(ctx, metric, open, today) : open
    const rows: PaceRow[] = []
    for (const scope of ['store', 'team', 'consultant', 'series'] as const) {
      const subjects = await visibleSubjects(ctx, scope)
      if (subjects.length === 0) continue
      const done = await doneBy(ctx, { metric, scope, ...span }, teams)
      for (const subject of subjects) {
        const target = targetFor(own, { scope, subject, period }, teams)
        if (target)
          rows.push(
            rowOf(scope, subject, target, { done: done.get(subject.subject) ?? 0, days, today }),
          )
      }
    }
    if (rows.length > 0) numbers.push({ metric, rows })
  }
  return {
    period,
    ...span,
    today,
    openDays: open.filter(({ weight }) => weight > 0).length,
    daysGone: open.filter(({ weight, day }) => weight > 0 && day <= today).length,
    numbers,
  }
}

/**
 * By number: the store's own target of a period and what it asks for by the end of today, whoever asks;
 * a number without a target is left out.
 */
export async function readStoreGoals(
  ctx: Ctx,
  period: string,
): Promise<Map<string, { target: number; expected: number }>> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const days = await openDays(ctx, ctx.store.id, daysOfPeriod(period))
  const rows = (
    await listTargets(ctx, {
      storeIds: [ctx.store.id],
      scope: 'store',
      periods: [...new Set([period, ...monthsIn(period)])],
    })
  ).filter((row) => row.value !== null)
  const subject = { subject: '', name: '', nameEn: '' }
  const goals = new Map<string, { target: number; expected: number }>()
  for (const metric of targetNumbers) {
    const own = rows.filter((row) => row.metric === metric)
    const target = targetFor(own, { scope: 'store', subject, period }, new Map())
    if (!target) continue
    const { expected } = paceOf({ target: target.value, done: 0, days, today })
    goals.set(metric, { target: target.value, expected })
  }
  return goals
}

/** The stores of the caller's scope beside each other: their target, what they did, their pace. */
export async function readStoresPace(
  ctx: Ctx,
  asked: { period?: string | undefined; metric: TargetNumber },
) {
  const stores = reachableStores(ctx)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const period = asked.period ?? today.slice(0, 7)
  const span = daysOfPeriod(period)
  const storeIds = stores.map((store) => store.id)
  const targets = (
    await listTargets(ctx, {
      storeIds,
      metrics: [asked.metric],
      scope: 'store',
      periods: [...new Set([period, ...monthsIn(period)])],
    })
  ).filter((row) => row.value !== null)
  const done = await sumsOfStores(ctx, asked.metric, span)
  const rows = []
  for (const store of stores) {
    const subject = { subject: '', name: store.name, nameEn: store.nameEn || store.name }
    const own = targets.filter((row) => row.store_id === store.id)
    const target = targetFor(own, { scope: 'store', subject, period }, new Map())
    const days = target ? await openDays(ctx, store.id, span) : []
    const value = done.get(String(store.id)) ?? 0
    rows.push({
      storeId: store.id,
      name: subject.name,
      nameEn: subject.nameEn,
      done: value,
      pace: target
        ? rowOf('store', subject, target, {
            done: value,
            days,
            today: dayInZone(ctx.now, store.timeZone),
          })
        : null,
    })
  }
  return { period, metric: asked.metric, stores: rows }
}

/** The selling stores in which the caller may see the numbers of everybody. */
export function reachableStores(ctx: Ctx): StoreInfo[] {
  return ctx.actor.stores.filter((store) => {
    const scope = scopeOf({ actor: ctx.actor, store }, 'metrics.read')
    return !store.isHeadOffice && scope !== undefined && scope !== 'own' && scope !== 'team'
  })
}

async function openDays(
  ctx: Ctx,
  storeId: number,
  { from, to }: { from: Day; to: Day },
): Promise<PaceDay[]> {
  const closed = await closedDays(ctx.tx, storeId, from, to)
  return daysFromTo(from, to).map((day) => ({ day, weight: closed.has(day) ? 0 : 1 }))
}

/** Open days by what their weekday brought in the past year; a weekday without a past counts as one. */
async function weighed(
  ctx: Ctx,
  metric: TargetNumber,
  days: readonly PaceDay[],
  today: Day,
): Promise<PaceDay[]> {
  const past = { from: addDays(today, -364), to: addDays(today, -1) }
  const sums = await sumsOf(ctx, metric, { ...past, by: 'weekday' })
  const total = [...sums.values()].reduce((a, b) => a + b, 0)
  return days.map(({ day, weight }) => ({
    day,
    weight: total > 0 ? (weight * 7 * (sums.get(String(weekday(day))) ?? 0)) / total : weight,
  }))
}

async function doneBy(
  ctx: Ctx,
  asked: { metric: TargetNumber; scope: TargetScope; from: Day; to: Day },
  teams: Map<string, string | null>,
): Promise<Map<string, number>> {
  const { metric, scope, from, to } = asked
  if (scope === 'store') return sumsOf(ctx, metric, { from, to, by: 'store' })
  const by = scope === 'series' ? 'series' : 'consultant'
  const sums = await sumsOf(ctx, metric, { from, to, by })
  if (scope !== 'team') return sums
  const byTeam = new Map<string, number>()
  for (const [person, value] of sums) {
    const team = teams.get(person)
    if (team) byTeam.set(team, (byTeam.get(team) ?? 0) + value)
  }
  return byTeam
}

interface Target {
  value: number
  from: 'set' | 'sum'
}

/**
 * The target of a period: as set for it, else the sum of its months, where each of them has one (else
 * a year's deals would stand against a few months' targets); of a team also of its members.
 */
function targetFor(
  rows: readonly TargetRow[],
  asked: { scope: TargetScope; subject: Subject; period: string },
  teams: Map<string, string | null>,
): Target | undefined {
  const own = rows.filter(
    (row) => row.scope === asked.scope && row.subject === asked.subject.subject,
  )
  const set = own.find((row) => row.period === asked.period)
  if (set) return { value: set.value ?? 0, from: 'set' }
  const wanted = monthsIn(asked.period)
  const months = own.filter((row) => wanted.includes(row.period))
  if (months.length === wanted.length)
    return { value: months.reduce((sum, row) => sum + (row.value ?? 0), 0), from: 'sum' }
  if (asked.scope !== 'team') return undefined
  const members = [...teams].filter(([, team]) => team === asked.subject.subject)
  const theirs = members.flatMap(([id]) => {
    const subject = { subject: id, name: '', nameEn: '' }
    return targetFor(rows, { scope: 'consultant', subject, period: asked.period }, teams) ?? []
  })
  return theirs.length > 0
    ? { value: theirs.reduce((sum, one) => sum + one.value, 0), from: 'sum' }
    : undefined
}

function rowOf(
  scope: TargetScope,
  subject: Subject,
  target: Target,
  at: { done: number; days: readonly PaceDay[]; today: Day },
): PaceRow {
  const pace = paceOf({ target: target.value, ...at })
  return {
    scope,
    ...subject,
    target: target.value,
    targetFrom: target.from,
    done: at.done,
    ...pace,
  }
}
