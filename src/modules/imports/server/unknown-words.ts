import { foldText } from '#shared/full-width.ts'

export interface UnknownWord {
  text: string
  lines: number
  firstRow: number
}

export interface WordTally {
  add(text: string, row: number): void
  list(): UnknownWord[]
}

const wordsShown = 200
const wordsCounted = 5_000
const longestWord = 200

/** Counts the words that no list of the store has, the first ones of a file. */
export function createWordTally(): WordTally {
  const words = new Map<string, UnknownWord>()
  return {
    add(text, row) {
      const key = foldText(text)
      const word = words.get(key)
      if (word) word.lines += 1
      else if (words.size < wordsCounted)
        words.set(key, { text: text.slice(0, longestWord), lines: 1, firstRow: row })
    },
    list: () => [...words.values()].slice(0, wordsShown),
  }
}
