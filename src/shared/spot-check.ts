// Spot checks (seed row 003-51): what is drawn at random can be drawn again from its seed, and what is
// drawn by risk says why.

/** A fixed sequence of whole numbers below 2^32 from a seed (xorshift with a mixed start). */
function numbersFrom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
}

/**
 * So many of the ids at random, always the same for a seed, in whatever order the ids are given.
 * Fewer when there are fewer.
 */
export function drawAtRandom(ids: readonly string[], count: number, seed: number): string[] {
  const left = [...new Set(ids)].sort()
  const next = numbersFrom(seed)
  const drawn: string[] = []
  while (drawn.length < count && left.length > 0) {
    const [id] = left.splice(next() % left.length, 1)
    if (id !== undefined) drawn.push(id)
  }
  return drawn
}

export const riskReasons = [
  'hasty',
  'same_note',
  'odd_hour',
  'missed_but_reached',
  'late_entry',
  'lifted_at_month_end',
  'missing_data',
  'closed_by_clock',
  'long_unfiled',
] as const
export type RiskReason = (typeof riskReasons)[number]

/** A contact as its risk is judged; minutes count from midnight in the store's zone. */
export interface JudgedContact {
  id: string
  personId: string
  at: number
  recordedAt: number
  minuteOfDay: number
  isReached: boolean
  result: string
  note: string
}

const hastyMs = 2 * 60_000
const lateMs = 24 * 3_600_000
const sameNotes = 3
const shortestNote = 4
/** Results of the standard list that say nobody was reached. */
const missedResults = new Set(['no-answer', 'busy', 'switched-off', 'wrong-number'])

/**
 * Why contacts of a day deserve a look: reached within two minutes of the one before, the same note
 * on three, far from opening hours (an hour before, two after), a result that says nobody answered
 * although reached, entered a day later. Gives the reasons by id; none where there is nothing.
 */
export function judgeContacts(
  contacts: readonly JudgedContact[],
  hours: { opens: number; closes: number },
): Map<string, RiskReason[]> {
  const reasons = new Map<string, RiskReason[]>()
  const add = (id: string, reason: RiskReason) => {
    const list = reasons.get(id) ?? []
    if (!list.includes(reason)) reasons.set(id, [...list, reason])
  }
  const notes = new Map<string, number>()
  const noteKey = (one: JudgedContact) => `${one.personId}\n${one.note.trim()}`
  for (const one of contacts) notes.set(noteKey(one), (notes.get(noteKey(one)) ?? 0) + 1)
  const last = new Map<string, number>()
  for (const one of [...contacts].sort((a, b) => a.at - b.at)) {
    const before = last.get(one.personId)
    if (one.isReached && before !== undefined && one.at - before < hastyMs) add(one.id, 'hasty')
    last.set(one.personId, one.at)
    if (one.note.trim().length >= shortestNote && (notes.get(noteKey(one)) ?? 0) >= sameNotes)
      add(one.id, 'same_note')
    if (one.minuteOfDay < hours.opens - 60 || one.minuteOfDay > hours.closes + 120)
      add(one.id, 'odd_hour')
    if (one.isReached && missedResults.has(one.result)) add(one.id, 'missed_but_reached')
    if (one.recordedAt - one.at > lateMs) add(one.id, 'late_entry')
  }
  return reasons
}
