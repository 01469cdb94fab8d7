import type { Ctx } from '#foundation/ctx.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { type Day, addDays, dayInZone, daysFromTo, lastDayOfMonth } from '#shared/days.ts'
import { spreadWhole } from '#shared/spread.ts'
import { type TargetNumber, type TargetScope, targetsError } from '../contract.ts'
import { sumsOf } from './numbers.ts'
import { monthsIn, yearOf } from './periods.ts'
import { proposeCopy } from './propose-copy.ts'
import { proposeTraffic } from './propose-traffic.ts'
import { type Asked, besideSet, type Proposal, subjectNamed } from './proposal-parts.ts'
import { type Subject, sellersOf, subjectsOf } from './subjects.ts'
import { listTargets } from './targets.queries.ts'

/** Targets spread down, copied or derived, beside what is set now; nothing is set by asking. */
export async function proposeFor(ctx: Ctx, asked: Asked): Promise<Proposal> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  switch (asked.kind) {
    case 'traffic_identity':
      return proposeTraffic(ctx, asked.period ?? today.slice(0, 4), today)
    case 'months_by_season':
    case 'months_evenly':
      return proposeMonths(ctx, asked, today)
    case 'shares_by_past':
    case 'shares_evenly':
      return proposeShares(ctx, asked, today)
    default:
      return proposeCopy(ctx, asked, today)
  }
}

async function proposeMonths(ctx: Ctx, asked: Asked, today: Day): Promise<Proposal> {
  const year = yearOf(asked.period ?? today)
  const months = monthsIn(/-Q/.test(asked.period ?? '') ? (asked.period as string) : String(year))
  const whole = asked.period && /-Q/.test(asked.period) ? asked.period : String(year)
  const total = await totalToSpread(ctx, asked, whole)
  const weights =
    asked.kind === 'months_by_season'
      ? await seasonOf(ctx, asked.metric, months, today)
      : await openDaysOf(ctx, months)
  const subject = await subjectNamed(ctx, asked.scope, asked.subject)
  const values = spreadWhole(total, weights)
  return besideSet(
    ctx,
    asked.metric,
    total,
    months.map((period, place) => ({
      subject,
      scope: asked.scope,
      period,
      value: values[place] ?? 0,
      weight: weights[place] ?? 0,
    })),
  )
}

/** What each month brought in the last three years the store has; evenly by open days without a past. */
async function seasonOf(
  ctx: Ctx,
  metric: TargetNumber,
  months: readonly string[],
  today: Day,
): Promise<number[]> {
  const from = `${Number(today.slice(0, 4)) - 3}-01-01`
  const past = await sumsOf(ctx, metric, { from, to: lastWholeMonth(today), by: 'month' })
  const means = months.map((month) => {
    const same = [...past].filter(([key]) => key.slice(5) === month.slice(5))
    return same.length === 0 ? null : same.reduce((sum, [, value]) => sum + value, 0) / same.length
  })
  const known = means.filter((mean): mean is number => mean !== null)
  const mean = known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : 0
  return mean > 0 ? means.map((value) => value ?? mean) : openDaysOf(ctx, months)
}

const lastWholeMonth = (today: Day): Day => addDays(`${today.slice(0, 8)}01`, -1)

async function openDaysOf(ctx: Ctx, months: readonly string[]): Promise<number[]> {
  const first = `${months[0]}-01`
  const last = lastDayOfMonth(months.at(-1) ?? first)
  const closed = await closedDays(ctx.tx, ctx.store.id, first, last)
  return months.map(
    (month) =>
      daysFromTo(`${month}-01`, lastDayOfMonth(month)).filter((day) => !closed.has(day)).length,
  )
}

async function proposeShares(ctx: Ctx, asked: Asked, today: Day): Promise<Proposal> {
  const period = asked.period ?? today.slice(0, 7)
  const to = asked.scope === 'store' ? 'consultant' : asked.scope
  const total = await totalToSpread(ctx, { ...asked, scope: 'store', subject: '' }, period)
  const subjects = await subjectsOf(ctx, to)
  if (subjects.length === 0) throw targetsError('targets.no_such_subject')
  const weights =
    asked.kind === 'shares_evenly'
      ? subjects.map(() => 1)
      : await pastShares(ctx, asked.metric, to, subjects, today)
  const values = spreadWhole(total, weights)
  return besideSet(
    ctx,
    asked.metric,
    total,
    subjects.map((subject, place) => ({
      subject,
      scope: to,
      period,
      value: values[place] ?? 0,
      weight: weights[place] ?? 0,
    })),
  )
}

/** What each did in the last twelve months. */
async function pastShares(
  ctx: Ctx,
  metric: TargetNumber,
  scope: TargetScope,
  subjects: readonly Subject[],
  today: Day,
): Promise<number[]> {
  const period = { from: addDays(today, -365), to: addDays(today, -1) }
  const by = scope === 'series' ? 'series' : 'consultant'
  const sums = await sumsOf(ctx, metric, { ...period, by })
  if (scope !== 'team') return subjects.map(({ subject }) => sums.get(subject) ?? 0)
  const people = await sellersOf(ctx)
  return subjects.map(({ subject }) =>
    people
      .filter((person) => person.teamId === subject)
      .reduce((sum, person) => sum + (sums.get(person.id) ?? 0), 0),
  )
}

async function totalToSpread(ctx: Ctx, asked: Asked, period: string): Promise<number> {
  if (asked.total !== undefined) return asked.total
  const months = monthsIn(period)
  const rows = await listTargets(ctx, {
    storeIds: [ctx.store.id],
    metrics: [asked.metric],
    scope: asked.scope,
    subject: asked.subject,
    periods: [period, ...months],
  })
  const whole = rows.find((row) => row.period === period)?.value
  const sum = rows
    .filter((row) => row.period !== period)
    .reduce((total, row) => total + (row.value ?? 0), 0)
  const total = whole ?? sum
  if (total <= 0) throw targetsError('targets.nothing_to_spread')
  return total
}
