import type { IntentLevel } from '#shared/intent-level.ts'
import type { ShareRule } from '../../contracts/hand-over.ts'

export interface Given {
  customerId: string
  level: IntentLevel | null
  seriesId: string | null
}

export interface Receiver {
  id: string
  /** Open cards the person has now, in all and by series. */
  cardsNow: number
  seriesNow: ReadonlyMap<string, number>
}

const order: Record<string, number> = { H: 0, A: 1, B: 2, C: 3 }

/**
 * Shares customers out among receivers; pure, so that the preview is what will happen. `load`: each,
 * the hottest first, to whoever has the fewest cards by then. `level`: every level by itself evenly,
 * the lighter first. `series`: all of one model to whoever works most with it, else the lightest.
 */
export function shareOut(
  customers: readonly Given[],
  receivers: readonly Receiver[],
  rule: ShareRule,
  placed: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const load = new Map(receivers.map((one) => [one.id, one.cardsNow]))
  const result = new Map<string, string>()
  const give = (customer: Given, to: string) => {
    result.set(customer.customerId, to)
    if (customer.level !== null) load.set(to, (load.get(to) ?? 0) + 1)
  }
  const free: Given[] = []
  for (const customer of hottestFirst(customers)) {
    const chosen = placed.get(customer.customerId)
    if (chosen !== undefined && load.has(chosen)) give(customer, chosen)
    else free.push(customer)
  }
  const choose = chooserOf(rule, receivers, load)
  // Those without an open card weigh nothing, and are spread by their number instead.
  const resting = new Map(receivers.map((one) => [one.id, 0]))
  for (const customer of free) {
    if (customer.level !== null || rule === 'level') give(customer, choose(customer))
    else {
      const [to] = [...resting].reduce((best, one) => (one[1] < best[1] ? one : best))
      resting.set(to, (resting.get(to) ?? 0) + 1)
      give(customer, to)
    }
  }
  return result
}

function hottestFirst(customers: readonly Given[]): Given[] {
  const rank = (one: Given) => (one.level === null ? 4 : (order[one.level] ?? 4))
  return customers.toSorted((a, b) => rank(a) - rank(b) || (a.customerId < b.customerId ? -1 : 1))
}

function chooserOf(
  rule: ShareRule,
  receivers: readonly Receiver[],
  load: ReadonlyMap<string, number>,
): (customer: Given) => string {
  const lightest = (among: readonly Receiver[], weigh: (one: Receiver) => number) =>
    among.reduce((best, one) => {
      const difference = weigh(one) - weigh(best)
      const tie = (load.get(one.id) ?? 0) - (load.get(best.id) ?? 0)
      return difference < 0 || (difference === 0 && tie < 0) ? one : best
    }).id
  const byLoad = () => lightest(receivers, (one) => load.get(one.id) ?? 0)
  if (rule === 'level') {
    const perLevel = new Map<string, number>()
    return ({ level }) => {
      const to = lightest(receivers, (one) => perLevel.get(`${level} ${one.id}`) ?? 0)
      perLevel.set(`${level} ${to}`, (perLevel.get(`${level} ${to}`) ?? 0) + 1)
      return to
    }
  }
  if (rule === 'series') {
    const chosen = new Map<string, string>()
    return ({ seriesId }) => {
      if (seriesId === null) return byLoad()
      const known = chosen.get(seriesId)
      if (known !== undefined) return known
      const to = lightest(receivers, (one) => -(one.seriesNow.get(seriesId) ?? 0))
      chosen.set(seriesId, to)
      return to
    }
  }
  return byLoad
}
