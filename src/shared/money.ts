import { toHalfWidth } from '#shared/full-width.ts'

/** Money is a whole number of fen (1 yuan = 100 fen), at most Number.MAX_SAFE_INTEGER. */
export type Fen = number

const FEN_PER_YUAN = 100
const FEN_PER_WAN = 1_000_000

/** Whether `value` is an amount of money: a safe integer of fen, negative allowed. */
export function isFen(value: unknown): value is Fen {
  return Number.isSafeInteger(value)
}

/**
 * Yuan with thousands, `129,800.00`; `whole: true` drops the fen where they are zero: `129,800`.
 * Throws RangeError if `fen` is no whole number.
 */
export function formatYuan(fen: Fen, options: { whole?: boolean; symbol?: boolean } = {}): string {
  const { yuan, rest, sign } = split(fen)
  const decimals = options.whole && rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`
  return `${sign}${options.symbol ? '¥' : ''}${thousands(yuan)}${decimals}`
}

/**
 * The number of 万元 (10,000 yuan) with at most `decimals` places, rounded half away from zero and
 * without trailing zeros: 12980000 fen → `12.98`. The unit is added by the catalogue of words.
 */
export function formatWan(fen: Fen, decimals = 2): string {
  const { sign } = split(fen)
  const unit = FEN_PER_WAN / 10 ** decimals
  const rounded = Math.floor(Math.abs(fen) / unit + 0.5)
  const whole = Math.floor(rounded / 10 ** decimals)
  const rest = String(rounded % 10 ** decimals)
    .padStart(decimals, '0')
    .replace(/0+$/, '')
  const shown = rest === '' || decimals === 0 ? thousands(whole) : `${thousands(whole)}.${rest}`
  return shown === '0' ? '0' : sign + shown
}

/**
 * Reads an amount typed by a person: `129800`, `129,800.00`, `¥129800元`, `12.98万`, full width.
 * Gives undefined for what is no amount, for parts of a fen, and for amounts beyond safe integers.
 */
export function parseMoney(text: string): Fen | undefined {
  const plain = toHalfWidth(text)
    .replace(/[\s¥]/g, '')
    .replace(/(?:RMB|CNY)/i, '')
  const parts = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万|w)?(?:元|块)?$/i.exec(plain)
  if (parts === null) return undefined
  const places = parts[4] === undefined ? 2 : 6
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > places) return undefined
  const digits = (parts[2] ?? '').replaceAll(',', '') + fraction.padEnd(places, '0')
  const fen = Number(digits) * (parts[1] === '-' ? -1 : 1)
  return Number.isSafeInteger(fen) ? fen + 0 : undefined
}

/** A whole number with thousands: 1234567 → `1,234,567`. */
export function thousands(value: number): string {
  return String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

function split(fen: Fen): { yuan: number; rest: number; sign: '' | '-' } {
  if (!isFen(fen)) throw new RangeError(`Not a whole number of fen: ${fen}`)
  const size = Math.abs(fen)
  return {
    yuan: Math.floor(size / FEN_PER_YUAN),
    rest: size % FEN_PER_YUAN,
    sign: fen < 0 ? '-' : '',
  }
}
