// Numbers of the door that a register gives, before anything is written.
import type { RegisterLine } from './classify-register.ts'

export type VisitKind = 'newly_filed' | 'repeat' | 'unfiled'

export interface RegisterCounts {
  /** Unfiled and newly filed visits (集客量). */
  traffic: number
  unfiled: number
  newlyFiled: number
  repeat: number
  kinds: { row: number; kind: VisitKind }[]
}

/**
 * Counts the lines taken, in their order: the first filed line of a phone is new, a line with a
 * phone known before it is a repeat, all others are unfiled. `knownPhones` are canonical numbers
 * that the store knew before this register.
 */
export function countsOf(
  lines: readonly RegisterLine[],
  knownPhones: ReadonlySet<string>,
): RegisterCounts {
  const known = new Set(knownPhones)
  const kinds = lines
    .filter((line) => line.outcome === 'taken')
    .map((line) => ({ row: line.row, kind: kindOf(line, known) }))
  const count = (kind: VisitKind): number => kinds.filter((line) => line.kind === kind).length
  const unfiled = count('unfiled')
  const newlyFiled = count('newly_filed')
  return { traffic: unfiled + newlyFiled, unfiled, newlyFiled, repeat: count('repeat'), kinds }
}

function kindOf({ values }: RegisterLine, known: Set<string>): VisitKind {
  if (values.phone !== null && known.has(values.phone)) return 'repeat'
  if (!values.isFiled || values.phone === null) return 'unfiled'
  known.add(values.phone)
  return 'newly_filed'
}
