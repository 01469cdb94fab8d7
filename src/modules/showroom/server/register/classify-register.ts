// Rows of a register in, one verdict per line out. Touches no database and knows no store.
import { setImmediate } from 'node:timers/promises'
import { cellText, type SheetRow } from '#foundation/sheets/cell.ts'
import { isDitto } from '#modules/imports/index.ts'
import { foldText } from '#shared/full-width.ts'
import type { ColumnMapping } from './column-mapping.ts'
import { giveIdentities } from './line-identity.ts'
import {
  lineFingerprint,
  type NormalisedLine,
  normaliseLine,
  type RegisterFieldDoubt,
  type RegisterValues,
} from './normalise-line.ts'
import { createMatchers, type RegisterDictionary } from './register-dictionary.ts'
import type { RegisterField } from './register-fields.ts'
import type { RegisterReason, RegisterReasonCode } from './register-reasons.ts'
import { createLineSieve } from './register-sieve.ts'
import { settleDoubtfulDays } from './settle-days.ts'

export type LineOutcome = 'taken' | 'typed_twice' | 'refused'

export interface RegisterLine {
  /** Line of the sheet from 1. */
  row: number
  outcome: LineOutcome
  /** Within the store: month and number, else month and keyed hash; null without a day. */
  identity: string | null
  values: RegisterValues
  /** Why it is refused, the weightiest first; empty for all others. */
  reasons: RegisterReason[]
  /** For a line typed twice: the line it repeats. */
  sameAs: number | null
  /** Cells that nobody could read; the line is taken without them. */
  doubts: RegisterFieldDoubt[]
}

export interface UnknownWord {
  text: string
  rows: number[]
}

export interface ClassifiedRegister {
  lines: RegisterLine[]
  unknown: { consultants: UnknownWord[]; series: UnknownWord[]; sources: UnknownWord[] }
  totals: { lines: number; taken: number; typedTwice: number; refused: number; ignored: number }
}

export interface ClassifyOptions {
  rows: readonly SheetRow[]
  mapping: ColumnMapping
  dictionary: RegisterDictionary
  choices?: {
    /** Name as the register writes it, to the person it means; without one it is refused. */
    unknownConsultants?: Record<string, string | 'refuse'>
  }
  /** Keyed hash of a text: identities must not give a phone number away to guessing. */
  hash: (text: string) => string
}

interface Draft {
  source: SheetRow
  line: NormalisedLine
}

const LINES_PER_TURN = 500
const DITTO_FIELDS: RegisterField[] = ['date', 'channel', 'series', 'source', 'consultant']

/**
 * Judges every line of a register (rules: issue "Import a real register", `rules.md`): typed twice
 * where all mapped cells are equal, refused with reasons, else taken; titles, blank, header and
 * total lines are no lines. Days are the store's calendar days. Gives way to other work in between.
 */
export async function classifyRegister(options: ClassifyOptions): Promise<ClassifiedRegister> {
  const { drafts, ignored } = await readDrafts(options)
  settleDoubtfulDays(drafts.map((draft) => draft.line))
  const consultants = chosenConsultants(options)
  const firstOf = new Map<string, number>()
  const unknown = { consultants: createTally(), series: createTally(), sources: createTally() }
  const lines: RegisterLine[] = []
  for (const [index, { source, line }] of drafts.entries()) {
    if (index % LINES_PER_TURN === 0) await setImmediate()
    const { values } = line
    const fingerprint = lineFingerprint(values)
    const sameAs = firstOf.get(fingerprint) ?? null
    if (sameAs === null) firstOf.set(fingerprint, source.row)
    if (values.consultantText && !values.consultantId) {
      unknown.consultants.add(values.consultantText, source.row)
      values.consultantId = consultants.get(foldText(values.consultantText)) ?? null
    }
    const reasons = sameAs === null ? reasonsOf(source, line, options.mapping) : []
    const refused: LineOutcome = reasons.length > 0 ? 'refused' : 'taken'
    const outcome = sameAs === null ? refused : 'typed_twice'
    if (outcome === 'taken') tallyWords(unknown, values, source.row)
    lines.push({
      row: source.row,
      outcome,
      identity: null,
      values,
      reasons,
      sameAs,
      doubts: line.doubts,
    })
  }
  giveIdentities(
    lines,
    drafts.map((draft) => draft.line.lineMark),
    options.hash,
  )
  return {
    lines,
    unknown: {
      consultants: unknown.consultants.list(),
      series: unknown.series.list(),
      sources: unknown.sources.list(),
    },
    totals: totalsOf(lines, ignored),
  }
}

async function readDrafts(options: ClassifyOptions): Promise<{ drafts: Draft[]; ignored: number }> {
  const { rows, mapping, dictionary } = options
  const matchers = createMatchers(dictionary)
  const context = { year: mapping.year, month: mapping.month }
  const isLine = createLineSieve(mapping)
  const dittoColumns = mapping.columns
    .filter((column) => column.field && DITTO_FIELDS.includes(column.field))
    .map((column) => column.index)
  const drafts: Draft[] = []
  let above: SheetRow | null = null
  for (const [index, row] of rows.entries()) {
    if (index % LINES_PER_TURN === 0) await setImmediate()
    if (!isLine(row, context)) continue
    const source: SheetRow = takeFromAbove(row, above, dittoColumns)
    drafts.push({ source, line: normaliseLine(source.cells, mapping, context, matchers) })
    above = source
  }
  return { drafts, ignored: rows.length - drafts.length }
}

function takeFromAbove(row: SheetRow, above: SheetRow | null, columns: number[]): SheetRow {
  if (above === null || !columns.some((index) => isDitto(row.cells[index]))) return row
  const cells = row.cells.map((cell, index) =>
    columns.includes(index) && isDitto(cell) ? (above.cells[index] ?? null) : cell,
  )
  return { row: row.row, cells }
}

function reasonsOf(
  source: SheetRow,
  { values, dayRead }: NormalisedLine,
  mapping: ColumnMapping,
): RegisterReason[] {
  const reasons: RegisterReason[] = []
  const refuse = (field: RegisterField, code: RegisterReasonCode): void => {
    const column = mapping.columns.find((candidate) => candidate.field === field)
    const value = cellText(source.cells[column?.index ?? -1]).trim()
    reasons.push({ field, code, column: column?.header ?? '', value })
  }
  if (values.day === null) {
    const dateColumn = mapping.columns.find((column) => column.field === 'date')
    const isEmpty = cellText(source.cells[dateColumn?.index ?? -1]).trim() === ''
    const unreadable = dayRead.isYearless && mapping.year === null ? 'year_missing' : null
    refuse('date', isEmpty ? 'date_missing' : (unreadable ?? 'date_not_understood'))
  }
  if (values.isFiled && values.phone === null) {
    refuse('phone', values.phoneText === null ? 'phone_missing' : 'phone_not_a_number')
  }
  if (values.timeIn !== null && values.timeOut !== null && values.timeOut < values.timeIn) {
    refuse('timeOut', 'left_before_arriving')
  }
  if (values.consultantText !== null && values.consultantId === null) {
    refuse('consultant', 'unknown_consultant')
  }
  return reasons
}

function chosenConsultants({ choices }: ClassifyOptions): Map<string, string> {
  const chosen = Object.entries(choices?.unknownConsultants ?? {})
  return new Map(
    chosen.filter(([, id]) => id !== 'refuse').map(([name, id]) => [foldText(name), id]),
  )
}

interface Tally {
  add: (text: string, row: number) => void
  list: () => UnknownWord[]
}

function createTally(): Tally {
  const words = new Map<string, UnknownWord>()
  return {
    add(text, row) {
      const key = foldText(text)
      const word = words.get(key) ?? { text, rows: [] }
      word.rows.push(row)
      words.set(key, word)
    },
    list: () => [...words.values()],
  }
}

function tallyWords(
  unknown: { series: Tally; sources: Tally },
  values: RegisterValues,
  row: number,
): void {
  if (values.seriesText && !values.seriesId) unknown.series.add(values.seriesText, row)
  if (values.sourceText && !values.sourceId) unknown.sources.add(values.sourceText, row)
}

function totalsOf(lines: RegisterLine[], ignored: number): ClassifiedRegister['totals'] {
  const count = (outcome: LineOutcome): number =>
    lines.filter((line) => line.outcome === outcome).length
  return {
    lines: lines.length,
    taken: count('taken'),
    typedTwice: count('typed_twice'),
    refused: count('refused'),
    ignored,
  }
}
