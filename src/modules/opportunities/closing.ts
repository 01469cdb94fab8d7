import { cardWords } from './words.ts'

/** Why a card ended, in words: a reason of ours, or the kind of loss before what was typed. */
export function sayClosing(t: (key: keyof typeof cardWords) => string, reason: string): string {
  const [, kind, typed] = /^(defeat|lost_contact): (.*)$/s.exec(reason) ?? []
  if (kind && typed !== undefined)
    return `${t(`said_${kind as 'defeat' | 'lost_contact'}`)} · ${typed}`
  return Object.hasOwn(cardWords, reason) ? t(reason as keyof typeof cardWords) : reason
}
