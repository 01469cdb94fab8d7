import { pinyinKeys } from '#foundation/pinyin.ts'
import { foldText } from '#shared/full-width.ts'
import { bigrams } from '#shared/search-keys.ts'

/** The keys under which a person of the staff is found: characters, pairs of them, pinyin. */
export function nameKeys(name: string): string[] {
  return [...new Set([...Array.from(foldText(name)), ...bigrams(name), ...pinyinKeys(name)])]
}

/** The keys a name must have to match what was typed. */
export function keysOfQuery(text: string): string[] {
  const folded = foldText(text)
  return /^[a-z0-9]+$/.test(folded) ? [folded] : bigrams(folded)
}
