import { foldText } from '#shared/full-width.ts'
import { normalisePhone } from '#shared/phone.ts'
import { normalisePlate } from '#shared/plate.ts'
import { normaliseVin } from '#shared/vin.ts'

/** One way of reading what was typed into the search box. */
export type QueryReading =
  | { kind: 'phone'; canonical: string }
  | { kind: 'lastFour'; digits: string }
  /** Complete (`吉A12345`) or typed without its province (`A12345`); see `plateKeys`. */
  | { kind: 'plate'; plate: string }
  | { kind: 'vin'; vin: string }
  | { kind: 'vinTail'; tail: string }
  /** Full pinyin or initials, letters only: `ouyangjingxuan`, `oyjx`, `lv`. */
  | { kind: 'pinyin'; letters: string }
  | { kind: 'name'; text: string }

/**
 * The two-character keys of a text: every pair of neighbouring characters once, after folding
 * (half width, lower case, no spaces). A single character is its own key, so that people filed
 * only as 王 can be found; an empty text has none.
 */
export function bigrams(text: string): string[] {
  const characters = Array.from(foldText(text))
  if (characters.length < 2) return characters
  const keys = new Set<string>()
  for (let i = 0; i + 1 < characters.length; i++) {
    keys.add(`${characters[i]}${characters[i + 1]}`)
  }
  return [...keys]
}

/** The keys under which a plate is found: whole, and without its province. */
export function plateKeys(plate: string): string[] {
  const normal = normalisePlate(plate)
  return normal === undefined ? [] : [normal, normal.slice(1)]
}

/**
 * Every sensible reading of a search text, the likeliest first: a complete phone number in any
 * form, four digits as the end of one (尾号 may stand before), a plate, a VIN or its last six
 * characters, pinyin or its initials, a name. Blank text has no reading.
 */
export function classifyQuery(text: string): QueryReading[] {
  const folded = foldText(text)
  if (folded === '') return []
  return numberReadings(text, folded) ?? wordReadings(folded)
}

function numberReadings(text: string, folded: string): QueryReading[] | undefined {
  const phone = normalisePhone(text)
  if (phone !== undefined) return [{ kind: 'phone', canonical: phone.canonical }]
  const lastFour = /^(?:(?:手机|电话)?(?:尾号|后四位)[::]?|\*+)?(\d{4})$/.exec(folded)?.[1]
  if (lastFour !== undefined) return [{ kind: 'lastFour', digits: lastFour }]
  const plate = normalisePlate(folded)
  if (plate !== undefined) return [{ kind: 'plate', plate }]
  const vin = normaliseVin(folded)
  if (vin !== undefined) return [{ kind: 'vin', vin }]
  return undefined
}

function wordReadings(folded: string): QueryReading[] {
  const readings: QueryReading[] = []
  const upper = folded.toUpperCase().replace(/[-·.]/g, '')
  if (isVinTail(upper)) readings.push({ kind: 'vinTail', tail: upper })
  // Any province will do to tell whether the rest is a plate.
  const withProvince = normalisePlate(`京${upper}`)
  if (withProvince !== undefined && /\d{3}/.test(upper)) {
    readings.push({ kind: 'plate', plate: withProvince.slice(1) })
  }
  const letters = pinyinLetters(folded)
  if (letters !== '') readings.push({ kind: 'pinyin', letters })
  readings.push({ kind: 'name', text: folded })
  return readings
}

/** Six characters of a VIN; makers end them in at least four digits. */
function isVinTail(upper: string): boolean {
  return /^[A-HJ-NPR-Z0-9]{2}\d{4}$/.test(upper)
}

/** Letters of a pinyin query: tone marks and apostrophes dropped, ü written v; '' if not pinyin. */
function pinyinLetters(folded: string): string {
  const letters = folded
    .normalize('NFD')
    .replace(/u([\u0300-\u0304\u030c]*)\u0308/g, 'v')
    .replace(/[\u0300-\u036f'`-]/g, '')
  return /^[a-z]+$/.test(letters) ? letters : ''
}
