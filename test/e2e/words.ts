import type { Locale } from '#shared/errors.ts'
import { translator, type Words } from '#shared/words.ts'

/** The product's own words in the language of a test: what is looked for is what people read. */
export function wordsIn(locale: Locale) {
  return <T extends Words>(words: T) => translator(words, locale)
}
