// Sheets for people to download: xlsx and CSV, streamed, with nothing a spreadsheet would run.
import { Readable } from 'node:stream'
import { ReadableStream as LazyStream } from 'node:stream/web'
import { stringify } from 'csv-stringify'
import { type Cell, cellText, escapeFormula, isSerialDate } from './cell.ts'

export interface SheetColumn {
  header: string
  /** Width in characters; xlsx only. */
  width?: number
}

export interface SheetToWrite {
  name: string
  /** Lines above the header, such as a title; each is a row of cells. */
  leadingRows?: Cell[][]
  columns: SheetColumn[]
  rows: Iterable<Cell[]> | AsyncIterable<Cell[]>
}

const MS_PER_DAY = 86_400_000
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const FORBIDDEN_IN_NAMES = /[\\/?*[\]:]/g

/**
 * Streams an xlsx; memory does not grow with the rows, and none is asked for before the first byte is.
 * Texts stay texts, formulas included.
 */
export function writeXlsx(sheet: SheetToWrite): ReadableStream<Uint8Array> {
  return LazyStream.from(xlsxBytes(sheet)) as ReadableStream<Uint8Array>
}

async function* xlsxBytes(sheet: SheetToWrite): AsyncGenerator<Uint8Array> {
  const { writeXlsxStream } = await import('hucre/xlsx')
  yield* writeXlsxStream(xlsxRows(sheet), {
    name: sheet.name.replace(FORBIDDEN_IN_NAMES, ' ').trim().slice(0, 31) || 'Sheet1',
    columns: sheet.columns.map((column) => ({ width: column.width ?? 14 })),
    freezePane: { rows: (sheet.leadingRows?.length ?? 0) + 1 },
    repeatHeaders: false,
  })
}

/** Streams a CSV in UTF-8 with a byte order mark, so that Excel shows Chinese; as lazily as an xlsx. */
export function writeCsv(sheet: SheetToWrite): ReadableStream<Uint8Array> {
  return LazyStream.from(csvBytes(sheet)) as ReadableStream<Uint8Array>
}

async function* csvBytes(sheet: SheetToWrite): AsyncGenerator<Uint8Array> {
  yield* Readable.from(csvRows(sheet)).compose(
    stringify({ bom: true, record_delimiter: 'windows' }),
  ) as AsyncIterable<Uint8Array>
}

async function* csvRows(sheet: SheetToWrite): AsyncGenerator<string[]> {
  for await (const row of allRows(sheet)) yield row.map(csvText)
}

type XlsxValue = string | number | boolean | Date | null

async function* xlsxRows(sheet: SheetToWrite): AsyncGenerator<XlsxValue[]> {
  for await (const row of allRows(sheet)) yield row.map(xlsxValue)
}

async function* allRows(sheet: SheetToWrite): AsyncGenerator<Cell[]> {
  for (const row of sheet.leadingRows ?? []) yield row
  yield sheet.columns.map((column) => column.header)
  yield* sheet.rows
}

function csvText(cell: Cell): string {
  return typeof cell === 'string' ? escapeFormula(cell) : cellText(cell)
}

function xlsxValue(cell: Cell): XlsxValue {
  // Written as a cell of text, which no sheet runs: it needs no mark in front.
  if (typeof cell === 'string') return cell
  if (!isSerialDate(cell)) return cell
  if (cell.serial < 1) return cellText(cell)
  return new Date(SERIAL_ZERO + Math.round(cell.serial * MS_PER_DAY))
}
