// Finds what a dealer means by a model or a source among the words of the dictionary.
import { foldWord } from './simplify.ts'

export interface DictionaryWord {
  id: string
  name: string
  aliases: readonly string[]
}

export type WordMatcher = (text: string) => string | null

interface Known {
  word: string
  id: string
}

const IS_LATIN_END = /[a-z]$/
const IS_LATIN_START = /^[a-z]/
const SHORTEST_INSIDE = 2

/**
 * Makes a matcher: name or alias exactly (folded: half width, lower case,
 * no spaces, simplified characters), else the
 * longest one that begins the text with a trim behind it (迈腾380TSI), else the only one the text
 * contains (全新一代迈腾). Gives the id, or null where nothing or several fit.
 */
export function createWordMatcher(words: readonly DictionaryWord[]): WordMatcher {
  const known = listKnown(words)
  const exact = new Map(known.map(({ word, id }) => [word, id]))
  const found = new Map<string, string | null>()
  return (text) => {
    const folded = foldWord(text)
    if (folded === '') return null
    let id = found.get(folded)
    if (id === undefined) {
      id = exact.get(folded) ?? beginning(folded, known) ?? inside(folded, known)
      found.set(folded, id)
    }
    return id
  }
}

/** Longest words first; a name stands before an alias of another entry. */
function listKnown(words: readonly DictionaryWord[]): Known[] {
  const byWord = new Map<string, Known>()
  const add = (word: string, id: string): void => {
    const folded = foldWord(word)
    if (folded !== '' && !byWord.has(folded)) byWord.set(folded, { word: folded, id })
  }
  for (const { id, name } of words) add(name, id)
  for (const { id, aliases } of words) for (const alias of aliases) add(alias, id)
  return [...byWord.values()].sort((a, b) => b.word.length - a.word.length)
}

function beginning(text: string, known: Known[]): string | null {
  const match = known.find(
    ({ word }) => text.startsWith(word) && !cutsLetters(word, text.slice(word.length)),
  )
  return match?.id ?? null
}

function inside(text: string, known: Known[]): string | null {
  const ids = new Set<string>()
  for (const { word, id } of known) {
    const at = word.length < SHORTEST_INSIDE ? -1 : text.indexOf(word)
    if (at < 0 || cutsLetters(word, text.slice(at + word.length))) continue
    if (cutsLetters(text.slice(0, at), word)) continue
    ids.add(id)
  }
  return ids.size === 1 ? ([...ids][0] ?? null) : null
}

/** `cc` must not be found in `accord`. */
function cutsLetters(before: string, after: string): boolean {
  return IS_LATIN_END.test(before) && IS_LATIN_START.test(after)
}
