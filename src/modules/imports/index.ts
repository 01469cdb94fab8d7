export {
  type DayContext,
  type DayRead,
  isDitto,
  readDay,
} from './server/cells/read-day.ts'
export { looksLikeCompany, readIdNumber, readName, readPhones } from './server/cells/read-people.ts'
export { readTime, type TimeRead } from './server/cells/read-time.ts'
export {
  type Channel,
  readChannel,
  readIsRepeat,
  readLevel,
  readMark,
  readPartySize,
  readSex,
  type Sex,
} from './server/cells/read-words.ts'
export {
  createHeaderMatcher,
  type FieldWords,
  foldHeader,
  words,
} from './server/columns/header-words.ts'
export {
  type ColumnContent,
  findColumns,
  type MappedColumn,
} from './server/columns/map-columns.ts'
export { readTitle, type SheetTitle } from './server/columns/sheet-title.ts'
export type { ImportChoices } from './server/draft.ts'
export { offerFirstDayStep } from './server/first-day-step.ts'
export { type ImportedFile, type ImportOptions, importFile } from './server/import-file.ts'
export { importOperation } from './server/import-operation.ts'
export {
  type ImportField,
  type ImportKind,
  type ImportRun,
  type JudgedLine,
  type KeptForRefusal,
  kindKeys,
  type OpenedImport,
  offerImportKind,
  type Portion,
  type Reason,
  type RowSource,
  type TakenBackCounts,
  type Touched,
  type UndoPreview,
} from './server/kind.ts'
export type { LineReader } from './server/records/line-reader.ts'
export {
  type Judge,
  type RecordField,
  type RecordKind,
  type RecordLine,
  recordKind,
} from './server/records/record-kind.ts'
export { giveSeriesWords } from './server/records/series-words.ts'
export type { StoreWords } from './server/records/store-words.ts'
