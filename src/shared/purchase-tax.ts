import type { Fen } from '#shared/money.ts'
import { type ItemRule, partOf } from '#shared/price-book.ts'

const lawRateBp = 1000
const lawVatBp = 1300
const wholeBp = 10_000

/**
 * The vehicle purchase tax (车辆购置税) of one car, in fen: the rate on the price without VAT, each
 * rounded to the fen, less what is let off, at most its cap. Sources: 车辆购置税法 (in force since
 * 2019-07-01), articles 4 and 5; price without VAT: 财税公告2019年第71号; new-energy cars, free up to
 * 30,000 yuan in 2024 and 2025, half up to 15,000 yuan in 2026 and 2027: 财税工信公告2023年第10号. The
 * rule comes from the price book, so that a changed law is a new line with its first day.
 */
export function purchaseTax(priceFen: Fen, rule: ItemRule): Fen {
  const base = partOf(priceFen, wholeBp, wholeBp + (rule.vatBp ?? lawVatBp))
  const full = partOf(base, rule.rateBp ?? lawRateBp, wholeBp)
  const relief = partOf(full, rule.reliefPercent ?? 0, 100)
  return full - Math.min(relief, rule.reliefCapFen ?? relief)
}
