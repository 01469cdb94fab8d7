// Finds the header of a sheet and what each column means. People can overrule every guess.
import { type Cell, cellText, isBlank, type SheetRow } from '#foundation/sheets/cell.ts'
import { findHeader } from './find-header.ts'
import type { HeaderMatcher } from './header-words.ts'

export interface MappedColumn<Field extends string = string> {
  /** Place of the column from 0. */
  index: number
  header: string
  field: Field | null
  /** 0 to 1; 1 is a whole known header or a person's choice. */
  confidence: number
  /** The first few filled cells, as text. */
  samples: string[]
}

export interface ColumnContent {
  header: string
  /** The filled cells below the header, of the lines sampled. */
  cells: Cell[]
}

/** Speaks for (or against) a field by what stands in a column: from -0.6 to 0.45. */
export type Evidence = (
  field: string,
  column: ColumnContent,
  words: ReadonlyMap<string, number>,
) => number

/** Column index to field; null leaves a column out. */
export type ChosenFields = Readonly<Record<number, string | null>>

export interface FoundColumns {
  /** Line of the (lower) header line from 1; null where none was found: data begins at once. */
  headerRow: number | null
  firstHeaderRow: number | null
  columns: MappedColumn[]
}

export interface MappingGiven {
  matcher: HeaderMatcher
  evidence: Evidence
  headerRow?: number | undefined
  /** By the person; columns they did not speak of are guessed. */
  chosen?: ChosenFields
  /** What people of the store said of such a header before; undefined where nobody did. */
  remembered?: (header: string) => string | null | undefined
}

export const SAMPLED_LINES = 300
const SHOWN_SAMPLES = 5
const LEAST_SCORE = 0.35

/**
 * Maps columns by common words over them and by what stands in them. Choices of the person come
 * first, then what was said of the same header before; a field goes to one column only. `rows` are
 * the beginning of the sheet.
 */
export function findColumns(rows: readonly SheetRow[], given: MappingGiven): FoundColumns {
  const header = findHeader(rows, given.matcher, given.headerRow)
  const below = rows.filter((row) => row.row > (header.row ?? 0)).slice(0, SAMPLED_LINES)
  const width = Math.max(header.texts.length, ...below.map((row) => row.cells.length))
  const columns = Array.from({ length: width }, (_, index): SeenColumn => {
    const cells = below.map((row) => row.cells[index] ?? null).filter((cell) => !isBlank(cell))
    const samples = cells.slice(0, SHOWN_SAMPLES).map(cellText)
    const text = (header.texts[index] ?? '').trim()
    return {
      mapped: { index, header: text, field: null, confidence: 0, samples },
      header: text,
      cells,
    }
  })
  assignFields(columns, given)
  return {
    headerRow: header.row,
    firstHeaderRow: header.firstRow,
    columns: columns.map((column) => column.mapped),
  }
}

interface SeenColumn extends ColumnContent {
  mapped: MappedColumn
}

function assignFields(columns: SeenColumn[], given: MappingGiven): void {
  const { matcher, evidence, chosen = {}, remembered } = given
  const taken = new Set<string>()
  const assign = (mapped: MappedColumn, field: string, confidence: number): void => {
    if (mapped.field !== null || taken.has(field) || !matcher.fields.includes(field)) return
    taken.add(field)
    mapped.field = field
    mapped.confidence = confidence
  }
  for (const { mapped } of columns) {
    const field = chosen[mapped.index]
    if (field) assign(mapped, field, 1)
  }
  const decided = new Set(Object.keys(chosen).map(Number))
  for (const { mapped, header } of columns) {
    if (decided.has(mapped.index) || header === '' || !remembered) continue
    const field = remembered(header)
    if (field === undefined) continue
    decided.add(mapped.index)
    if (field !== null) assign(mapped, field, 1)
  }
  const guesses = columns
    .filter(({ mapped }) => !decided.has(mapped.index))
    .flatMap((column) => {
      const words = matcher.match(column.header)
      return matcher.fields.map((field) => {
        const score = (words.get(field) ?? 0) + evidence(field, column, words)
        return { mapped: column.mapped, field, score }
      })
    })
  guesses.sort((a, b) => b.score - a.score || a.mapped.index - b.mapped.index)
  for (const { mapped, field, score } of guesses)
    if (score >= LEAST_SCORE) assign(mapped, field, Math.round(Math.min(1, score) * 100) / 100)
}
