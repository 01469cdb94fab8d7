/** One measure of an appraisal: what is asked, between which bounds it counts, and how heavily. */
export interface Weighing {
  /** Of 100. */
  weight: number
  /** Whether more or less is better. */
  better: 'more' | 'less'
  /** Attainment below it earns nothing, e.g. 0.5. */
  floor: number
  /** Attainment above it earns no more, e.g. 1.2. */
  cap: number
}

export interface Scored {
  /** Value ÷ target (target ÷ value where less is better); null when there is nothing to score. */
  attainment: number | null
  /** The attainment that counts, 0 to the cap. */
  score: number
  /** weight × score, in points with two digits. */
  points: number
}

/**
 * Points of one measure. Attainment is value ÷ target, where less is better target ÷ value; below the
 * floor it counts nothing, above the cap no more than the cap. Without a value or target: no points.
 */
export function scoreMeasure(
  { weight, better, floor, cap }: Weighing,
  value: number | null,
  target: number | null,
): Scored {
  const attainment = attain(better, value, target, cap)
  if (attainment === null) return { attainment: null, score: 0, points: 0 }
  const score = attainment < floor ? 0 : Math.min(attainment, cap)
  return { attainment, score, points: Math.round(weight * score * 100) / 100 }
}

function attain(
  better: Weighing['better'],
  value: number | null,
  target: number | null,
  cap: number,
): number | null {
  if (value === null || target === null) return null
  if (better === 'more') return target > 0 ? value / target : null
  return value <= 0 ? cap : target / value
}

/** Whether the weights of a scheme make 100. */
export const addsTo100 = (weights: readonly number[]): boolean =>
  weights.reduce((a, b) => a + b, 0) === 100
