import { type Day, isDay } from '#shared/days.ts'
import { toHalfWidth } from '#shared/full-width.ts'

// The resident identity number of mainland China: GB 11643-1999.

export interface IdNumber {
  /** 18 characters, the last a digit or X. */
  idNumber: string
  birthday: Day
  sex: 'male' | 'female'
  /** The county in which it was first issued, GB/T 2260: 220102. */
  areaCode: string
}

const CHECK_DIGITS = '10X98765432'

/**
 * Reads an 18-digit resident ID number, also in full width, lower case and with spaces. Gives
 * undefined if form, birthday or check digit are wrong.
 */
export function parseIdNumber(text: string): IdNumber | undefined {
  const idNumber = toHalfWidth(text).toUpperCase().replace(/[\s-]/g, '')
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber)) return undefined
  const birthday = idNumber.slice(6, 14).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  if (!isDay(birthday) || birthday < '1800-01-01') return undefined
  if (idNumber.charAt(17) !== checkDigitOf(idNumber)) return undefined
  return {
    idNumber,
    birthday,
    sex: Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female',
    areaCode: idNumber.slice(0, 6),
  }
}

/** An ID number as lists show it: `220***********4518`. A shorter text keeps at most two characters. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber.length < 15) return `****${idNumber.slice(4).slice(-2)}`
  return idNumber.slice(0, 3) + '*'.repeat(idNumber.length - 7) + idNumber.slice(-4)
}

function checkDigitOf(idNumber: string): string {
  let sum = 0
  // ISO 7064 MOD 11-2: each place weighs 2 to the power of its distance from the check digit.
  for (let i = 0; i < 17; i++) sum += Number(idNumber.charAt(i)) * (2 ** (17 - i) % 11)
  return CHECK_DIGITS.charAt(sum % 11)
}
