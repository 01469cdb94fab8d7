export interface FunnelStage {
  /** What stands in the stage: money or cars, whole. */
  amount: number
  /** The share of it that reaches the next stage, 0 to 1. */
  rate: number
}

export interface StageYield extends FunnelStage {
  /** The amount × its own rate × the rates of all later stages. */
  yield: number
}

export type FunnelVerdict =
  | 'steady'
  /** Early stages yield less than the late ones: income will fall. */
  | 'thinning'
  /** Early stages yield more than the late ones: income will rise if they are worked. */
  | 'filling'
  /** One stage stands out in the middle. */
  | 'uneven'
  | 'empty'

/**
 * What each stage is projected to yield: its amount times the product of the rates still ahead (seed
 * 002-61; product.md section 4, example 2: 500,000, 250,000 and 200,000 at 50, 80 and 90 % give
 * 180,000 each). Steady when every yield is within `tolerance` of their mean.
 */
export function checkFunnel(
  stages: readonly FunnelStage[],
  tolerance = 0.1,
): { stages: StageYield[]; mean: number; verdict: FunnelVerdict } {
  const yields = stages.map((stage, place) => ({
    ...stage,
    yield: yieldFrom(stages, place),
  }))
  const values = yields.map((stage) => stage.yield)
  const mean = values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length
  return { stages: yields, mean, verdict: verdictOf(values, mean, tolerance) }
}

/** Rates are taken as billionths, so that 0.5 × 0.8 × 0.9 is 0.36 and not a little less. */
function yieldFrom(stages: readonly FunnelStage[], place: number): number {
  const product = stages.slice(place).reduce((product, { rate }) => product * rate, 1)
  return Math.round((stages[place]?.amount ?? 0) * product * 1e6) / 1e6
}

function verdictOf(values: readonly number[], mean: number, tolerance: number): FunnelVerdict {
  if (values.length === 0 || mean <= 0) return 'empty'
  const isNear = (a: number, b: number) => Math.abs(a - b) <= tolerance * mean + 1e-6
  if (values.every((value) => isNear(value, mean))) return 'steady'
  const steps = values.slice(1).map((value, place) => ({ before: values[place] ?? 0, value }))
  if (steps.every(({ before, value }) => value >= before || isNear(before, value)))
    return 'thinning'
  if (steps.every(({ before, value }) => value <= before || isNear(before, value))) return 'filling'
  return 'uneven'
}
