import type { PlannedLine } from './plan-lines.ts'

/** Adds up what planned lines make, and what the new visits count as. */
export function createVisitTally() {
  const counts = { newlyFiled: 0, repeat: 0, unfiled: 0 }
  let from: string | null = null
  let to: string | null = null
  return {
    add(planned: readonly PlannedLine[]): void {
      for (const { action, outcome, line } of planned) {
        if (action === 'insert') counts[outcome === 'filed' ? 'newlyFiled' : outcome] += 1
        const { day } = line.values
        if (day === null) continue
        if (from === null || day < from) from = day
        if (to === null || day > to) to = day
      }
    },
    counts: () => ({ ...counts, from, to }),
  }
}
