// Refused lines go back as a sheet that can be corrected and imported again.
import type { Cell, SheetRow } from '#foundation/sheets/cell.ts'
import type { SheetToWrite } from '#foundation/sheets/write-sheet.ts'
import { readTitle } from '#modules/imports/index.ts'
import type { Locale } from '#shared/errors.ts'
import type { RegisterLine } from './classify-register.ts'
import { type ColumnMapping, type MappedColumn, mapColumns } from './column-mapping.ts'
import { needsMark } from './line-identity.ts'
import { fieldWords, type RegisterField } from './register-fields.ts'
import { reasonText } from './register-reasons.ts'

export interface RefusedRegister {
  rows: readonly SheetRow[]
  mapping: ColumnMapping
  lines: readonly Pick<RegisterLine, 'row' | 'outcome' | 'identity' | 'reasons'>[]
  locale: Locale
}

const COLUMN_WIDTH = 14
const REASON_WIDTH = 48

/**
 * The refused lines as a sheet: the title with its year and month, the original columns and cells,
 * and the reasons behind them. Read again, it maps as the original did.
 */
export function refusedSheet({ rows, mapping, lines, locale }: RefusedRegister): SheetToWrite {
  const refused = lines.filter((line) => line.outcome === 'refused')
  const cellsOf = new Map(rows.map((row) => [row.row, row.cells]))
  const title = titleOf(mapping)
  const bodyOf = (columns: MappedColumn[]): Cell[][] =>
    refused.map(({ row }) => columns.map(({ index }) => cellsOf.get(row)?.[index] ?? null))
  const candidates = mapping.columns.filter((column) => !isOurs(column))
  const guesses = guessAgain(candidates, title, bodyOf(candidates))
  const kept = candidates.filter((column, at) => column.field !== null || guesses[at] === null)
  const bodies = bodyOf(kept)
  const isMarked = refused.some((line) => needsMark(line.identity))
  const own = isMarked ? [fieldWords.lineMark[locale]] : []
  const headers = [...headersFor(kept, title, bodies, locale), ...own, fieldWords.refusal[locale]]
  return {
    name: locale === 'zh' ? '未导入' : 'Refused',
    leadingRows: [[title]],
    columns: headers.map((header, index) => ({
      header,
      width: index === headers.length - 1 ? REASON_WIDTH : COLUMN_WIDTH,
    })),
    rows: refused.map((line, index) => [
      ...(bodies[index] ?? []),
      ...(isMarked ? [needsMark(line.identity) ? line.identity : null] : []),
      line.reasons.map((reason) => reasonText(reason, locale)).join('; '),
    ]),
  }
}

function isOurs(column: MappedColumn): boolean {
  return column.field === 'lineMark' || column.field === 'refusal'
}

/** The register's own title; where it did not say the year and month, they go before it. */
function titleOf({ titleText, year, month }: ColumnMapping): string {
  const told = readTitle([{ row: 1, cells: [titleText] }])
  if (year === null || (told.year === year && told.month === month)) return titleText
  const period = month === null ? `${year}年` : `${year}年${month}月`
  return `${period} ${titleText}`.trim()
}

/** Original headers, but for columns that a person had to map: those get the standard word. */
function headersFor(
  columns: MappedColumn[],
  title: string,
  bodies: Cell[][],
  locale: Locale,
): string[] {
  const guesses = guessAgain(columns, title, bodies)
  return columns.map(({ field, header }, at) =>
    field === null || guesses[at] === field ? header : fieldWords[field][locale],
  )
}

/** What the file will be taken for when it is imported again. */
function guessAgain(
  columns: MappedColumn[],
  title: string,
  bodies: Cell[][],
): (RegisterField | null)[] {
  const headers = columns.map((column) => column.header)
  const lines = [[title], headers, ...bodies].map((cells, index) => ({ row: index + 1, cells }))
  const guessed = mapColumns(lines, { headerRow: 2 }).columns
  return columns.map((_, at) => guessed[at]?.field ?? null)
}
