import type { Ctx } from '#foundation/ctx.ts'
import type { Cell, SheetRow } from '#foundation/sheets/cell.ts'
import type { SheetToWrite } from '#foundation/sheets/write-sheet.ts'
import { fillPhrase, type Locale } from '#shared/errors.ts'
import type { Permission } from '#shared/permissions.ts'
import { type Phrase, say } from '#shared/words.ts'
import type { ImportCounts, ImportRecord, ImportReport } from '../contracts/import-record.ts'
import type { FieldWords, HeaderMatcher } from './columns/header-words.ts'
import type { ImportChoices } from './draft.ts'

/** Why a line is refused, in the words of the person who corrects it. */
export interface Reason {
  field: string
  code: string
  /** Header of the column as the file has it; '' where the line as a whole is meant. */
  column: string
  /** What stands in the cell, as text. */
  value: string
}

/** A cell that nobody could read; the line is taken without it. */
export interface Doubt {
  field: string
  value: string
}

/** What becomes of one line. */
export interface JudgedLine {
  /** Line of the sheet from 1. */
  row: number
  outcome: 'new' | 'updated' | 'unchanged' | 'typed_twice' | 'refused'
  /** Of a refused line, the weightiest first. */
  reasons: readonly Reason[]
  doubts: readonly Doubt[]
  /** For a line typed twice: the line it repeats. */
  sameAs: number | null
  /** The cells as the file has them; needed of lines that are refused, typed twice or doubtful. */
  cells: readonly Cell[]
  /** What becomes of a line that is taken, where its kind says it line by line. */
  told?: readonly Phrase[]
  /** What tells the line again; kept sealed, for the file of refused lines. */
  identity?: string | null
}

export interface Portion {
  lines: readonly JudgedLine[]
  /** How much of the whole work is done, in rows. */
  done: number
  total: number
}

/** The rows of an uploaded file as they were staged, in order. */
export interface RowSource {
  /** The beginning of the sheet, enough to find its columns. */
  sample: readonly SheetRow[]
  count: number
  /** The sheet that was read (null where the file has none), and the others of the file. */
  sheet: string | null
  otherSheets: readonly string[]
  portions(): AsyncIterable<SheetRow[]>
}

export interface ImportRun {
  operationId: string
  /** A person asked to stop and keep what is in. */
  isStopped(): boolean
}

export interface OpenedImport {
  mapping: ImportReport['mapping']
  /** Keys of fields without which nothing can be taken, and no column has. */
  missing: readonly string[]
  /** The day that counts for lines without one of their own, where the kind knows such a day. */
  day?: ImportReport['day']
  /** Judges line by line against the store as it is; with a run it also writes. */
  lines(run?: ImportRun): AsyncIterable<Portion>
  /** Words nobody knows; told after the lines. */
  unknown(): ImportReport['unknown']
  /** Counts beyond those of lines; told after the lines. */
  extra(): Partial<ImportCounts>
}

export interface KeptForRefusal {
  row: number
  cells: readonly Cell[]
  reasons: readonly Reason[]
  identity: string | null
}

export interface Touched {
  id: string
  record: ImportRecord
  name: string | null
  day: string | null
}

export interface UndoPreview {
  withdrawn: Partial<Record<ImportRecord, number>>
  restored: number
  /** The first 200 of those somebody worked on since. */
  touched: Touched[]
  touchedTotal: number
}

/** One kind of record that comes in from files; offered by the module that keeps the records. */
export interface ImportKind {
  /** `customers`; its operations are of the kind `import.customers`. */
  key: string
  title: Phrase
  about: Phrase
  /** Place in lists; where two kinds fit a file alike, the lower one. */
  order: number
  /** Needed beside the right to import, over the store at least. */
  permission?: Permission
  fields: Readonly<Record<string, ImportField>>
  matcher: HeaderMatcher
  reasons: Readonly<Record<string, { zh: string; en: string }>>
  open(ctx: Ctx, source: RowSource, choices: ImportChoices): Promise<OpenedImport>
  template(ctx: Ctx, given: { month: string }): { name: Phrase; sheet: SheetToWrite }
  /** The refused lines as a sheet that can be corrected and imported again. */
  refusedSheet(
    ctx: Ctx,
    mapping: ImportReport['mapping'],
    lines: readonly KeptForRefusal[],
  ): SheetToWrite
  /** Before anything is written: refuses a mapping that cannot be taken. Throws. */
  assertUnderstood?(report: ImportReport): void
  previewUndo(ctx: Ctx, operationId: string): Promise<UndoPreview>
  /** Takes back what the operation made and changed; the caller has locked it. */
  takeBack(ctx: Ctx, operationId: string, options: TakeBackOptions): Promise<TakenBackCounts>
  /** How many of these records the store has. */
  count?(ctx: Ctx): Promise<number>
  /** What to look at once a store's records are in. */
  checks?(ctx: Ctx): Promise<KindCheck[]>
  /** The records as rows of the same columns, so that an export can be imported again. */
  exported?: ExportedKind
}

/** One line of the check list that ends a store's first day. */
export interface KindCheck {
  key: string
  text: Phrase
  count: number
  isFine: boolean
}

export interface TakeBackOptions {
  withTouched: boolean
  /** When the import was done. */
  finishedAt: Date | null
}

export interface TakenBackCounts {
  withdrawn: number
  restored: number
  kept: number
}

export interface ImportField extends FieldWords {
  isNeeded?: boolean
  /** What may stand in it, where that is not plain. */
  hint?: Phrase
  /** Not in templates: marks that only our own files carry. */
  isOurs?: boolean
  width?: number
}

export interface ExportedKind {
  /** Name of its file, without ending. */
  file: Phrase
  /** Rows in portions; `phones`: whole numbers, else masked. */
  portions(ctx: Ctx, options: { phones: boolean }): AsyncIterable<Readonly<Record<string, Cell>>[]>
}

const kinds = new Map<string, ImportKind>()

/** Wiring, once at start: the module that keeps the records says how they come in. */
export function offerImportKind(kind: ImportKind): void {
  kinds.set(kind.key, kind)
}

export function listKinds(): ImportKind[] {
  return [...kinds.values()].sort((a, b) => a.order - b.order)
}

export function kindKeys(): string[] {
  return listKinds().map((kind) => kind.key)
}

export function findKind(key: string): ImportKind | undefined {
  return kinds.get(key)
}

const prefix = 'import.'

/** The kind of an operation that imports: `import.customers`. */
export function operationKindOf(kind: Pick<ImportKind, 'key'>): string {
  return `${prefix}${kind.key}`
}

export function kindOfOperation(operationKind: string): ImportKind | undefined {
  return operationKind.startsWith(prefix) ? findKind(operationKind.slice(prefix.length)) : undefined
}

/** The sentence of a refusal, with the column's own header and the value in it. */
export function reasonText(kind: ImportKind, reason: Reason, locale: Locale): string {
  const column = reason.column === '' ? labelOf(kind, reason.field, locale) : reason.column
  const phrase = kind.reasons[reason.code]
  return phrase ? fillPhrase(phrase[locale], { column, value: reason.value }) : reason.code
}

export function labelOf(kind: ImportKind, field: string, locale: Locale): string {
  return kind.fields[field]?.[locale] ?? field
}

export function hintOf(field: ImportField, locale: Locale): string {
  return field.hint ? say(field.hint, locale) : ''
}
