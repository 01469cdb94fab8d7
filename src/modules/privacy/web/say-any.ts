import { privacyWords } from '../words.ts'

type Words = typeof privacyWords

/** A word of ours where the text is one, else the text as it stands. */
export function sayAny(t: (key: keyof Words) => string, text: string): string {
  return Object.hasOwn(privacyWords, text) ? t(text as keyof Words) : text
}
