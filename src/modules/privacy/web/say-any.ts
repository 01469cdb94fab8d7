import { privacyWords } from '../words.ts'

type Words = typeof privacyWords

/** Several of them one after the other, as people write them in either language. */
export const sayAll = (t: (key: keyof Words) => string, texts: readonly string[]): string =>
  texts.map((text) => sayAny(t, text)).join(t('comma'))

/** A word of ours where the text is one, else the text as it stands. */
export function sayAny(t: (key: keyof Words) => string, text: string): string {
  return Object.hasOwn(privacyWords, text) ? t(text as keyof Words) : text
}
