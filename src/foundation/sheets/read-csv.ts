// CSV as dealers save it: any encoding, any of three delimiters, line breaks inside quotes.
import { type CsvError, parse } from 'csv-parse/sync'
import type { SheetRow } from './cell.ts'
import { trimRow, unescapeFormula } from './cell.ts'
import type { ReadLimits } from './read-limits.ts'
import { addRow } from './read-limits.ts'
import { SheetError } from './sheet-error.ts'

const CONTROL = /[^\P{Cc}\s\u0080-\u009f]/u

interface CsvText {
  text: string
  encoding: string
}

/** Rows of a CSV; a record is one line of the sheet, however many line breaks it holds. */
export function readCsv(
  bytes: Uint8Array,
  limits: ReadLimits,
): { rows: SheetRow[]; encoding: string; delimiter: string } {
  const { text: decoded, encoding } = decodeCsv(bytes)
  const { text, delimiter } = takeDelimiter(decoded)
  const rows: SheetRow[] = []
  let line = 0
  for (const record of parseRecords(text, delimiter, limits)) {
    line += 1
    addRow(rows, { row: line, cells: trimRow(record.map(unescapeFormula)) }, limits)
  }
  return { rows, encoding, delimiter }
}

/** Text of a file whose encoding nobody wrote down. Throws where it is no text at all. */
function decodeCsv(bytes: Uint8Array): CsvText {
  const encoding = bomEncoding(bytes) ?? guessEncoding(bytes)
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(withoutEndMark(bytes))
  } catch (error) {
    throw new SheetError('sheets.unknown_format', {}, { cause: error })
  }
  // Control characters mean that this is no text, whatever it decodes to.
  if (CONTROL.test(text)) throw new SheetError('sheets.unknown_format')
  return { text, encoding }
}

/** DOS programs end a text with Ctrl-Z. */
function withoutEndMark(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0x1a ? bytes.subarray(0, -1) : bytes
}

function bomEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

function guessEncoding(bytes: Uint8Array): string {
  const wide = guessUtf16(bytes)
  if (wide !== null) return wide
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

/** Delimiters, digits and line ends of UTF-16 leave a zero in every second byte. */
function guessUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4096)
  if (sample.length < 4) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] === 0) {
      if (i % 2 === 0) even += 1
      else odd += 1
    }
  }
  const enough = sample.length / 20
  if (odd > enough && even < odd / 10) return 'utf-16le'
  if (even > enough && odd < even / 10) return 'utf-16be'
  return null
}

function takeDelimiter(text: string): { text: string; delimiter: string } {
  const told = /^"?sep=(.)"?\r?\n/i.exec(text)
  if (told) return { text: text.slice(told[0].length), delimiter: told[1] ?? ',' }
  return { text, delimiter: sniffDelimiter(text) }
}

/** The candidate that gives the most lines of one same width. Quoted text is left out. */
function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\r|\n/)
    .slice(0, 200)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [',', '\t', ';', '，', '|']) {
    const widths = new Map<number, number>()
    for (const line of lines) {
      const width = line.split(delimiter).length
      if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1)
    }
    const score = Math.max(0, ...[...widths].map(([width, count]) => count * Math.min(width, 8)))
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function parseRecords(text: string, delimiter: string, limits: ReadLimits): string[][] {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: text.includes('\n') ? ['\r\n', '\n'] : ['\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: limits.maxCellLength * 8,
    })
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number }
    if (code === 'CSV_MAX_RECORD_SIZE') throw new SheetError('sheets.cell_too_long')
    throw new SheetError('sheets.broken', { line: lines ?? 0 }, { cause: error })
  }
}
