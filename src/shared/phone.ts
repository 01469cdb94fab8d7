import { toHalfWidth, toHalfWidthInPlace } from '#shared/full-width.ts'

export type PhoneKind = 'mobile' | 'landline' | '400' | 'other-country'

export interface Phone {
  kind: PhoneKind
  /** One text per number: `+8613812345678`, `+864318765432;ext=801`, `+85291234567`. */
  canonical: string
  /** As people here write it: `13812345678`, `0431-8765432-801`, `400-123-4567`. */
  national: string
}

const LONGEST_INPUT = 80
const LABEL =
  /^(?:手机|电话|联系电话|联系方式|座机|号码|固话|mobile|phone|tel|cell)(?:号码|号)?[:.\s]*/i
const EXTENSION = /^(.*?\d)\s*(?:转|分机|ext\.?|x|#|;ext=)\s*[:.]?\s*(\d{1,6})\s*$/i
const NOISE = /[\s\-.()[\]·/]/g
// Beijing and the 02x cities have eight digits, all other areas seven or eight (GB numbering plan).
const LANDLINE = /^0(10\d{8}|2\d{9}|[3-9]\d{2}\d{7,8})$/
const AREA_OF = /^(10|2\d|[3-9]\d{2})(\d+)$/

/**
 * Reads a phone number in any form people type it: spaces, dashes, dots, brackets, full-width
 * digits, +86, 0086 or 86 before it, a 0 before a mobile, an extension (转, ext, x, #, and for
 * landlines a last dash). Takes mainland mobiles, landlines with area code, 400/800 numbers and
 * foreign numbers with + or 00. Gives undefined for everything else, incomplete numbers included.
 */
export function normalisePhone(text: string): Phone | undefined {
  if (text.length > LONGEST_INPUT) return undefined
  const plain = spreadsheetNumber(toHalfWidth(text).trim()).replace(LABEL, '')
  const withExtension = EXTENSION.exec(plain)
  const body = (withExtension?.[1] ?? plain).replace(/^\(\s*\+/, '+(').replace(/^(\+.*)\(0\)/, '$1')
  const digits = body.replace(NOISE, '')
  if (!/^\+?\d{7,18}$/.test(digits)) return undefined
  return readDigits(digits, withExtension?.[2]) ?? landlineWithDashedExtension(body, withExtension)
}

/** Whether the text is a complete phone number, so that a collision check may run on it. */
export function looksLikeCompletePhone(text: string): boolean {
  return normalisePhone(text) !== undefined
}

/** The last four digits of a canonical number, its extension left out: the key of a short search. */
export function lastFour(canonical: string): string {
  return (canonical.split(';')[0] ?? '').replace(/\D/g, '').slice(-4)
}

/**
 * A canonical number as lists show it: `138****1234`, `0431****1234`, `400****1234`,
 * `+852****1234`; an extension is hidden. Whatever is no phone number keeps at most two digits.
 */
export function maskPhone(canonical: string): string {
  const phone = normalisePhone(canonical)
  const end = lastFour(canonical)
  switch (phone?.kind) {
    case 'mobile':
      return `${phone.national.slice(0, 3)}****${end}`
    case 'landline':
      return `${phone.national.split('-')[0]}****${end}`
    case '400':
      return `${phone.national.slice(0, 3)}****${end}`
    case 'other-country':
      return `${COUNTRY.exec(phone.canonical)?.[0] ?? '+'}****${end}`
    default:
      return `****${end.slice(-2)}`
  }
}

// ITU E.164 country codes: one digit, two digits, else three.
const COUNTRY = /^\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

function readDigits(digits: string, extension: string | undefined): Phone | undefined {
  const international = /^(?:\+|00)([1-9]\d*)$/.exec(digits)?.[1]
  if (international !== undefined && !international.startsWith('86')) {
    return international.length >= 7 && international.length <= 15
      ? phone('other-country', international, `+${international}`, extension)
      : undefined
  }
  if (international !== undefined) return readMainland(international.slice(2), true, extension)
  return (
    readMainland(digits, false, extension) ??
    (digits.startsWith('86') ? readMainland(digits.slice(2), false, extension) : undefined)
  )
}

function readMainland(
  digits: string,
  abroad: boolean,
  extension: string | undefined,
): Phone | undefined {
  const mobile = /^0?(1[3-9]\d{9})$/.exec(digits)?.[1]
  if (mobile !== undefined) return phone('mobile', `86${mobile}`, mobile, extension)
  const service = /^([48]00)(\d{3})(\d{4})$/.exec(digits)
  if (service !== null) {
    return phone('400', `86${digits}`, `${service[1]}-${service[2]}-${service[3]}`, extension)
  }
  // From abroad the 0 of the area code is left out; at home it must be there.
  const dialled = abroad && !digits.startsWith('0') ? `0${digits}` : digits
  const landline = LANDLINE.exec(dialled)?.[1]
  const parts = landline === undefined ? null : AREA_OF.exec(landline)
  if (landline === undefined || parts === null || /^0[48]00/.test(dialled)) return undefined
  if (parts[2]?.startsWith('0') !== false) return undefined
  return phone('landline', `86${landline}`, `0${parts[1]}-${parts[2]}`, extension)
}

/** 0431-87654321-801: the last group after a dash is an extension only where the rest is whole. */
function landlineWithDashedExtension(body: string, found: unknown): Phone | undefined {
  if (found !== null) return undefined
  const parts = /^(.*\d)\s*-+\s*(\d{1,6})$/.exec(body)
  if (parts === null) return undefined
  const rest = readDigits((parts[1] ?? '').replace(NOISE, ''), parts[2])
  return rest?.kind === 'landline' || rest?.kind === '400' ? rest : undefined
}

function phone(
  kind: PhoneKind,
  digits: string,
  national: string,
  extension: string | undefined,
): Phone {
  return extension === undefined
    ? { kind, canonical: `+${digits}`, national }
    : { kind, canonical: `+${digits};ext=${extension}`, national: `${national}-${extension}` }
}

/** Spreadsheets turn a number into '13812345678.0', "'13812345678" or '1.3812345678E+10'. */
function spreadsheetNumber(text: string): string {
  const whole = /^'?(\d{10,15})(?:\.0+)?$/.exec(text)?.[1]
  if (whole !== undefined) return whole
  const mantissa = /^(\d)\.(\d{10})E\+?10$/i.exec(text)
  return mantissa === null ? text : `${mantissa[1]}${mantissa[2]}`
}

// Numbers in running text: the digits may be spread by spaces, dashes, dots and invisible marks.
const GAP = '[ \\-_.()·\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]{0,4}'
const d = (count: string) => `(?:${GAP}\\d)${count}`
const MOBILE_IN_TEXT = `(?<!\\d)(?:(?:\\+|0${GAP}0)?${GAP}8${GAP}6${GAP}|0${GAP})?1${GAP}[3-9]${d('{9}')}(?!\\d)`
const IN_TEXT = [
  // Resident ID numbers: 18 characters, or the 15 digits of before 1999.
  `(?<!\\d)[1-9]${d('{5}')}${GAP}(?:1${GAP}[89]|2${GAP}0)${d('{2}')}${GAP}[01]${d('')}${GAP}[0-3]${d('{4}')}${GAP}[\\dXx](?!\\d)`,
  '(?<!\\d)[1-9]\\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}(?!\\d)',
  MOBILE_IN_TEXT,
  // Landlines with area code, 400 and 800 numbers, then foreign numbers with their plus.
  `(?<![\\d.])\\(?0(?:${GAP}1${GAP}0${d('{8}')}|${GAP}2${d('{9}')}|${GAP}[3-9]${d('{2}')}${d('{7,8}')})(?!\\d)`,
  `(?<![\\d.])[48]${GAP}0${GAP}0${d('{7}')}(?!\\d)`,
  `\\+${GAP}[1-9]${d('{7,14}')}(?!\\d)`,
  // A mobile inside a longer run of digits is still readable there: the run is masked.
  '(?<!\\d)(?=\\d*?1[3-9]\\d{9})\\d+',
]
const PATTERNS = IN_TEXT.map((source) => new RegExp(source, 'g'))
// What a masked number leaves: its digits begin and end no other number.
const MASKED = /((?<!\d)\d{0,4}\*{4,}[\dXx]{0,4}(?!\d))/
const ANY_NUMBER = /(?:\d\D{0,4}){6}\d/
const CHINESE_DIGITS = '〇零一二三四五六七八九'

/**
 * Masks every phone and ID number typed into a remark: full width, spread by spaces or dashes,
 * in Chinese digits (一三八…), beside letters or within longer numbers. All else stays as typed.
 */
export function maskPhonesInText(text: string): string {
  if (!ANY_NUMBER.test(chineseDigitsAsDigits(toHalfWidthInPlace(text)))) return text
  const masked = PATTERNS.reduce((kept, pattern) => maskMatches(kept, pattern), text)
  // Chinese digits come last, so that 一 before a number ("买一 138…") cannot hide it.
  if (!/[〇零一二三四五六七八九幺]{3}/.test(masked)) return masked
  return maskMatches(masked, new RegExp(MOBILE_IN_TEXT, 'g'), chineseDigitsAsDigits)
}

/** Masks what `pattern` finds in a reading of the text that keeps every position. */
function maskMatches(text: string, pattern: RegExp, read = (half: string) => half): string {
  const parts = text.split(MASKED).map((part, index) => {
    const isMasked = index % 2 === 1
    return isMasked ? part : maskPart(part, read(toHalfWidthInPlace(part)), pattern)
  })
  return parts.join('')
}

function maskPart(text: string, reading: string, pattern: RegExp): string {
  let masked = ''
  let position = 0
  for (const match of reading.matchAll(pattern)) {
    masked += text.slice(position, match.index) + maskNumber(match[0])
    position = match.index + match[0].length
  }
  return masked + text.slice(position)
}

function maskNumber(found: string): string {
  const digits = found.replace(/[^\dXx+]/g, '')
  if (/^\d{15}$/.test(digits) || /^\d{17}[\dXx]$/.test(digits)) {
    return digits.slice(0, 3) + '*'.repeat(digits.length - 7) + digits.slice(-4)
  }
  const read = normalisePhone(digits)
  return read === undefined ? `****${digits.slice(-2)}` : maskPhone(read.canonical)
}

function chineseDigitsAsDigits(text: string): string {
  return text.replace(/[〇零一二三四五六七八九幺]/g, (char) => {
    if (char === '幺') return '1'
    return String(Math.max(0, CHINESE_DIGITS.indexOf(char) - 1))
  })
}
