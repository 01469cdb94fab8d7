import type { Fen } from '#shared/money.ts'

/** What can be sold with a car, in the order it is asked. */
export const priceItemKinds = [
  'colour',
  'interior',
  'option',
  'accessory',
  'insurance',
  'finance',
  'fee',
  'tax',
] as const
export type PriceItemKind = (typeof priceItemKinds)[number]

/** `nev`: battery, plug-in or range-extended cars of the tax catalogue. */
export const energies = ['fuel', 'nev'] as const
export type Energy = (typeof energies)[number]

/** What is particular to a kind; rates in basis points (1/10,000) or parts per million. */
export interface ItemRule {
  /** Chosen without asking: compulsory insurance, plate fee, the usual colour. */
  isDefault?: boolean | undefined
  /** Colours: how the paint looks, `#rrggbb`. */
  swatch?: string | undefined
  /** Insurance: compulsory by law; the part of the car's price in ppm; sums insured with their prices. */
  isCompulsory?: boolean | undefined
  ratePpm?: number | undefined
  choices?: readonly { code: string; name: string; nameEn: string; fen: Fen }[] | undefined
  /** Finance: lowest down payment; terms with their rate per year, or fee of the whole term. */
  method?: 'annual' | 'fee' | undefined
  isLease?: boolean | undefined
  downPercent?: number | undefined
  terms?: readonly { months: number; rateBp: number }[] | undefined
  /** What is left to pay at the end, in per cent of the car's price. */
  residualPercent?: number | undefined
  /** Purchase tax: rate, the VAT taken out first, and what is let off for whom, at most how much. */
  rateBp?: number | undefined
  vatBp?: number | undefined
  energy?: Energy | undefined
  reliefPercent?: number | undefined
  reliefCapFen?: Fen | undefined
}

export interface PriceItem {
  id: string
  kind: PriceItemKind
  name: string
  nameEn: string
  priceFen: Fen
  /** Other items that must be chosen with it, or cannot be. */
  needs: readonly string[]
  excludes: readonly string[]
  rule: ItemRule
}

/** What one model costs on a day, and everything that can be sold with it then. */
export interface PriceBook {
  day: string
  model: {
    id: string
    seriesId: string
    name: string
    nameEn: string
    energy: Energy
    /** Guide price; what may be taken off it without asking. */
    listFen: Fen
    authorisedFen: Fen
  }
  items: readonly PriceItem[]
}

/** A part of an amount, exact, rounded half up to the fen: `partOf(100_00, 13, 113)`. */
export function partOf(fen: Fen, numerator: number, denominator: number): Fen {
  const twice = 2n * BigInt(fen) * BigInt(numerator) + BigInt(denominator)
  const whole = twice / (2n * BigInt(denominator))
  const isBelow = twice < 0n && twice % (2n * BigInt(denominator)) !== 0n
  return Number(isBelow ? whole - 1n : whole)
}
