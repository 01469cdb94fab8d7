// What stands in a column speaks for or against a field, beside the words over it.
import { type Cell, cellText, isSerialDate } from '#foundation/sheets/cell.ts'
import { normalisePhone } from '#shared/phone.ts'
import { readDay } from './read-day.ts'
import { readTime } from './read-time.ts'
import {
  readChannel,
  readIsRepeat,
  readLevel,
  readMark,
  readPartySize,
  readSex,
} from './read-words.ts'
import type { RegisterField } from './register-fields.ts'

type Test = (cell: Cell, text: string) => boolean

const SOME_YEAR = { year: 2000, month: 1 }

const tests: Partial<Record<RegisterField, Test>> = {
  number: (_, text) => /^[a-z]{0,4}[-\d]{1,12}$/i.test(text),
  date: (cell) => isDayLike(cell),
  channel: (_, text) => text.length <= 12 && readChannel(text) !== null,
  timeIn: (cell) => isTimeLike(cell),
  timeOut: (cell) => isTimeLike(cell),
  partySize: (_, text) => readPartySize(text) !== null,
  firstOrRepeat: (_, text) => readIsRepeat(text) !== null || readMark(text) !== null,
  sex: (_, text) => readSex(text) !== null,
  phone: (_, text) => (text.match(/\d/g)?.length ?? 0) >= 7 && normalisePhone(text) !== undefined,
  level: (_, text) => readLevel(text) !== null,
  filed: (_, text) => readMark(text) !== null,
  name: (_, text) => !/^[\d\s./:-]+$/.test(text) || normalisePhone(text) !== undefined,
}

/** What a column without a known header may be taken for, by its content alone. */
const weightWithoutWords: Partial<Record<RegisterField, number>> = {
  phone: 0.45,
  date: 0.45,
  sex: 0.4,
  level: 0.4,
}

const FEWEST_CELLS = 3
const MOST = 0.6
const FEW = 0.3

/** From -0.6 to 0.45: added to the score of the header's words. */
export function evidenceFor(
  field: RegisterField,
  cells: Cell[],
  words: ReadonlyMap<RegisterField, number>,
): number {
  const test = tests[field]
  if (test === undefined || cells.length === 0) return 0
  const share = cells.filter((cell) => test(cell, cellText(cell).trim())).length / cells.length
  if (words.has(field)) {
    if (share >= MOST) return 0.3
    return share < FEW && cells.length >= FEWEST_CELLS ? -0.6 : 0
  }
  const isUnknownHeader = words.size === 0
  if (!isUnknownHeader || share < 0.8 || cells.length < FEWEST_CELLS) return 0
  return weightWithoutWords[field] ?? 0
}

function isDayLike(cell: Cell): boolean {
  const { day } = readDay(cell, SOME_YEAR)
  return day !== null
}

function isTimeLike(cell: Cell): boolean {
  if (typeof cell === 'number' && cell >= 1 && cell < 100) return false
  if (isSerialDate(cell) && cell.serial >= 1 && Number.isInteger(cell.serial)) return false
  return readTime(cell) !== null
}
