// How well the words over a column fit each field.

/** A field a column can stand for, and the words people write over it. */
export interface FieldWords {
  zh: string
  en: string
  /** Whole headers; folded before they are compared. */
  exact: readonly string[]
  /** Parts of a header that point here when no whole header fits. */
  parts: readonly string[]
}

export interface HeaderMatcher {
  fields: readonly string[]
  /** How many known words a header line has at least. */
  fewest: number
  /** Fields that a header may mean, 1 for a whole known word, 0.7 for a part of one. */
  match(header: string): ReadonlyMap<string, number>
  /** Whether a header speaks of something else, so that its content proves nothing. */
  isAboutSomethingElse(header: string): boolean
}

const WHOLE = 1
const PART = 0.7
const NOTHING = /(?!)/

/**
 * Makes the matcher of a kind's fields. `somethingElse` are words of columns that look alike and
 * mean another date, person or car; folded as headers are.
 */
export function createHeaderMatcher(
  words: Readonly<Record<string, FieldWords>>,
  somethingElse: RegExp = NOTHING,
  fewest = 3,
): HeaderMatcher {
  const fields = Object.keys(words)
  const exact = new Map<string, string[]>()
  for (const [field, { zh, en, exact: given }] of Object.entries(words)) {
    for (const word of new Set([zh, en, ...given].map(foldHeader)))
      exact.set(word, [...(exact.get(word) ?? []), field])
  }
  const seen = new Map<string, ReadonlyMap<string, number>>()
  const match = (header: string): Map<string, number> => {
    const scores = new Map<string, number>()
    const folded = foldHeader(header)
    if (folded === '') return scores
    const forms = new Set([
      folded,
      foldHeader(header.replace(/[(（[【].*?[)）\]】]/g, '')),
      folded.replace(/^(客户|顾客|车主|the)/, ''),
    ])
    for (const form of forms) for (const field of exact.get(form) ?? []) scores.set(field, WHOLE)
    if (scores.size > 0 || somethingElse.test(folded)) return scores
    for (const [field, { parts }] of Object.entries(words))
      if (parts.some((part) => folded.includes(part))) scores.set(field, PART)
    return scores
  }
  return {
    fields,
    fewest,
    match(header) {
      let scores = seen.get(header)
      if (!scores) {
        scores = match(header)
        if (seen.size < 2_000) seen.set(header, scores)
      }
      return scores
    },
    isAboutSomethingElse: (header) => somethingElse.test(foldHeader(header)),
  }
}

/** Half width, lower case, letters and digits only. */
export function foldHeader(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Words of a list as people write it: separated by blanks. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
