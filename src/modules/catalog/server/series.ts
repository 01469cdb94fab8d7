import type { Tx } from '#foundation/db/database.ts'
import { foldWord } from '#modules/dictionaries/index.ts'
import type { Series } from '../contract.ts'
import { selectSeries, type SeriesRow } from './catalog.queries.ts'

/** Every series of a group, own brands first, resting ones too (old records keep their words). */
export async function listSeries(tx: Tx, groupId: number): Promise<Series[]> {
  return (await selectSeries(tx, groupId)).map(presentSeries)
}

type Matchable = Pick<Series, 'name' | 'nameEn' | 'aliases'> &
  Partial<Pick<Series, 'isActive' | 'brandName' | 'brandAliases'>>

const noveltyWords = /^(?:全新一代|新一代|全新|新款|新)/
const latinEnd = /[a-z]$/
const latinStart = /^[a-z]/

/**
 * The series a text means: name, English name or alias exactly (folded: half width, lower case,
 * no spaces, simplified characters), else the longest of them that begins the text, a trim behind
 * it (迈腾380TSI), both also behind the maker's name or a word for *new*. Undefined if none fits.
 */
export function matchSeries<T extends Matchable>(
  series: readonly T[],
  text: string,
): T | undefined {
  const whole = foldWord(text)
  if (whole === '') return undefined
  const { known, makers } = wordsOf(series)
  for (const word of readings(whole, makers)) {
    const found = known.find((k) => k.word === word) ?? known.find((k) => begins(word, k.word))
    if (found) return found.series as T
  }
  return undefined
}

interface KnownWords {
  known: { word: string; series: Matchable }[]
  makers: string[]
}

/** An import asks the same list a hundred thousand times. */
const kept = new WeakMap<readonly Matchable[], KnownWords>()

function wordsOf(series: readonly Matchable[]): KnownWords {
  let words = kept.get(series)
  if (words === undefined) {
    const active = series.filter((s) => s.isActive !== false)
    words = { known: knownWords(active), makers: makersOf(active) }
    kept.set(series, words)
  }
  return words
}

/** Longest words first; a name stands before an alias of another series. */
function knownWords(series: readonly Matchable[]): KnownWords['known'] {
  const byWord = new Map<string, Matchable>()
  const add = (text: string, one: Matchable) => {
    const word = foldWord(text)
    if (word !== '' && !byWord.has(word)) byWord.set(word, one)
  }
  for (const one of series) add(one.name, one)
  for (const one of series) add(one.nameEn, one)
  for (const one of series) for (const alias of one.aliases) add(alias, one)
  return [...byWord]
    .map(([word, one]) => ({ word, series: one }))
    .sort((a, b) => b.word.length - a.word.length)
}

function makersOf(series: readonly Matchable[]): string[] {
  const words = series.flatMap((s) => [s.brandName ?? '', ...(s.brandAliases ?? [])])
  return [...new Set(words.map(foldWord))].sort((a, b) => b.length - a.length)
}

/** The text as it stands, without the maker's name, and without a word for *new*. */
function readings(whole: string, makers: readonly string[]): string[] {
  const maker = makers.find((m) => m !== '' && whole.startsWith(m) && whole.length > m.length)
  const bare = maker ? whole.slice(maker.length).replace(/^[-·\s]/, '') : whole
  return [...new Set([whole, bare, bare.replace(noveltyWords, '')])].filter((word) => word !== '')
}

/** `cc` does not begin `ccx`; a single character begins nothing. */
function begins(text: string, word: string): boolean {
  if (word.length < 2 || !text.startsWith(word)) return false
  return !(latinEnd.test(word) && latinStart.test(text.slice(word.length)))
}

/** Row to the series as both sides know it. */
export function presentSeries(row: SeriesRow): Series {
  return {
    id: row.id,
    brandId: row.brand_id,
    brandName: row.brand_name,
    brandNameEn: row.brand_name_en,
    brandAliases: row.brand_aliases,
    isOwn: row.is_own,
    name: row.name,
    nameEn: row.name_en,
    aliases: row.aliases,
    position: row.position,
    isActive: row.is_active && row.brand_is_active,
    isResting: !row.is_active,
    version: row.version,
  }
}
