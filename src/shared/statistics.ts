// The few statistical tools the analyses share. Pure; counts in, shares and probabilities out.
// Intervals are at 95 %: an interval that excludes the value compared with is "clear".

/** Two-sided 95 % of the normal distribution. */
export const z95 = 1.959963984540054

/** A value with the range it may well have. */
export interface Interval {
  low: number
  high: number
}

/** `part` of `whole`. */
export interface Share {
  part: number
  whole: number
}

/** Probability that a standard normal value is at most `x` (Abramowitz & Stegun 7.1.26 refined; error below 1e-9). */
export function normalCdf(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  return x < 0 ? upperTail(-x) : 1 - upperTail(x)
}

/** Upper tail of the normal distribution for x ≥ 0: series near zero, continued fraction beyond. */
function upperTail(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x < 3) {
    let term = x
    let sum = x
    for (let n = 1; n < 100 && term > 1e-17; n += 1) {
      term *= (x * x) / (2 * n + 1)
      sum += term
    }
    return 0.5 - density * sum
  }
  let fraction = 0
  for (let n = 60; n > 0; n -= 1) fraction = n / (x + fraction)
  return density / (x + fraction)
}

/** Two-sided probability of a standard normal value as far out as `z`. */
export const twoSided = (z: number): number => Math.min(1, 2 * upperTail(Math.abs(z)))

/** Wilson's 95 % interval of a share; [0, 1] where the whole is 0. `z` other than 95 % when given. */
export function wilson({ part, whole }: Share, z = z95): Interval {
  if (whole <= 0) return { low: 0, high: 1 }
  const share = part / whole
  const spread = z * z
  const middle = (share + spread / (2 * whole)) / (1 + spread / whole)
  const half =
    (z / (1 + spread / whole)) *
    Math.sqrt((share * (1 - share)) / whole + spread / (4 * whole * whole))
  return {
    low: part === 0 ? 0 : Math.max(0, middle - half),
    high: part === whole ? 1 : Math.min(1, middle + half),
  }
}

export interface Difference extends Interval {
  /** Share of a less share of b. */
  difference: number
  z: number
  /** Two-sided. */
  p: number
}

/**
 * Two shares compared: pooled z test, Newcombe's interval of the difference (from Wilson's).
 * `dispersion` (at least 1) widens both where days or records clump together.
 */
export function compareShares(a: Share, b: Share, dispersion = 1): Difference {
  if (a.whole === 0 || b.whole === 0) return { difference: 0, low: -1, high: 1, z: 0, p: 1 }
  const scale = Math.sqrt(Math.max(1, dispersion))
  const [shareA, shareB] = [a.part / a.whole, b.part / b.whole]
  const difference = shareA - shareB
  const pooled = (a.part + b.part) / (a.whole + b.whole)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.whole + 1 / b.whole)) * scale
  const z = error === 0 ? 0 : difference / error
  const [ofA, ofB] = [wilson(a, z95 * scale), wilson(b, z95 * scale)]
  return {
    difference,
    low: difference - Math.hypot(shareA - ofA.low, ofB.high - shareB),
    high: difference + Math.hypot(ofA.high - shareA, shareB - ofB.low),
    z,
    p: error === 0 ? 1 : twoSided(z),
  }
}

/** Holm's adjustment: each probability as it stands among all that were tried; order is kept. */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p)
  const adjusted = Array.from(probabilities, () => 1)
  let floor = 0
  for (const [rank, { p, index }] of order.entries()) {
    floor = Math.max(floor, Math.min(1, p * (probabilities.length - rank)))
    adjusted[index] = floor
  }
  return adjusted
}

/** How one group stands against all the others; `too-few` is left out of every comparison's count. */
export type Standing = 'lower' | 'higher' | 'unclear' | 'too-few'

export interface GroupStanding extends Share {
  key: string
  /** Share of the group; null without records. */
  share: number | null
  interval: Interval
  /** All other groups together. */
  others: Share
  difference: number
  /** Adjusted for the number of groups compared (Holm). */
  p: number
  standing: Standing
}

/**
 * Each group against all the others together, adjusted for the number of comparisons. A group
 * below `leastN`, or where fewer than five hits or misses would be expected, says nothing.
 */
export function oneAgainstRest(
  groups: readonly ({ key: string } & Share)[],
  { leastN, alpha = 0.05, dispersion = 1 }: { leastN: number; alpha?: number; dispersion?: number },
): GroupStanding[] {
  const total = groups.reduce(addShares, { part: 0, whole: 0 })
  const pooled = total.whole === 0 ? 0 : total.part / total.whole
  const rows = groups.map((group) => {
    const others = { part: total.part - group.part, whole: total.whole - group.whole }
    const expected = Math.min(pooled, 1 - pooled) * Math.min(group.whole, others.whole)
    const isEnough = group.whole >= leastN && others.whole >= leastN && expected >= 5
    return { group, others, isEnough, compared: compareShares(group, others, dispersion) }
  })
  const tried = rows.filter((row) => row.isEnough)
  const adjusted = holm(tried.map((row) => row.compared.p))
  return rows.map(({ group, others, isEnough, compared }) => {
    const place = tried.findIndex((row) => row.group === group)
    const p = isEnough ? (adjusted[place] ?? 1) : 1
    return {
      key: group.key,
      part: group.part,
      whole: group.whole,
      share: group.whole === 0 ? null : group.part / group.whole,
      interval: wilson(group),
      others,
      difference: compared.difference,
      p,
      standing: isEnough ? standingOf(p <= alpha, compared.difference) : 'too-few',
    }
  })
}

const standingOf = (isClear: boolean, difference: number): Standing =>
  isClear ? (difference < 0 ? 'lower' : 'higher') : 'unclear'

const addShares = (sum: Share, one: Share): Share => ({
  part: sum.part + one.part,
  whole: sum.whole + one.whole,
})

/**
 * 95 % range of one count over another of the same period, where the first is no part of the
 * second (deals over newly filed): both scatter by chance. Undefined where either is 0.
 */
export function ratioInterval({ part, whole }: Share): Interval | undefined {
  if (part <= 0 || whole <= 0) return undefined
  const half = z95 * Math.sqrt(1 / part + 1 / whole)
  return { low: (part / whole) * Math.exp(-half), high: (part / whole) * Math.exp(half) }
}

/** A count over an exposure: days, or what was expected. */
export interface Rate {
  count: number
  exposure: number
}

export interface RateRatio extends Interval {
  /** Rate of a ÷ rate of b. */
  ratio: number
  /** Standard error of the logarithm of the ratio. */
  error: number
  z: number
  p: number
}

/**
 * Two rates compared as Poisson counts whose variance is `dispersion` times the mean
 * (quasi-Poisson); undefined where a side has no count or exposure: nothing can be told.
 */
export function compareRates(a: Rate, b: Rate, dispersion = 1): RateRatio | undefined {
  if (a.exposure <= 0 || b.exposure <= 0 || b.count <= 0) return undefined
  // Half a party keeps a count of none finite.
  const count = a.count === 0 ? 0.5 : a.count
  const log = Math.log(count / a.exposure) - Math.log(b.count / b.exposure)
  const error = Math.sqrt(Math.max(1, dispersion) * (1 / count + 1 / b.count))
  const z = log / error
  return {
    ratio: a.count / a.exposure / (b.count / b.exposure),
    low: a.count === 0 ? 0 : Math.exp(log - z95 * error),
    high: Math.exp(log + z95 * error),
    error,
    z,
    p: twoSided(z),
  }
}

/**
 * How much more counts scatter than chance alone would: Pearson's χ² ÷ degrees of freedom, at
 * least 1. `fitted` is what was expected of each; `parameters` how many were estimated.
 */
export function dispersionOf(
  counts: ArrayLike<number>,
  fitted: ArrayLike<number>,
  parameters: number,
): number {
  let sum = 0
  let used = 0
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index] ?? 0
    const expected = fitted[index] ?? 0
    if (expected <= 0) continue
    sum += (count - expected) ** 2 / expected
    used += 1
  }
  return used > parameters ? Math.max(1, sum / (used - parameters)) : 1
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0
    ? undefined
    : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The value below which a share `q` lies, between neighbours linearly (R type 7); undefined of none. */
export function quantile(values: readonly number[], q: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, q))
  const low = sorted[Math.floor(place)]
  const high = sorted[Math.ceil(place)]
  if (low === undefined || high === undefined) return undefined
  return low + (high - low) * (place - Math.floor(place))
}

export const median = (values: readonly number[]): number | undefined => quantile(values, 0.5)

/** 95 % interval of the median by the order of the values alone; undefined below six values. */
export function medianInterval(values: readonly number[]): Interval | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const half = (z95 * Math.sqrt(sorted.length)) / 2
  const low = sorted[Math.max(0, Math.floor(sorted.length / 2 - half))]
  const high = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + half) - 1)]
  if (sorted.length < 6 || low === undefined || high === undefined) return undefined
  return { low, high }
}

/** 95 % interval of the mean of independent values (normal); undefined below two. */
export function meanInterval(values: readonly number[]): Interval | undefined {
  const middle = mean(values)
  if (middle === undefined || values.length < 2) return undefined
  const variance =
    values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
  const half = z95 * Math.sqrt(variance / values.length)
  return { low: middle - half, high: middle + half }
}
