// Rows of a legacy binary workbook; runs in the reading thread, under its memory and time limits.
import { read, SSF, set_cptable, type CellObject, type WorkSheet } from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import type { Cell, SheetRow } from './cell.ts'
import { trimRow, unescapeFormula } from './cell.ts'
import { type ReadLimits, type TakeRow, withinLimits } from './read-limits.ts'
import type { WorkbookSheets } from './read-xlsx.ts'
import { SheetError } from './sheet-error.ts'
import { chooseSheet, createMergeFiller } from './sheet-shape.ts'

const DAYS_1900_TO_1904 = 1462
const MAX_SPARSE_CELLS = 20_000_000

/** Reads one sheet, handing its lines on: the named one, else the one most like a table. */
export async function readXls(
  bytes: Uint8Array,
  limits: ReadLimits,
  take: TakeRow,
  wanted?: string,
): Promise<WorkbookSheets> {
  set_cptable(codepages)
  const workbook = parse(bytes, limits)
  const shift = workbook.Workbook?.WBProps?.date1904 ? DAYS_1900_TO_1904 : 0
  const sheets = workbook.SheetNames.map((name, index) => ({
    name,
    isHidden: Boolean(workbook.Workbook?.Sheets?.[index]?.Hidden),
  }))
  const rowsOf = (name: string): SheetRow[] =>
    rowsOfSheet(workbook.Sheets[name] ?? {}, shift, limits)
  const sheetName = await chooseSheet(sheets, wanted, async (name) => rowsOf(name))
  const fill = createMergeFiller(mergesOf(workbook.Sheets[sheetName] ?? {}))
  for (const row of rowsOf(sheetName)) await take(fill(row))
  return { sheetName, sheetNames: workbook.SheetNames }
}

function parse(bytes: Uint8Array, limits: ReadLimits): ReturnType<typeof read> {
  try {
    const options = { type: 'buffer', dense: true, cellNF: true, cellText: false } as const
    const workbook = read(bytes, { ...options, cellFormula: false, sheetRows: limits.maxRows + 50 })
    if (workbook.SheetNames.length === 0) throw new SheetError('sheets.broken')
    return workbook
  } catch (error) {
    if (error instanceof SheetError) throw error
    if (/password|encrypt/i.test(String(error))) throw new SheetError('sheets.encrypted')
    throw new SheetError('sheets.broken', {}, { cause: error })
  }
}

function rowsOfSheet(sheet: WorkSheet, shift: number, limits: ReadLimits): SheetRow[] {
  const lines = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  const rows: SheetRow[] = []
  const add = withinLimits(limits, (row) => void rows.push(row))
  let cells = 0
  for (const [index, line] of lines.entries()) {
    if (line === undefined) continue
    cells += line.length
    if (cells > MAX_SPARSE_CELLS) throw new SheetError('sheets.too_large')
    const values = Array.from(line, (cell) => toCell(cell, shift))
    void add({ row: index + 1, cells: trimRow(values) })
  }
  return rows
}

function toCell(cell: CellObject | undefined, shift: number): Cell {
  const value = cell?.v
  if (cell === undefined || value === undefined || value === null || cell.t === 'z') return null
  if (cell.t === 'e') return cell.w ?? '#N/A'
  if (typeof value === 'number' && cell.z !== undefined && SSF.is_date(String(cell.z))) {
    return { serial: value < 1 ? value : value + shift }
  }
  if (typeof value === 'string') return unescapeFormula(value)
  return value instanceof Date ? value.toISOString() : value
}

function mergesOf(
  sheet: WorkSheet,
): { top: number; bottom: number; left: number; right: number }[] {
  return (sheet['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r + 1,
    bottom: e.r + 1,
    left: s.c,
    right: e.c,
  }))
}
