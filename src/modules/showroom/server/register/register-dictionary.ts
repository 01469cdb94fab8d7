// The words a store knows its models, sources and people by.

import {
  createWordMatcher,
  type DictionaryWord,
  type WordMatcher,
} from '#modules/dictionaries/index.ts'
import { foldText } from '#shared/full-width.ts'

export interface Matchers {
  series: WordMatcher
  source: WordMatcher
  consultant: WordMatcher
}

export interface RegisterDictionary {
  series: readonly DictionaryWord[]
  sources: readonly DictionaryWord[]
  /** People of the store who may receive visitors. */
  consultants: readonly { id: string; name: string; aliases?: readonly string[] }[]
}

export function createMatchers({ series, sources, consultants }: RegisterDictionary): Matchers {
  return {
    series: createWordMatcher(series),
    source: createWordMatcher(sources),
    consultant: createNameMatcher(consultants),
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
