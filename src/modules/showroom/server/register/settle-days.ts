// Excel turns 9.10 typed into a number cell into 9.1; the lines around tell which day is meant.
import type { NormalisedLine } from './normalise-line.ts'

/** Where a register runs by day, a doubtful 9.1 between lines of 9.10 becomes that day. */
export function settleDoubtfulDays(lines: NormalisedLine[]): void {
  const certain = lines.map((line) => (line.dayRead.otherDay === null ? line.values.day : null))
  if (!lines.some((line) => line.dayRead.otherDay !== null) || !isInOrder(certain)) return
  const following: (string | null)[] = []
  let next: string | null = null
  for (let i = lines.length - 1; i >= 0; i--) {
    next = certain[i] ?? next
    following[i] = next
  }
  let before: string | null = null
  for (const [index, line] of lines.entries()) {
    before = certain[index] ?? before
    const { otherDay } = line.dayRead
    const day = line.values.day
    if (otherDay === null || day === null) continue
    const after = following[index] ?? null
    if (before !== null && day < before && before <= otherDay && (after ?? otherDay) >= otherDay) {
      line.values.day = otherDay
    }
  }
}

const MOSTLY = 0.95

function isInOrder(days: (string | null)[]): boolean {
  const known = days.filter((day) => day !== null)
  const steps = known.slice(1).filter((day, index) => day >= (known[index] ?? '')).length
  return known.length > 1 && steps >= (known.length - 1) * MOSTLY
}
