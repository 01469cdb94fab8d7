// The words a store knows its models, sources and people by.

import {
  createWordMatcher,
  type DictionaryWord,
  readArea,
  type WordMatcher,
} from '#modules/dictionaries/index.ts'
import { foldText } from '#shared/full-width.ts'

export interface Matchers {
  series: WordMatcher
  source: WordMatcher
  consultant: WordMatcher
  purchaseType: WordMatcher
  household: WordMatcher
  area: WordMatcher
}

export interface RegisterDictionary {
  series: readonly DictionaryWord[]
  sources: readonly DictionaryWord[]
  /** People of the store who may receive visitors. */
  consultants: readonly { id: string; name: string; aliases?: readonly string[] }[]
  purchaseTypes?: readonly DictionaryWord[]
  households?: readonly DictionaryWord[]
  /** The city of the store, where a district stands alone. */
  city?: string | undefined
}

export function createMatchers(words: RegisterDictionary): Matchers {
  const { series, sources, consultants, purchaseTypes = [], households = [], city } = words
  return {
    series: createWordMatcher(series),
    source: createWordMatcher(sources),
    consultant: createNameMatcher(consultants),
    purchaseType: createWordMatcher(purchaseTypes),
    household: createWordMatcher(households),
    area: (text) => (text === '' ? null : (readArea(text, city) ?? null)),
  }
}

/** People are matched by their whole name only; a name two people bear matches none. */
function createNameMatcher(people: RegisterDictionary['consultants']): WordMatcher {
  const byName = new Map<string, string | null>()
  for (const { id, name, aliases = [] } of people) {
    for (const word of [name, ...aliases].map(foldText)) {
      byName.set(word, byName.has(word) && byName.get(word) !== id ? null : id)
    }
  }
  return (text) => byName.get(foldText(text)) ?? byName.get(withoutBrackets(text)) ?? null
}

function withoutBrackets(text: string): string {
  return foldText(text).replace(/[([].*?[)\]]/g, '')
}
