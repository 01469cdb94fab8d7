// What makes a line of a register the same line when it is imported again.
import { monthOf } from '#shared/days.ts'
import { lineWording, type RegisterValues } from './normalise-line.ts'

interface IdentifiedLine {
  outcome: string
  identity: string | null
  values: RegisterValues
  sameAs: number | null
  row: number
}

const RESTARTING_SHARE = 0.2

/**
 * Gives each line its identity within the store: `2026-09:25` by month and number, or
 * `2026-09#<hash>` where it has no number. Where numbers restart every day the day stands for the
 * month; a second line with a used number gets `~2`. `marks` are what a refused file carried.
 */
export function giveIdentities(
  lines: IdentifiedLine[],
  marks: (string | null)[],
  hash: (text: string) => string,
): void {
  const isByDay = doNumbersRestart(lines)
  const used = new Map<string, number>()
  const byRow = new Map<number, string | null>()
  for (const [index, line] of lines.entries()) {
    const first = line.sameAs === null ? undefined : byRow.get(line.sameAs)
    line.identity = first ?? validMark(marks[index]) ?? identityOf(line, isByDay, used, hash)
    byRow.set(line.row, line.identity)
  }
}

/** Whether a refused file must carry the identity: it cannot be told from the line alone. */
export function needsMark(identity: string | null): identity is string {
  return identity !== null && (/~\d+$/.test(identity) || /^\d{4}-\d{2}-\d{2}:/.test(identity))
}

function identityOf(
  line: IdentifiedLine,
  isByDay: boolean,
  used: Map<string, number>,
  hash: (text: string) => string,
): string | null {
  const { day, number } = line.values
  if (day === null) return null
  if (number === null) return `${monthOf(day)}#${hash(lineWording(line.values))}`
  const plain = `${isByDay ? day : monthOf(day)}:${number}`
  const count = (used.get(plain) ?? 0) + 1
  used.set(plain, count)
  return count === 1 ? plain : `${plain}~${count}`
}

function doNumbersRestart(lines: IdentifiedLine[]): boolean {
  const numbered = lines.filter(
    (line) => line.sameAs === null && line.values.number !== null && line.values.day !== null,
  )
  const distinct = (prefix: (day: string) => string): number =>
    new Set(numbered.map(({ values }) => `${prefix(values.day ?? '')}:${values.number}`)).size
  const clashes = numbered.length - distinct(monthOf)
  const clashesByDay = numbered.length - distinct((day) => day)
  return clashes > numbered.length * RESTARTING_SHARE && clashesByDay < clashes / 2
}

function validMark(mark: string | null | undefined): string | null {
  return mark && /^\d{4}-\d{2}(-\d{2})?:[^\s~]{1,40}(~\d{1,4})?$/.test(mark) ? mark : null
}
