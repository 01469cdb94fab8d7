// Finds the header of a register and what each column means. People can overrule every guess.
import { cellText, isBlank, type SheetRow } from '#foundation/sheets/cell.ts'
import { toHalfWidth } from '#shared/full-width.ts'
import { type ColumnContent, evidenceFor } from './column-evidence.ts'
import { findHeader } from './find-header.ts'
import { matchHeader } from './header-words.ts'
import type { Matchers } from './register-dictionary.ts'
import { readDay } from './read-day.ts'
import { type RegisterField, registerFields } from './register-fields.ts'
import { createMatchers, type RegisterDictionary } from './register-dictionary.ts'
import { readTitle } from './register-title.ts'

export interface MappedColumn {
  /** Place of the column from 0. */
  index: number
  header: string
  field: RegisterField | null
  /** 0 to 1; 1 is a whole known header or a person's choice. */
  confidence: number
  /** The first few filled cells, as text. */
  samples: string[]
}

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
  fields?: Record<number, RegisterField | null>
  year?: number
  headerRow?: number
}

const SAMPLED_LINES = 300
const SHOWN_SAMPLES = 5
const LEAST_SCORE = 0.35

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
  const header = findHeader(rows, choices.headerRow)
  const below = rows.filter((row) => row.row > (header.row ?? 0))
  const width = Math.max(header.texts.length, ...below.slice(0, SAMPLED_LINES).map(lengthOf))
  const columns = Array.from({ length: width }, (_, index): SeenColumn => {
    const cells = below.slice(0, SAMPLED_LINES).map((row) => row.cells[index] ?? null)
    const filled = cells.filter((cell) => !isBlank(cell))
    const samples = filled.slice(0, SHOWN_SAMPLES).map(cellText)
    const text = (header.texts[index] ?? '').trim()
    const mapped = { index, header: text, field: null, confidence: 0, samples }
    return { mapped, header: text, cells: filled }
  })
  assignFields(columns, choices.fields ?? {}, matchers)
  const title = readTitle(rows.filter((row) => row.row < (header.firstRow ?? 1)))
  const dates = columns.find(({ mapped }) => mapped.field === 'date')?.mapped.index
  const year = choices.year ?? title.year
  return {
    headerRow: header.row,
    titleText: title.text,
    year,
    month: title.month,
    ...yearsOf(below, dates, year, title.month),
    columns: columns.map((column) => column.mapped),
  }
}

interface SeenColumn extends ColumnContent {
  mapped: MappedColumn
}

function assignFields(
  columns: SeenColumn[],
  chosen: Record<number, RegisterField | null>,
  matchers: Partial<Matchers>,
): void {
  const taken = new Set<RegisterField>()
  const assign = (mapped: MappedColumn, field: RegisterField, confidence: number): void => {
    if (mapped.field !== null || taken.has(field)) return
    taken.add(field)
    mapped.field = field
    mapped.confidence = confidence
  }
  for (const { mapped } of columns) {
    const field = chosen[mapped.index]
    if (field) assign(mapped, field, 1)
  }
  const free = columns.filter(({ mapped }) => !(mapped.index in chosen))
  const guesses = free.flatMap((column) => {
    const words = matchHeader(column.header)
    return registerFields.map((field) => {
      const score = (words.get(field) ?? 0) + evidenceFor(field, column, words, matchers)
      return { mapped: column.mapped, field, score }
    })
  })
  guesses.sort((a, b) => b.score - a.score || a.mapped.index - b.mapped.index)
  for (const { mapped, field, score } of guesses) {
    if (score >= LEAST_SCORE) assign(mapped, field, Math.round(Math.min(1, score) * 100) / 100)
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

function lengthOf(row: SheetRow): number {
  return row.cells.length
}
