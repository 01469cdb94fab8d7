import type { IntentLevel } from './intent-level.ts'

// How warm a card is, which letter it gets and what to do with it (seed row 000-50). The mapping is
// ours: docs/decisions/0008-temperature.md. All of it is this data; SQL and screens read the same.

export const heats = ['hot', 'warm', 'cold'] as const
export type Heat = (typeof heats)[number]
export const priorityLetters = ['A', 'B', 'C', 'D'] as const
export type PriorityLetter = (typeof priorityLetters)[number]
export const cardActions = ['pull', 'push', 'drop'] as const
export type CardAction = (typeof cardActions)[number]

export interface Temperature {
  heat: Heat
  letter: PriorityLetter
  action: CardAction
}

export const temperatureRules = {
  /** Degrees by level; a card that rests (suspended, loss proposed) has the last one. */
  degrees: { H: 3, A: 2, B: 2, C: 1 },
  resting: 1,
  /** From this stage on a card is a degree warmer. */
  warmFromStage: 75,
  /** From this stage on its letter is one better. */
  farFromStage: 50,
  /** Silent: so many days without an answer, or so many times the gap of its level without a contact. */
  silentDays: 3,
  silentGaps: 2,
  heatOf: { 3: 'hot', 2: 'warm', 1: 'cold' },
  /** Degrees, plus one when far. */
  letterOf: { 4: 'A', 3: 'B', 2: 'C', 1: 'D' },
  /** A silent card at the last letter is dropped, not pushed. */
  actionOf: { A: 'pull', B: 'pull', C: 'push', D: 'push' },
  silentLast: 'drop',
} as const

interface Judged {
  state: string
  level: IntentLevel
  stage: number
  unansweredDays: number
  /** Days since the last contact, and the longest gap of its level. */
  quietDays: number
  gap: number
}

/** The temperature of an open card. */
export function temperatureOf(card: Judged): Temperature {
  const r = temperatureRules
  const isSilent = card.unansweredDays >= r.silentDays || card.quietDays > r.silentGaps * card.gap
  const isResting = card.state === 'suspended' || card.state === 'loss_proposed'
  const warmed = r.degrees[card.level] + (card.stage >= r.warmFromStage ? 1 : 0)
  const degrees = isResting
    ? r.resting
    : (Math.min(3, Math.max(1, warmed - (isSilent ? 1 : 0))) as 1 | 2 | 3)
  const letter = r.letterOf[(degrees + (card.stage >= r.farFromStage ? 1 : 0)) as 1 | 2 | 3 | 4]
  const action = letter === 'D' && isSilent ? r.silentLast : r.actionOf[letter]
  return { heat: r.heatOf[degrees], letter, action }
}
