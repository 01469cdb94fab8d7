// Which sheet of a workbook holds the table, and what merged cells mean for its rows.
import type { Cell, SheetRow } from './cell.ts'
import { isBlank } from './cell.ts'
import { SheetError } from './sheet-error.ts'
import type { MergedCells } from './xlsx-parts.ts'

const FEWEST_CELLS_OF_A_LINE = 3
const MAX_SAMPLED_SHEETS = 40

/** The wanted sheet, else the visible one with the most lines that look like records. */
export async function chooseSheet(
  sheets: { name: string; isHidden: boolean }[],
  wanted: string | undefined,
  sample: (name: string) => Promise<SheetRow[]>,
): Promise<string> {
  if (wanted !== undefined) {
    if (sheets.some((sheet) => sheet.name === wanted)) return wanted
    throw new SheetError('sheets.no_such_sheet', { sheet: wanted })
  }
  const visible = sheets.filter((sheet) => !sheet.isHidden)
  const candidates = (visible.length > 0 ? visible : sheets).slice(0, MAX_SAMPLED_SHEETS)
  const first = candidates[0]
  if (first === undefined) throw new SheetError('sheets.broken')
  if (candidates.length === 1) return first.name
  let best = { name: first.name, lines: -1 }
  for (const { name } of candidates) {
    const lines = countLines(await sample(name).catch(() => []))
    if (lines > best.lines) best = { name, lines }
  }
  return best.name
}

/**
 * A merge down a column says its value for every line it covers; those cells get it. Gives a
 * function through which the lines pass in their order.
 */
export function createMergeFiller(merges: readonly MergedCells[]): (row: SheetRow) => SheetRow {
  const coming = merges
    .filter((merge) => merge.left === merge.right && merge.bottom > merge.top)
    .sort((a, b) => a.top - b.top)
  let next = 0
  let open: { merge: MergedCells; value: Cell }[] = []
  return (line) => {
    open = open.filter(({ merge }) => merge.bottom >= line.row)
    const { cells } = line
    for (const { merge, value } of open) {
      while (cells.length <= merge.left) cells.push(null)
      cells[merge.left] = value
    }
    for (let merge = coming[next]; merge && merge.top <= line.row; merge = coming[next]) {
      next += 1
      const value = merge.top === line.row ? cells[merge.left] : undefined
      if (value !== undefined && !isBlank(value)) open.push({ merge, value })
    }
    return line
  }
}

function countLines(rows: SheetRow[]): number {
  return rows.filter((row) => {
    const filled = row.cells.filter((cell) => !isBlank(cell))
    return filled.length >= FEWEST_CELLS_OF_A_LINE
  }).length
}
