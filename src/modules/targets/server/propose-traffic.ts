import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import { baseMonths, neededTraffic, ratesOf } from '#shared/traffic-identity.ts'
import { targetsError } from '../contract.ts'
import { totalOf } from './numbers.ts'
import { monthsIn } from './periods.ts'
import { besideSet, type Part, type Proposal, subjectNamed } from './proposal-parts.ts'
import { listTargets } from './targets.queries.ts'

/**
 * The traffic each month's deals need, by the rates of the whole store over the last three months
 * (product.md section 4, example 1). Throws `targets.no_volume`, `targets.no_rates`.
 */
export async function proposeTraffic(ctx: Ctx, period: string, today: Day): Promise<Proposal> {
  const base = baseMonths(today)
  const traffic = await totalOf(ctx, 'traffic', base)
  const filed = await totalOf(ctx, 'newly_filed', base)
  const deals = await totalOf(ctx, 'deals', base)
  const rates = ratesOf({ traffic, filed, deals })
  const months = monthsIn(period)
  const wanted = (
    await listTargets(ctx, {
      storeIds: [ctx.store.id],
      metrics: ['deals'],
      scope: 'store',
      periods: months,
    })
  ).filter((row) => row.value !== null)
  if (wanted.length === 0) throw targetsError('targets.no_volume')
  const subject = await subjectNamed(ctx, 'store', '')
  const parts = wanted.flatMap((row): Part[] => {
    const value = neededTraffic(row.value ?? 0, rates)
    return value === undefined
      ? []
      : [{ subject, scope: 'store', period: row.period, value, weight: row.value }]
  })
  if (parts.length === 0) throw targetsError('targets.no_rates')
  const proposal = await besideSet(
    ctx,
    'traffic',
    parts.reduce((sum, part) => sum + part.value, 0),
    parts,
  )
  const { filingRate, closeRate } = rates
  return {
    ...proposal,
    basis: {
      ...base,
      filingRate: filingRate ?? 0,
      closeRate: closeRate ?? 0,
      traffic,
      filed,
      deals,
    },
  }
}
