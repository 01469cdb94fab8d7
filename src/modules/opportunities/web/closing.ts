import type { useWords } from '#ui/words.tsx'
import { cardWords } from '../words.ts'

type Translate = ReturnType<typeof useWords<typeof cardWords>>

/** Why a card ended, in words: a reason of ours, or the kind of loss before what was typed. */
export function sayClosing(t: Translate, reason: string): string {
  const [, kind, typed] = /^(defeat|lost_contact): (.*)$/s.exec(reason) ?? []
  if (kind && typed !== undefined)
    return `${t(`said_${kind as 'defeat' | 'lost_contact'}`)} · ${typed}`
  return Object.hasOwn(cardWords, reason) ? t(reason as keyof typeof cardWords) : reason
}
