import { addDays, type Day, firstDayOfMonth, lastDayOfMonth } from './days.ts'

/** What a period had, for its rates: parties, newly filed of them, and deals. */
export interface TrafficBase {
  traffic: number
  filed: number
  deals: number
}

/**
 * How many visiting parties a number of deals needs: volume ÷ (filing rate × filed close rate),
 * in whole parties, rounded up (seed 000-28; product.md section 4, example 1). Rates are shares;
 * undefined where a rate is zero or missing: no traffic would bring a deal.
 */
export function neededTraffic(
  volume: number,
  rates: { filingRate: number | null; closeRate: number | null },
): number | undefined {
  const yieldOfParty = (rates.filingRate ?? 0) * (rates.closeRate ?? 0)
  if (!(yieldOfParty > 0) || volume < 0) return undefined
  if (volume === 0) return 0
  // Shares like 0.15 are not exact: a billionth of a party is none.
  return Math.ceil(volume / yieldOfParty - 1e-9 * Math.max(1, volume / yieldOfParty))
}

/** Filing rate and filed close rate of a period; null where there is nothing to divide by. */
export function ratesOf({ traffic, filed, deals }: TrafficBase): {
  filingRate: number | null
  closeRate: number | null
} {
  return {
    filingRate: traffic > 0 ? filed / traffic : null,
    closeRate: filed > 0 ? deals / filed : null,
  }
}

/** How many deals a traffic brings at these rates: the identity the other way round. */
export function expectedVolume(
  traffic: number,
  { filingRate, closeRate }: { filingRate: number; closeRate: number },
): number {
  return traffic * filingRate * closeRate
}

/** The three whole months before the month of `day`: the base of targets (seed 000-27). */
export function baseMonths(day: Day): { from: Day; to: Day } {
  const to = addDays(firstDayOfMonth(day), -1)
  const second = addDays(firstDayOfMonth(to), -1)
  return { from: firstDayOfMonth(addDays(firstDayOfMonth(second), -1)), to: lastDayOfMonth(to) }
}
