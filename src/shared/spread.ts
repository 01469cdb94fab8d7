/**
 * Splits a whole number by weights so that the parts are whole and add up to it: each gets its share
 * rounded down, what remains goes to the largest remainders, of equal ones to the first. Without any
 * positive weight the parts are even. Throws RangeError for a negative or broken total.
 */
export function spreadWhole(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError(`Not a whole total: ${total}`)
  if (weights.length === 0) return []
  const usable = weights.map((weight) => (Number.isFinite(weight) && weight > 0 ? weight : 0))
  const sum = usable.reduce((a, b) => a + b, 0)
  const shares = usable.map((weight) => (sum > 0 ? (total * weight) / sum : total / weights.length))
  const parts = shares.map((share) => Math.floor(share + 1e-9))
  let rest = total - parts.reduce((a, b) => a + b, 0)
  const order = shares
    .map((share, place) => ({ place, remainder: share - (parts[place] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place)
  for (const { place } of order) {
    if (rest <= 0) break
    parts[place] = (parts[place] ?? 0) + 1
    rest -= 1
  }
  return parts
}
