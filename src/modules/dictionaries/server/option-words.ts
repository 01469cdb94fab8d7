import { dictionaryError, type Option } from '../contract.ts'
import type { OptionRow } from './options.queries.ts'
import { foldWord } from './simplify.ts'

/** Aliases as they are kept: each word once, none that only repeats the label. */
export function cleanAliases(label: string, aliases: readonly string[]): string[] {
  const seen = new Set([foldWord(label)])
  return aliases.filter((alias) => {
    const word = foldWord(alias)
    if (word === '' || seen.has(word)) return false
    seen.add(word)
    return true
  })
}

/**
 * Refuses (`dictionaries.word_taken`) a word that another option of the same owner answers to, and
 * a store's label that is a standard label already. A store's alias may take a standard alias over.
 */
export function checkWords(
  others: readonly OptionRow[],
  given: Pick<Option, 'owner' | 'label' | 'labelEn' | 'aliases'>,
): void {
  for (const other of others) {
    const isStandard = other.store_id === null
    if (given.owner === 'standard' && !isStandard) continue
    const isSameOwner = isStandard === (given.owner === 'standard')
    const mine = isSameOwner ? [given.label, given.labelEn, ...given.aliases] : [given.label]
    const theirs = isSameOwner
      ? [other.label, other.label_en, ...other.aliases]
      : [other.label, other.label_en]
    const taken = new Set(theirs.map(foldWord))
    const word = mine.find((text) => text !== '' && taken.has(foldWord(text)))
    if (word !== undefined)
      throw dictionaryError('dictionaries.word_taken', { word, label: other.label })
  }
}
