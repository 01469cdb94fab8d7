export interface Ranked<T> {
  /** 1 is the best; equal values share a place and the next one is skipped. Null: not ranked. */
  place: number | null
  item: T
}

/** Ranks by a value, the highest first; items without a value (too few records) come last, unranked. */
export function rankBy<T>(items: readonly T[], valueOf: (item: T) => number | null): Ranked<T>[] {
  const valued = items
    .map((item) => ({ item, value: valueOf(item) }))
    .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))
  let place = 0
  let last: number | null = null
  return valued.map(({ item, value }, index) => {
    if (value === null) return { place: null, item }
    // Shares of deals are hundredths; a sum of them is compared as such.
    if (last === null || Math.abs(value - last) > 1e-9) place = index + 1
    last = value
    return { place, item }
  })
}
