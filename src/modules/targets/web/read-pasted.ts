import type { TargetChange, TargetNumber, TargetScope, TargetTable } from '../contract.ts'
import { sheetPeriods } from '../periods-said.ts'
import { typedGoal } from './say-number.ts'

export interface Pasted {
  cells: TargetChange[]
  /** Names that are nobody's here, or of two people. */
  unknown: string[]
  /** What stands where a number should, with whose and which period. */
  unreadable: { name: string; period: string; text: string }[]
}

/** The cells of a text copied from a sheet. */
export const splitPasted = (text: string): string[][] =>
  text.split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.trim()))

/**
 * Lines of a name and its targets by month, quarter and year, in the order of the table; an empty cell
 * changes nothing, a line of titles is skipped, of a name given twice the later line counts. A table
 * with one row alone needs no name.
 */
export function readPasted(
  lines: readonly (readonly string[])[],
  given: { table: Pick<TargetTable, 'rows' | 'year'>; metric: TargetNumber; scope: TargetScope },
): Pasted {
  const { table, metric, scope } = given
  const periods = sheetPeriods(table.year)
  const cells = new Map<string, TargetChange>()
  const unknown = new Set<string>()
  const unreadable: Pasted['unreadable'] = []
  for (const [first = '', ...rest] of lines) {
    const hasNumber = rest.some((cell) => typedGoal(metric, cell) !== undefined)
    const isNumber = typedGoal(metric, first) !== undefined
    if (!hasNumber && !isNumber && !rest.some((cell) => cell !== '' && /\d/.test(cell))) {
      if (first !== '' && rest.every((cell) => cell === '')) unknown.add(first)
      continue
    }
    const named = table.rows.filter((row) => row.name === first || row.nameEn === first)
    const isAlone = table.rows.length === 1 && isNumber
    const row = named.length === 1 ? named[0] : isAlone ? table.rows[0] : undefined
    const isTitle = row === undefined && !hasNumber
    if (isTitle) continue
    if (!row) {
      unknown.add(first === '' ? (rest.find((cell) => cell !== '') ?? '') : first)
      continue
    }
    const values = isAlone && named.length === 0 ? [first, ...rest] : rest
    for (const [place, text] of values.slice(0, periods.length).entries()) {
      const period = periods[place] ?? ''
      const cell = row.cells.find((one) => one.period === period)
      if (text === '' || !cell) continue
      const value = typedGoal(metric, text)
      if (value === undefined) unreadable.push({ name: row.name, period, text })
      else
        cells.set(`${row.subject} ${period}`, {
          metric,
          scope,
          subject: row.subject,
          period,
          value,
          revision: cell.revision,
        })
    }
  }
  return { cells: [...cells.values()], unknown: [...unknown], unreadable }
}
