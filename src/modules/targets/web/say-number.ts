import type { Locale } from '#shared/errors.ts'
import { sayNumber, sayShare } from '#ui/format.ts'
import { moneyNumbers } from '../contract.ts'
import { rateNumbers } from '../contracts/leader-board.ts'

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

const mostGoal = 1e12

/**
 * A number of a target as it is typed or pasted, full-width digits and thousands marks too; money is
 * typed in yuan. Undefined if it is none: counts are whole, nothing is below zero.
 */
export function typedGoal(metric: string, text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim()
  if (!/^\d+(\.\d*)?$/.test(plain)) return undefined
  const isMoney = moneyNumbers.includes(metric)
  const value = Number(plain)
  if (!isMoney && !Number.isInteger(value)) return undefined
  const goal = isMoney ? Math.round(value * 100) : value
  return goal <= mostGoal ? goal : undefined
}

export const goalText = (metric: string, value: number | null): string =>
  value === null ? '' : String(moneyNumbers.includes(metric) ? value / 100 : value)
