import type { Locale } from './errors.ts'

/** A phrase in Chinese and English. `{name}` is filled in; `{n|card|cards}` picks by number. */
export type Phrase = readonly [zh: string, en: string]
export type Words = Record<string, Phrase>
export type Values = Record<string, string | number>

/** Declares phrases; both languages are complete because a phrase is a pair. */
export function defineWords<T extends Words>(words: T): T {
  return words
}

/** Fills a phrase in a language. */
export function say(phrase: Phrase, locale: Locale, values: Values = {}): string {
  const text = locale === 'zh' ? phrase[0] : phrase[1]
  return text.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = values[name]
      if (value === undefined) return whole
      if (one === undefined || many === undefined) return String(value)
      return Number(value) === 1 ? one : many
    },
  )
}

/** A translator for one set of phrases: `t('open', { n: 3 })`. */
export function translator<T extends Words>(words: T, locale: Locale) {
  return (key: keyof T & string, values?: Values): string =>
    say(words[key] as Phrase, locale, values)
}
