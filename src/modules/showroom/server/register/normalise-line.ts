// One line of a register: raw cells in, the values they mean out.
import { type Cell, cellText, isBlank } from '#foundation/sheets/cell.ts'
import {
  type Channel,
  type DayContext,
  type DayRead,
  readChannel,
  readDay,
  readIsRepeat,
  readLevel,
  readMark,
  readPartySize,
  readSex,
  readTime,
  type Sex,
  type TimeRead,
} from '#modules/imports/index.ts'
import type { Day } from '#shared/days.ts'
import { foldText, toHalfWidth } from '#shared/full-width.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { normalisePhone } from '#shared/phone.ts'
import type { ColumnMapping } from './column-mapping.ts'
import type { Matchers } from './register-dictionary.ts'
import type { RegisterField } from './register-fields.ts'

export interface RegisterValues {
  number: string | null
  day: Day | null
  channel: Channel
  /** Minutes since midnight, store time. */
  timeIn: number | null
  timeOut: number | null
  partySize: number | null
  isRepeat: boolean | null
  name: string | null
  sex: Sex | null
  /** Canonical form of a whole number, else null; `phoneText` is what was typed. */
  phone: string | null
  phoneText: string | null
  seriesId: string | null
  seriesText: string | null
  level: IntentLevel | null
  levelText: string | null
  sourceId: string | null
  sourceText: string | null
  consultantId: string | null
  consultantText: string | null
  isFiled: boolean
  /** Of new prospects; a word nobody knows is doubted and left out. */
  purchaseTypeId: string | null
  householdId: string | null
  areaCode: string | null
  note: string | null
}

export type RegisterFieldDoubt = { field: RegisterField; value: string }

export interface NormalisedLine {
  values: RegisterValues
  dayRead: DayRead
  /** Mark that a refused file carries, so that a corrected line keeps its identity. */
  lineMark: string | null
  /** Cells that hold something nobody could read; the line is taken without them. */
  doubts: RegisterFieldDoubt[]
}

const PHONE_INSIDE = /(\+?86[- ]?)?1[3-9]\d(?:[- ]?\d){8}|0\d{2,3}-\d{7,8}/

/** Reads the mapped cells of one line. Says nothing about whether the line is taken. */
export function normaliseLine(
  cells: Cell[],
  mapping: ColumnMapping,
  context: DayContext,
  matchers: Matchers,
): NormalisedLine {
  const at = new Map<RegisterField, number>()
  for (const column of mapping.columns) if (column.field) at.set(column.field, column.index)
  const cell = (field: RegisterField): Cell => cells[at.get(field) ?? -1] ?? null
  const text = (field: RegisterField): string | null => tidy(cellText(cell(field)))
  const doubts: RegisterFieldDoubt[] = []
  const read = <T>(field: RegisterField, reader: (typed: string) => T | null): T | null => {
    const typed = text(field)
    const value = typed === null ? null : reader(typed)
    if (typed !== null && value === null) doubts.push({ field, value: typed })
    return value
  }

  const { dayRead, timeIn, timeOut } = readMoments(cell, at, context, doubts)
  const { nameText, phoneText } = splitNameAndPhone(text('name'), text('phone'), at)
  const phone = phoneText === null ? null : (normalisePhone(phoneText)?.canonical ?? null)
  const isRepeatHeader = isTurned(mapping, at.get('firstOrRepeat'), /再次|二次|复|repeat|return/i)
  const isUnfiledHeader = isTurned(mapping, at.get('filed'), /未留|未建|没留|unfiled|notfiled/i)
  const values: RegisterValues = {
    number: readNumberText(text('number')),
    day: dayRead.day,
    channel: read('channel', readChannel) ?? 'walk-in',
    timeIn,
    timeOut,
    partySize: read('partySize', readPartySize),
    isRepeat: read('firstOrRepeat', (typed) => readFirstOrRepeat(typed, isRepeatHeader)),
    name: nameText,
    sex: read('sex', readSex),
    phone,
    phoneText,
    seriesText: text('series'),
    seriesId: matchers.series(text('series') ?? ''),
    level: read('level', readLevel),
    levelText: text('level'),
    sourceText: text('source'),
    sourceId: matchers.source(text('source') ?? ''),
    consultantText: text('consultant'),
    consultantId: matchers.consultant(text('consultant') ?? ''),
    isFiled: readIsFiled(read, at.has('filed'), isUnfiledHeader, phone, phoneText),
    purchaseTypeId: read('purchaseType', matchers.purchaseType),
    householdId: read('household', matchers.household),
    areaCode: read('area', matchers.area),
    note: text('note'),
  }
  return { values, dayRead, lineMark: text('lineMark'), doubts }
}

/** All mapped cells in their normalised form: two lines are the same when these are equal. */
export function lineFingerprint(values: RegisterValues): string {
  const { seriesId, sourceId, consultantId } = values
  return fingerprint(values, [
    seriesId ?? folded(values.seriesText),
    sourceId ?? folded(values.sourceText),
    consultantId ?? folded(values.consultantText),
  ])
}

/** The same by the words of the file alone, so that a new alias does not make another line of it. */
export function lineWording(values: RegisterValues): string {
  const { seriesText, sourceText, consultantText } = values
  return fingerprint(values, [folded(seriesText), folded(sourceText), folded(consultantText)])
}

function fingerprint(values: RegisterValues, words: string[]): string {
  const { number, day, channel, timeIn, timeOut, partySize, isRepeat, sex, isFiled } = values
  const phone = values.phone ?? folded(values.phoneText)
  const level = values.level ?? folded(values.levelText)
  const texts = [folded(values.name), phone, level, folded(values.note), ...words]
  const facts = [number, day, channel, timeIn, timeOut, partySize, isRepeat, sex, isFiled]
  // Only where they are there: lines imported before they were read stay the same lines.
  const groups = [values.purchaseTypeId, values.householdId, values.areaCode]
  const grouped = groups.some((one) => one !== null) ? groups : []
  return JSON.stringify([...facts, ...texts, ...grouped])
}

function folded(text: string | null): string {
  return text === null ? '' : foldText(text)
}

type CellOf = (field: RegisterField) => Cell

function readMoments(
  cell: CellOf,
  at: Map<RegisterField, number>,
  context: DayContext,
  doubts: RegisterFieldDoubt[],
): { dayRead: DayRead; timeIn: number | null; timeOut: number | null } {
  const dayRead = readDay(cell(at.has('date') ? 'date' : 'timeIn'), context)
  const arrived = readClock('timeIn', cell, doubts)
  const left = readClock('timeOut', cell, doubts)
  return {
    dayRead,
    timeIn: arrived?.minutes ?? (at.has('timeIn') ? null : dayRead.minutes),
    timeOut: left?.minutes ?? (at.has('timeOut') ? null : (arrived?.until ?? null)),
  }
}

function readClock(
  field: 'timeIn' | 'timeOut',
  cell: CellOf,
  doubts: RegisterFieldDoubt[],
): TimeRead | null {
  const typed = cell(field)
  if (isBlank(typed) || /^[-/—–]+$/.test(cellText(typed).trim())) return null
  const read = readTime(typed)
  if (read === null) doubts.push({ field, value: cellText(typed) })
  return read
}

/** A register may keep name and phone in one column. */
function splitNameAndPhone(
  name: string | null,
  phone: string | null,
  at: Map<RegisterField, number>,
): { nameText: string | null; phoneText: string | null } {
  const together = at.has('phone') ? (at.has('name') ? null : phone) : name
  if (together === null) return { nameText: name, phoneText: phone }
  const found = PHONE_INSIDE.exec(toHalfWidth(together))
  if (!found) return { nameText: name, phoneText: phone }
  const rest = toHalfWidth(together)
    .replace(found[0], ' ')
    .replace(/[/、,;:()|-]+/g, ' ')
  return { nameText: tidy(rest), phoneText: at.has('phone') ? phone : found[0] }
}

function readFirstOrRepeat(typed: string, isRepeatHeader: boolean): boolean | null {
  const mark = readMark(typed)
  const isCount = /\d/.test(foldText(typed)) && !isRepeatHeader
  if (mark === null || isCount) return readIsRepeat(typed)
  return mark === isRepeatHeader
}

/**
 * Contact data makes a visit filed (glossary: an unfiled visit left none). So a blank mark beside
 * a whole phone number counts as filed; where the register has no such column, any phone does.
 */
function readIsFiled(
  read: (field: RegisterField, reader: (typed: string) => boolean | null) => boolean | null,
  hasColumn: boolean,
  isTurnedRound: boolean,
  phone: string | null,
  phoneText: string | null,
): boolean {
  if (!hasColumn) return phoneText !== null
  const mark = read('filed', readMark)
  if (mark === null) return phone !== null
  return isTurnedRound ? !mark : mark
}

function isTurned(mapping: ColumnMapping, index: number | undefined, words: RegExp): boolean {
  const header = mapping.columns.find((column) => column.index === index)?.header ?? ''
  return words.test(foldText(header)) && !/首|初|first|new/i.test(header)
}

/** 1, 1.0, 001 and １ are one number; other marks keep their letters. */
function readNumberText(text: string | null): string | null {
  if (text === null) return null
  const folded = foldText(text)
  const digits = /^0*(\d+)(?:\.0+)?$/.exec(folded)
  return digits?.[1] ?? folded
}

/** Trimmed, line ends as \n; null where nothing is left. */
function tidy(text: string): string | null {
  const plain = text.replace(/\r\n?/g, '\n').replace(/^[\s\u3000]+|[\s\u3000]+$/g, '')
  return plain === '' ? null : plain
}
