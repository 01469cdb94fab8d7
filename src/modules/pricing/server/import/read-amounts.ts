import { toHalfWidth } from '#shared/full-width.ts'
import { type Fen, parseMoney } from '#shared/money.ts'

export type MoneyUnit = 'yuan' | 'wan'

/** No car costs less than this many yuan, and none more than as many times 10,000 yuan. */
const leastCarYuan = 1_000
/** Discounts and options below this are meant in 10,000 yuan where the prices beside them are. */
const mostInWan = 100

/** The unit that the words over a column or over a sheet state; undefined where they state none. */
export function unitOf(words: string): MoneyUnit | undefined {
  const text = toHalfWidth(words)
  if (/万元|(?:单位|[(（])\s*[:：]?\s*万|10,?000\s*(?:yuan|¥)/i.test(text)) return 'wan'
  if (/(?:单位|[(（])\s*[:：]?\s*(?:人民币)?元|[(（]\s*(?:¥|yuan|rmb|cny)/i.test(text))
    return 'yuan'
  return undefined
}

/**
 * An amount as a price list writes it, in fen: a unit in the cell itself counts first, then the one
 * given, then what a car can cost. `beside`: the unit of the car prices near it, for amounts that may
 * be small. Undefined for what is no amount, or below zero.
 */
export function readAmount(
  text: string,
  given: { unit?: MoneyUnit | undefined; beside?: MoneyUnit | undefined; isCar?: boolean } = {},
): { fen: Fen; unit: MoneyUnit } | undefined {
  const plain = toHalfWidth(text).replace(/\s/g, '')
  const own: MoneyUnit | undefined = /(?:万|w)(?:元|块)?$/i.test(plain)
    ? 'wan'
    : /(?:元|块)$/.test(plain)
      ? 'yuan'
      : undefined
  const number = Number(plain.replace(/[¥,+]|RMB|CNY|万|w|元|块/gi, ''))
  const isSmall = given.isCar
    ? number > 0 && number < leastCarYuan
    : given.beside === 'wan' && number < mostInWan
  const unit = own ?? given.unit ?? (isSmall ? 'wan' : 'yuan')
  const fen = parseMoney(own === undefined && unit === 'wan' ? `${plain}万` : plain)
  return fen === undefined || fen < 0 ? undefined : { fen, unit }
}
