// How much a sheet may hold, and the one place where rows are counted against it.
import type { SheetRow } from './cell.ts'
import { SheetError } from './sheet-error.ts'
import type { ZipLimits } from './zip-guard.ts'

export interface ReadLimits extends ZipLimits {
  maxFileBytes: number
  maxRows: number
  maxColumns: number
  maxCellLength: number
  /** Milliseconds of wall clock after which reading is stopped. */
  maxMilliseconds: number
  /** Memory of the reading thread in MiB. */
  maxMemoryMib: number
}

export const defaultReadLimits: ReadLimits = {
  maxFileBytes: 64 * 1024 * 1024,
  maxUnzippedBytes: 512 * 1024 * 1024,
  maxRatio: 200,
  maxEntries: 10_000,
  maxRows: 200_000,
  maxColumns: 200,
  maxCellLength: 32_767,
  maxMilliseconds: 60_000,
  maxMemoryMib: 512,
}

/** Takes the lines of a sheet as they are read, in order. */
export type TakeRow = (line: SheetRow) => Promise<void> | void

/** Hands on lines that are not blank; throws `SheetError` where the sheet outgrows a limit. */
export function withinLimits(limits: ReadLimits, take: TakeRow): TakeRow {
  let count = 0
  return (line) => {
    if (line.cells.length === 0) return
    checkLine(line, count, limits)
    count += 1
    return take(line)
  }
}

function checkLine(line: SheetRow, before: number, limits: ReadLimits): void {
  if (before >= limits.maxRows) {
    throw new SheetError('sheets.too_many_rows', { limit: limits.maxRows })
  }
  if (line.cells.length > limits.maxColumns) {
    throw new SheetError('sheets.too_many_columns', { limit: limits.maxColumns, row: line.row })
  }
  for (const cell of line.cells) {
    if (typeof cell === 'string' && cell.length > limits.maxCellLength) {
      throw new SheetError('sheets.cell_too_long', { limit: limits.maxCellLength, row: line.row })
    }
  }
}
