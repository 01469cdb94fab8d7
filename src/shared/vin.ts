import { toHalfWidth } from '#shared/full-width.ts'

// Vehicle identification number: ISO 3779, in China GB 16735-2019.

const VIN = /^[A-HJ-NPR-Z0-9]{17}$/
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const LETTERS = 'ABCDEFGH JKLMN P R  STUVWXYZ'
const VALUES = '12345678 12345 7 9  23456789'

/**
 * A VIN in its one stored form: 17 characters, half width, upper case. The letters I, O and Q,
 * which no VIN has, are read as 1, 0 and 0. Gives undefined for what is no VIN.
 */
export function normaliseVin(text: string): string | undefined {
  const vin = toHalfWidth(text)
    .toUpperCase()
    .replace(/[\s\-*]/g, '')
    .replaceAll('I', '1')
    .replace(/[OQ]/g, '0')
  return VIN.test(vin) ? vin : undefined
}

/**
 * Whether the ninth character is the check digit of GB 16735. A wrong one is a warning, never a
 * refusal: imported cars need not carry it.
 */
export function hasVinCheckDigit(vin: string): boolean {
  if (!VIN.test(vin)) return false
  let sum = 0
  for (let i = 0; i < 17; i++) sum += valueOf(vin.charAt(i)) * (WEIGHTS[i] ?? 0)
  const remainder = sum % 11
  return vin.charAt(8) === (remainder === 10 ? 'X' : String(remainder))
}

/** The last six characters of a VIN: its serial number, by which workshops name a car. */
export function vinTail(vin: string): string {
  return vin.slice(-6)
}

function valueOf(char: string): number {
  return Number(char >= 'A' ? VALUES.charAt(LETTERS.indexOf(char)) : char)
}
