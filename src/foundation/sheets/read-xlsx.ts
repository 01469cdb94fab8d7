// Rows of an xlsx workbook, streamed; runs in the reading thread.
import { EncryptedFileError, HucreError } from 'hucre'
import { streamXlsxRows } from 'hucre/xlsx'
import type { Cell, SheetRow } from './cell.ts'
import { trimRow, unescapeFormula } from './cell.ts'
import { type ReadLimits, type TakeRow, withinLimits } from './read-limits.ts'
import { SheetError } from './sheet-error.ts'
import { chooseSheet, createMergeFiller } from './sheet-shape.ts'
import { createPartCollector } from './xlsx-parts.ts'
import { guardZip, listZipEntries } from './zip-guard.ts'

const MS_PER_DAY = 86_400_000
const DAY_BEFORE_1900 = Date.UTC(1899, 11, 31)
const DAYS_1900_TO_1904 = 1462
const SAMPLE_ROWS = 60

export interface WorkbookSheets {
  sheetName: string
  sheetNames: string[]
}

/** Reads one sheet, handing its lines on: the named one, else the one most like a table. */
export async function readXlsx(
  bytes: Uint8Array,
  limits: ReadLimits,
  take: TakeRow,
  wanted?: string,
): Promise<WorkbookSheets> {
  if (!listZipEntries(bytes, limits.maxEntries).some((entry) => isWorkbookPart(entry.name))) {
    throw new SheetError('sheets.unknown_format')
  }
  const parts = createPartCollector()
  await guardZip(bytes, limits, parts.see)
  const sheets = parts.sheets()
  const shift = parts.is1904() ? DAYS_1900_TO_1904 : 0
  const read = (sheet: string, maxRows: number, add: TakeRow): Promise<void> =>
    readRows({ bytes, sheet, shift, maxRows }, withinLimits(limits, add))
  try {
    const sheetName = await chooseSheet(sheets, wanted, async (name) => {
      const sample: SheetRow[] = []
      await read(name, SAMPLE_ROWS, (row) => void sample.push(row))
      return sample
    })
    const path = sheets.find((sheet) => sheet.name === sheetName)?.path ?? ''
    const fill = createMergeFiller(parts.mergesOf(path))
    await read(sheetName, limits.maxRows * 2, (row) => take(fill(row)))
    return { sheetName, sheetNames: sheets.map((sheet) => sheet.name) }
  } catch (error) {
    throw asSheetError(error)
  }
}

async function readRows(
  from: { bytes: Uint8Array; sheet: string; shift: number; maxRows: number },
  add: TakeRow,
): Promise<void> {
  const { bytes, sheet, shift, maxRows } = from
  for await (const row of streamXlsxRows(bytes, { sheet, maxRows, dateSystem: '1900' })) {
    const cells = trimRow(row.values.map((value) => toCell(value, shift)))
    await add({ row: row.index + 1, cells })
  }
}

function toCell(value: string | number | boolean | Date | null | undefined, shift: number): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return unescapeFormula(value)
  if (value instanceof Date) return { serial: serialOf(value, shift) }
  return value
}

/** The reader turns serials into dates (UTC); this takes that back, so that one rule reads them. */
function serialOf(date: Date, shift: number): number {
  const days = (date.getTime() - DAY_BEFORE_1900) / MS_PER_DAY
  const serial = days > 59 ? days + 1 : days
  return serial < 1 ? serial : serial + shift
}

function isWorkbookPart(name: string): boolean {
  return /^\/?xl\/workbook\.xml$/i.test(name)
}

function asSheetError(error: unknown): SheetError {
  if (error instanceof SheetError) return error
  if (error instanceof EncryptedFileError) return new SheetError('sheets.encrypted')
  if (error instanceof HucreError) return new SheetError('sheets.broken', {}, { cause: error })
  return new SheetError('sheets.broken', {}, { cause: error })
}
