import { hash } from 'node:crypto'
import type { Ctx } from '#foundation/ctx.ts'
import { type Cell, cellText, isBlank, type SheetRow } from '#foundation/sheets/cell.ts'
import type { SheetToWrite } from '#foundation/sheets/write-sheet.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { type Phrase, say } from '#shared/words.ts'
import type { ImportRecord } from '../../contracts/import-record.ts'
import { createHeaderMatcher, foldHeader } from '../columns/header-words.ts'
import { type Evidence, findColumns, type MappedColumn } from '../columns/map-columns.ts'
import { readTitle, type SheetTitle } from '../columns/sheet-title.ts'
import type { ImportChoices } from '../draft.ts'
import {
  type ExportedKind,
  type ImportField,
  type ImportKind,
  type ImportRun,
  type JudgedLine,
  labelOf,
  type OpenedImport,
  type Portion,
  type RowSource,
  reasonText,
  type TakeBackOptions,
  type TakenBackCounts,
  type UndoPreview,
} from '../kind.ts'
import { commonReasons } from './common-reasons.ts'
import { createLineReader, createSieve, type LineReader } from './line-reader.ts'
import { createStoreWords, type StoreWords } from './store-words.ts'

/** A field of a list; `test` says whether a cell looks like it, beside the words over it. */
export interface RecordField extends ImportField {
  test?: (text: string, cell: Cell) => boolean
}

/** One line as it was read; the judge says what becomes of it. */
export interface RecordLine<Values> {
  reader: LineReader
  values: Values
  outcome: 'new' | 'updated' | 'unchanged' | 'refused'
}

/** Decides, portion by portion in the order of the file, what lines become; with a run it writes. */
export interface Judge<Values> {
  /** Sets the outcome of lines that are not refused yet; may refuse them through their reader. */
  judge(lines: readonly RecordLine<Values>[]): Promise<void>
  /** Writes what waited for the end; gives the share of that work done so far, 0 to 1. */
  finish?(): AsyncIterable<number>
  made(): Partial<Record<ImportRecord, number>>
}

export interface RecordKind<Values> {
  key: string
  title: Phrase
  about: Phrase
  order: number
  permission?: ImportKind['permission']
  /** The day of lines that say none: its name, and which it is unless somebody chooses another. */
  day?: { label: Phrase; usual(sheet: SheetTitle, today: Day): Day }
  /** Lines alike are told apart by the judge: what stands above may give them another meaning. */
  judgesRepeats?: boolean
  /** Name of templates and of its file in an export. */
  file: Phrase
  fields: Readonly<Record<string, RecordField>>
  /** Words of columns that look alike and mean something else. */
  somethingElse?: RegExp
  reasons?: Readonly<Record<string, { zh: string; en: string }>>
  /** Fields of which one at least must be there. */
  oneOf: readonly (readonly string[])[]
  read(line: LineReader, words: StoreWords): Values
  createJudge(ctx: Ctx, words: StoreWords, run: ImportRun | undefined): Promise<Judge<Values>>
  previewUndo(ctx: Ctx, operationId: string): Promise<UndoPreview>
  takeBack(ctx: Ctx, operationId: string, options: TakeBackOptions): Promise<TakenBackCounts>
  exported?: ExportedKind['portions']
  count?: ImportKind['count']
  checks?: ImportKind['checks']
}

const refusalField: ImportField = {
  zh: '拒绝原因',
  en: 'Reason refused',
  exact: ['未导入原因'],
  parts: [],
  isOurs: true,
}
const reasonWidth = 48
const fewestHeaders = 2
const columnWidth = 14

/** Makes a kind of a list with one record per line: columns, reading, judging and taking back. */
export function recordKind<Values>(given: RecordKind<Values>): ImportKind {
  const fields = { ...given.fields, refusal: refusalField }
  const matcher = createHeaderMatcher(fields, given.somethingElse, fewestHeaders)
  const kind: ImportKind = {
    key: given.key,
    title: given.title,
    about: given.about,
    order: given.order,
    ...(given.permission ? { permission: given.permission } : {}),
    fields,
    matcher,
    reasons: { ...commonReasons, ...given.reasons },
    open: (ctx, source, choices) => openRecords(ctx, given, { matcher, source, choices }),
    template: (ctx) => ({
      name: given.file,
      sheet: {
        name: say(given.title, ctx.locale),
        columns: Object.entries(given.fields)
          .filter(([, field]) => !field.isOurs)
          .map(([key, field]) => ({
            header: labelOf(kind, key, ctx.locale),
            width: field.width ?? columnWidth,
          })),
        rows: [],
      },
    }),
    refusedSheet: (ctx, mapping, lines): SheetToWrite => {
      const columns = mapping.columns.filter((column) => column.field !== 'refusal')
      // A column without a header, or one a person had to map, gets the standard word.
      const headerOf = ({ header, field }: MappedColumn): string =>
        field !== null && !matcher.match(header).has(field)
          ? labelOf(kind, field, ctx.locale)
          : header
      return {
        name: ctx.locale === 'zh' ? '未导入' : 'Refused',
        columns: [
          ...columns.map((column) => ({ header: headerOf(column), width: columnWidth })),
          { header: labelOf(kind, 'refusal', ctx.locale), width: reasonWidth },
        ],
        rows: lines.map(({ cells, reasons }) => [
          ...columns.map(({ index }) => cells[index] ?? null),
          reasons.map((reason) => reasonText(kind, reason, ctx.locale)).join('; '),
        ]),
      }
    },
    previewUndo: given.previewUndo,
    takeBack: given.takeBack,
    ...(given.count ? { count: given.count } : {}),
    ...(given.checks ? { checks: given.checks } : {}),
    ...(given.exported ? { exported: { file: given.file, portions: given.exported } } : {}),
  }
  return kind
}

async function openRecords<Values>(
  ctx: Ctx,
  given: RecordKind<Values>,
  from: { matcher: ImportKind['matcher']; source: RowSource; choices: ImportChoices },
): Promise<OpenedImport> {
  const { matcher, source, choices } = from
  const found = findColumns(source.sample, {
    matcher,
    evidence: evidenceOf(given),
    headerRow: choices.headerRow,
    chosen: choices.fields ?? {},
    remembered: (header) => choices.remembered?.[foldHeader(header)],
  })
  const title = readTitle(source.sample.filter(({ row }) => row < (found.firstHeaderRow ?? 1)))
  const usualDay = given.day
    ? (choices.day ?? given.day.usual(title, dayInZone(ctx.now, ctx.store.timeZone)))
    : null
  const mapping = {
    headerRow: found.headerRow,
    titleText: title.text,
    year: choices.year ?? title.year,
    month: title.month,
    needsYear: false,
    likelyYear: null,
    columns: found.columns,
  }
  const mapped = new Set(found.columns.map(({ field }) => field))
  const missing = given.oneOf.filter((some) => !some.some((field) => mapped.has(field)))
  const words = await createStoreWords(ctx, choices)
  let made: () => Partial<Record<ImportRecord, number>> = () => ({})
  return {
    mapping,
    missing: missing.map(([first = '']) => first),
    ...(given.day && usualDay !== null
      ? { day: { label: say(given.day.label, ctx.locale), value: usualDay } }
      : {}),
    async *lines(run) {
      const judge = await given.createJudge(ctx, words, run)
      made = judge.made
      yield* judgeAll({ given, judge, words, source, mapping: { ...mapping, usualDay }, run })
    },
    unknown: words.unknown,
    extra: () => ({ made: made() }),
  }
}

async function* judgeAll<Values>(from: {
  given: RecordKind<Values>
  judge: Judge<Values>
  words: StoreWords
  source: RowSource
  mapping: {
    headerRow: number | null
    columns: MappedColumn[]
    year: number | null
    month: number | null
    titleText: string
    usualDay: Day | null
  }
  run: ImportRun | undefined
}): AsyncGenerator<Portion> {
  const { given, judge, words, source, mapping, run } = from
  const readerOf = createLineReader(mapping)
  const isLine = createSieve(mapping)
  const indexes = mapping.columns.filter(({ field }) => field !== null).map(({ index }) => index)
  const firstOf = new Map<string, number>()
  const total = source.count
  let done = 0
  for await (const rows of source.portions()) {
    if (run?.isStopped()) break
    done += rows.length
    const lines: JudgedLine[] = []
    const records: { line: RecordLine<Values>; row: SheetRow }[] = []
    for (const row of rows) {
      if (!isLine(row)) continue
      const print = fingerprintOf(row, indexes)
      const sameAs = given.judgesRepeats ? undefined : firstOf.get(print)
      if (sameAs !== undefined) {
        lines.push(judgedLine(row, 'typed_twice', { sameAs }))
        continue
      }
      firstOf.set(print, row.row)
      const reader = readerOf(row)
      const values = given.read(reader, words)
      records.push({ row, line: { reader, values, outcome: 'refused' } })
    }
    await judge.judge(
      records.map(({ line }) => line).filter(({ reader }) => reader.reasons.length === 0),
    )
    for (const { line, row } of records) {
      const { reasons, doubts, told } = line.reader
      const outcome = reasons.length > 0 ? 'refused' : line.outcome
      lines.push(judgedLine(row, outcome, { reasons, doubts, told }))
    }
    yield { lines, done, total: judge.finish ? total * 2 : total }
  }
  if (!judge.finish) return
  for await (const share of judge.finish())
    yield { lines: [], done: Math.round(done + total * share), total: total * 2 }
}

function judgedLine(
  row: SheetRow,
  outcome: JudgedLine['outcome'],
  more: Partial<JudgedLine>,
): JudgedLine {
  return {
    row: row.row,
    outcome,
    reasons: [],
    doubts: [],
    sameAs: null,
    cells: row.cells,
    ...more,
  }
}

function fingerprintOf(row: SheetRow, indexes: readonly number[]): string {
  const texts = indexes.map((index) => cellText(row.cells[index]).trim())
  return hash('sha1', texts.join('\u001f'), 'base64')
}

const MOST = 0.6
const FEW = 0.3
const NEARLY_ALL = 0.8
const FEWEST_CELLS = 3
const weightWithoutWords = 0.4

function evidenceOf<Values>(given: RecordKind<Values>): Evidence {
  return (field, { cells }, words) => {
    const test = given.fields[field]?.test
    if (!test || cells.length === 0) return 0
    const share =
      cells.filter((cell) => !isBlank(cell) && test(cellText(cell).trim(), cell)).length /
      cells.length
    if (words.has(field)) {
      if (share >= MOST) return 0.3
      return share < FEW && cells.length >= FEWEST_CELLS ? -0.6 : 0
    }
    const isBlankHeader = words.size === 0 && cells.length >= FEWEST_CELLS
    return isBlankHeader && share >= NEARLY_ALL ? weightWithoutWords : 0
  }
}
