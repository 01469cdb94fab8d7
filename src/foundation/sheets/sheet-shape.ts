// Which sheet of a workbook holds the table, and what merged cells mean for its rows.
import type { SheetRow } from './cell.ts'
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

/** A merge down a column says its value for every line it covers; those cells get it. */
export function fillMerged(rows: SheetRow[], merges: MergedCells[]): void {
  const downwards = merges.filter((merge) => merge.left === merge.right && merge.bottom > merge.top)
  if (downwards.length === 0) return
  const byLine = new Map(rows.map((row) => [row.row, row]))
  for (const merge of downwards) {
    const value = byLine.get(merge.top)?.cells[merge.left]
    if (value === undefined || isBlank(value)) continue
    const last = Math.min(merge.bottom, rows.at(-1)?.row ?? 0)
    for (let line = merge.top + 1; line <= last; line++) {
      const cells = byLine.get(line)?.cells
      if (cells === undefined) continue
      while (cells.length <= merge.left) cells.push(null)
      cells[merge.left] = value
    }
  }
}

function countLines(rows: SheetRow[]): number {
  return rows.filter((row) => {
    const filled = row.cells.filter((cell) => !isBlank(cell))
    return filled.length >= FEWEST_CELLS_OF_A_LINE
  }).length
}
