import type { Locale } from '#shared/errors.ts'
import { sayNumber, sayShare } from '#ui/format.ts'
import { moneyNumbers, rateNumbers } from '../contract.ts'

/** A number in its unit: rates in per cent, money in yuan, shares of deals with their decimals. */
export function sayGoal(metric: string, value: number | null, locale: Locale): string {
  if (value === null) return '—'
  if (rateNumbers.includes(metric)) return sayShare(value)
  if (moneyNumbers.includes(metric)) return sayNumber(Math.round(value / 100), locale)
  return sayNumber(value, locale, digitsOf(value))
}

/** Shares of deals need two digits, tenths one. */
const digitsOf = (value: number): number =>
  Number.isInteger(value) ? 0 : Number.isInteger(Math.round(value * 1e6) / 1e5) ? 1 : 2

/** A number of a target as it is typed, and back; money is typed in yuan. Undefined if it is none. */
export function typedGoal(metric: string, text: string): number | undefined {
  const value = Number(text.replaceAll(',', '').trim())
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) return undefined
  return Math.round(moneyNumbers.includes(metric) ? value * 100 : value)
}

export const goalText = (metric: string, value: number | null): string =>
  value === null ? '' : String(moneyNumbers.includes(metric) ? value / 100 : value)
