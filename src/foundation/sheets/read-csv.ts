// CSV as dealers save it: any encoding, any of three delimiters, line breaks inside quotes.
import { once } from 'node:events'
import { type CsvError, parse, type Parser } from 'csv-parse'
import { trimRow, unescapeFormula } from './cell.ts'
import { type ReadLimits, type TakeRow, withinLimits } from './read-limits.ts'
import { SheetError } from './sheet-error.ts'

const CONTROL = /[^\P{Cc}\s\u0080-\u009f]/u

/** Rows of a CSV, handed on as they are read; a record is one line, however many breaks it holds. */
export async function readCsv(
  bytes: Uint8Array,
  limits: ReadLimits,
  take: TakeRow,
): Promise<{ encoding: string; delimiter: string }> {
  const encoding = bomEncoding(bytes) ?? guessEncoding(bytes)
  const texts = decodeCsv(withoutEndMark(bytes), encoding)
  const first = texts.next()
  const { text, delimiter } = takeDelimiter(first.done ? '' : first.value)
  const parser = recordParser(text, delimiter, limits)
  const feeding = feed(parser, text, texts)
  // Met below, where the records end.
  feeding.catch((error: unknown) => parser.destroy(error as Error))
  const add = withinLimits(limits, take)
  let line = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      line += 1
      await add({ row: line, cells: trimRow(record.map(unescapeFormula)) })
    }
    await feeding
  } catch (error) {
    throw asSheetError(error)
  }
  return { encoding, delimiter }
}

const pieceLength = 1 << 20

/** Text of a file whose encoding nobody wrote down, piece by piece. Throws where it is no text at all. */
function* decodeCsv(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for (let at = 0; at < bytes.length; at += pieceLength) {
    let text: string
    try {
      const isLast = at + pieceLength >= bytes.length
      text = decoder.decode(bytes.subarray(at, at + pieceLength), { stream: !isLast })
    } catch (error) {
      throw new SheetError('sheets.unknown_format', {}, { cause: error })
    }
    // Control characters mean that this is no text, whatever it decodes to.
    if (CONTROL.test(text)) throw new SheetError('sheets.unknown_format')
    yield text
  }
}

async function feed(parser: Parser, first: string, more: Iterable<string>): Promise<void> {
  const send = async (text: string) => {
    if (!parser.write(text)) await once(parser, 'drain')
  }
  await send(first)
  for (const text of more) await send(text)
  parser.end()
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
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for (let at = 0; at < bytes.length; at += pieceLength)
      decoder.decode(bytes.subarray(at, at + pieceLength), {
        stream: at + pieceLength < bytes.length,
      })
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

function recordParser(text: string, delimiter: string, limits: ReadLimits): Parser {
  return parse({
    delimiter,
    record_delimiter: text.includes('\n') ? ['\r\n', '\n'] : ['\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: limits.maxCellLength * 8,
  })
}

function asSheetError(error: unknown): SheetError {
  if (error instanceof SheetError) return error
  const { code, lines } = error as CsvError & { lines?: number }
  if (code === 'CSV_MAX_RECORD_SIZE') return new SheetError('sheets.cell_too_long')
  return new SheetError('sheets.broken', { line: lines ?? 0 }, { cause: error })
}
