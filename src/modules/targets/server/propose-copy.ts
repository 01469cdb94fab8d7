import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import { targetsError } from '../contract.ts'
import { sumsOf } from './numbers.ts'
import { aYearBefore, daysOfPeriod, monthsOf, yearOf } from './periods.ts'
import { type Asked, besideSet, type Part, type Proposal } from './proposal-parts.ts'
import { type Subject, sellersOf, subjectsOf } from './subjects.ts'
import { listTargets } from './targets.queries.ts'

/** Last year's targets, or what was done in it, grown by a per cent; each period on its own. */
export async function proposeCopy(ctx: Ctx, asked: Asked, today: Day): Promise<Proposal> {
  const year = yearOf(asked.period ?? today)
  const subjects = await subjectsOf(ctx, asked.scope)
  const months = monthsOf(year)
  const grow = (value: number) => Math.max(0, Math.round(value * (1 + asked.percent / 100)))
  const parts: Part[] = []
  const put = (subject: Subject, period: string, value: number) =>
    parts.push({ subject, scope: asked.scope, period, value: grow(value), weight: null })
  if (asked.kind === 'copy_targets') {
    const rows = await listTargets(ctx, {
      storeIds: [ctx.store.id],
      metrics: [asked.metric],
      scope: asked.scope,
      periods: [String(year), ...[1, 2, 3, 4].map((n) => `${year}-Q${n}`), ...months].map(
        aYearBefore,
      ),
    })
    for (const row of rows) {
      const subject = subjects.find((one) => one.subject === row.subject)
      if (subject && row.value !== null) put(subject, `${year}${row.period.slice(4)}`, row.value)
    }
  } else {
    const people = await sellersOf(ctx)
    for (const month of months) {
      const days = daysOfPeriod(aYearBefore(month))
      const by =
        asked.scope === 'store' ? 'store' : asked.scope === 'series' ? 'series' : 'consultant'
      const sums = await sumsOf(ctx, asked.metric, { ...days, by })
      for (const subject of subjects) {
        const value =
          asked.scope === 'store'
            ? (sums.get('') ?? 0)
            : asked.scope === 'team'
              ? people
                  .filter((person) => person.teamId === subject.subject)
                  .reduce((sum, person) => sum + (sums.get(person.id) ?? 0), 0)
              : (sums.get(subject.subject) ?? 0)
        if (value > 0) put(subject, month, value)
      }
    }
  }
  if (parts.length === 0) throw targetsError('targets.nothing_to_copy')
  return besideSet(
    ctx,
    asked.metric,
    parts.filter(isCounted(parts)).reduce((sum, part) => sum + part.value, 0),
    parts,
  )
}

/** Months stand for their quarters and the year, else every deal would be summed three times. */
const isCounted =
  (parts: readonly Part[]) =>
  ({ subject, period }: Part): boolean => {
    const own = parts.filter((one) => one.subject.subject === subject.subject)
    const finest = Math.max(...own.map((one) => finenessOf(one.period)))
    return finenessOf(period) === finest
  }

/** 3 for a month, 2 for a quarter, 1 for a year: the higher, the finer. */
const finenessOf = (period: string): number =>
  period.length === 4 ? 1 : period.includes('Q') ? 2 : 3
