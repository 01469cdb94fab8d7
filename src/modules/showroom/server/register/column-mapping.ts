// What the columns of a register mean, with the year and month its title tells.
import { cellText, type SheetRow } from '#foundation/sheets/cell.ts'
import {
  findColumns,
  type MappedColumn as Mapped,
  readDay,
  readTitle,
} from '#modules/imports/index.ts'
import { toHalfWidth } from '#shared/full-width.ts'
import { evidenceFor } from './column-evidence.ts'
import { createMatchers, type RegisterDictionary } from './register-dictionary.ts'
import { type RegisterField, registerMatcher } from './register-fields.ts'

export type MappedColumn = Mapped<RegisterField>

export interface ColumnMapping {
  /** Line of the (last) header line from 1; null where none was found: data begins at once. */
  headerRow: number | null
  titleText: string
  year: number | null
  month: number | null
  /** Days without a year are there and the title does not say which: ask the user. */
  needsYear: boolean
  /** Year of the days that carry one, to propose when asking. */
  likelyYear: number | null
  columns: MappedColumn[]
}

export interface MappingChoices {
  /** Column index to field; null leaves a column out. */
  fields?: Readonly<Record<number, RegisterField | null>>
  year?: number
  headerRow?: number
  /** What people of the store said of a header before. */
  remembered?: (header: string) => string | null | undefined
}

/**
 * Maps the columns of a register by common words over them and by what stands in them. Choices of
 * the user come first; a field goes to one column only. With a dictionary, columns of models,
 * sources and people are known by their content even under words nobody foresaw.
 */
export function mapColumns(
  rows: readonly SheetRow[],
  choices: MappingChoices = {},
  dictionary?: RegisterDictionary,
): ColumnMapping {
  const matchers = dictionary ? createMatchers(dictionary) : {}
  const found = findColumns(rows, {
    matcher: registerMatcher,
    evidence: (field, column, words) =>
      evidenceFor(field as RegisterField, column, words, matchers),
    headerRow: choices.headerRow,
    chosen: choices.fields ?? {},
    ...(choices.remembered ? { remembered: choices.remembered } : {}),
  })
  const columns = found.columns as MappedColumn[]
  const title = readTitle(rows.filter((row) => row.row < (found.firstHeaderRow ?? 1)))
  const dates = columns.find(({ field }) => field === 'date')?.index
  const year = choices.year ?? title.year
  const below = rows.filter((row) => row.row > (found.headerRow ?? 0))
  return {
    headerRow: found.headerRow,
    titleText: title.text,
    year,
    month: title.month,
    ...yearsOf(below, dates, year, title.month),
    columns,
  }
}

function yearsOf(
  rows: readonly SheetRow[],
  index: number | undefined,
  year: number | null,
  month: number | null,
): { needsYear: boolean; likelyYear: number | null } {
  if (index === undefined) return { needsYear: false, likelyYear: null }
  const counts = new Map<number, number>()
  let needsYear = false
  for (const { cells } of rows) {
    const cell = cells[index] ?? null
    const text = toHalfWidth(cellText(cell))
    if (text === '') continue
    const read = readDay(cell, { year: null, month })
    if (read.isYearless) needsYear = true
    const known = Number(read.day?.slice(0, 4) ?? 0)
    if (known > 0) counts.set(known, (counts.get(known) ?? 0) + 1)
  }
  const likely = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
  return { needsYear: needsYear && year === null, likelyYear: likely }
}
