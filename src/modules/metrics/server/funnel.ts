import type { Ctx } from '#foundation/ctx.ts'
import type { CallOutput } from '#shared/contract.ts'
import type { FunnelStep, getFunnel } from '../contracts/number-papers.ts'
import { getDefinition } from './definitions.ts'
import { countFor, figureOf, leastNOf } from './figures.ts'
import type { Question } from './question.ts'

/** The steps of the funnel (seed row 004-05): each is a number of its own and opens to its records. */
const periodSteps = ['traffic', 'newly_filed', 'test_drives', 'quotes', 'deals', 'deliveries']
const cohortSteps = [
  'traffic',
  'newly_filed',
  'cohort_driven',
  'cohort_quoted',
  'cohort_signed',
  'cohort_delivered',
]

/**
 * The funnel of a period: what happened in it at each step; and of its cohort: how far those filed
 * in it have come by now. Steps may be skipped, so a later one can be larger than the one before.
 */
export async function readFunnel(
  ctx: Ctx,
  question: Question,
): Promise<CallOutput<typeof getFunnel>> {
  const keys = [...new Set([...periodSteps, ...cohortSteps, 'cohort_lost'])]
  const counts = await countFor(ctx, keys.map(getDefinition), question, [])
  const countOf = (key: string) => figureOf(getDefinition(key), counts, '', 0).numerator
  const lost = countOf('cohort_lost')
  return {
    from: question.from,
    to: question.to,
    leastN: leastNOf(ctx),
    period: stepsOf(periodSteps, countOf),
    cohort: stepsOf(cohortSteps, countOf),
    cohortLost: lost,
    cohortOpen: countOf('newly_filed') - countOf('cohort_signed') - lost,
  }
}

function stepsOf(keys: readonly string[], countOf: (key: string) => number): FunnelStep[] {
  const first = countOf(keys[0] ?? '')
  return keys.map((key, place) => {
    const before = keys[place - 1]
    const count = countOf(key)
    const previous = before === undefined ? undefined : countOf(before)
    const [name, nameEn] = getDefinition(key).names
    return {
      key,
      name,
      nameEn,
      count,
      ofPrevious: previous ? count / previous : null,
      ofFirst: first ? count / first : null,
      lost: previous === undefined || count > previous ? null : previous - count,
    }
  })
}
