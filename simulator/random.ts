/** A source of chance that gives the same sequence for the same seed. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** Picks by weight. */
  weighted<T>(from: readonly (readonly [T, number])[]): T
  /** How many events of a mean happen (Poisson). */
  poisson(mean: number): number
  /** Normally distributed. */
  normal(mean: number, deviation: number): number
  /** A time-ordered UUID (v7) of a moment, made of this chance. */
  id(at: number): string
}

/** splitmix32 over a hash of the seed's parts. */
export function createRandom(...seed: (number | string)[]): Random {
  let state = 0x9e3779b9
  for (const char of seed.join('|')) state = Math.imul(state ^ char.charCodeAt(0), 0x85ebca6b) >>> 0
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) / 4_294_967_296
  }
  const hex = (): string =>
    Math.floor(next() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0')
  const random: Random = {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] as (typeof from)[number],
    weighted: (from) => {
      let rest = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of from) {
        rest -= weight
        if (rest < 0) return value
      }
      return (from.at(-1) as (typeof from)[number])[0]
    },
    poisson: (mean) => {
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = next(); product > limit; product *= next()) count += 1
      return count
    },
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    id: (at) => {
      const time = Math.trunc(at).toString(16).padStart(12, '0')
      const [a, b] = [hex(), hex()]
      const variant = '89ab'[Math.floor(next() * 4)]
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${a.slice(3, 6)}-${a.slice(6)}${b}${a.slice(1, 3)}`
    },
  }
  return random
}
