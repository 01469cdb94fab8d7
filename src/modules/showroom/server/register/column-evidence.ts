// What stands in a column speaks for or against a field, beside the words over it.
import { type Cell, cellText, isSerialDate } from '#foundation/sheets/cell.ts'
import {
  type ColumnContent,
  readChannel,
  readDay,
  readIsRepeat,
  readLevel,
  readMark,
  readPartySize,
  readSex,
  readTime,
} from '#modules/imports/index.ts'
import { normalisePhone } from '#shared/phone.ts'
import type { Matchers } from './register-dictionary.ts'
import { type RegisterField, registerMatcher } from './register-fields.ts'

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
  series: 0.44,
  consultant: 0.44,
  source: 0.44,
  channel: 0.42,
  firstOrRepeat: 0.41,
  sex: 0.4,
  level: 0.4,
  number: 0.38,
  timeIn: 0.37,
  timeOut: 0.36,
}

const FEWEST_CELLS = 3
const MOST = 0.6
const NEARLY_ALL = 0.8
const FEW = 0.3

/** From -0.6 to 0.45: added to the score of the header's words. */
export function evidenceFor(
  field: RegisterField,
  { header, cells }: ColumnContent,
  words: ReadonlyMap<string, number>,
  matchers: Partial<Matchers>,
): number {
  if (cells.length === 0) return 0
  if (words.has(field)) return supportOf(field, cells)
  if (words.size > 0 || cells.length < FEWEST_CELLS || registerMatcher.isAboutSomethingElse(header))
    return 0
  const test = contentTest(field, header, cells, matchers)
  if (test === undefined || shareOf(cells, test) < NEARLY_ALL) return 0
  return weightWithoutWords[field] ?? 0
}

function supportOf(field: RegisterField, cells: Cell[]): number {
  const test = tests[field]
  if (test === undefined) return 0
  const share = shareOf(cells, test)
  if (share >= MOST) return 0.3
  return share < FEW && cells.length >= FEWEST_CELLS ? -0.6 : 0
}

/** Stricter than beside a known header: here nothing else speaks for the field. */
function contentTest(
  field: RegisterField,
  header: string,
  cells: Cell[],
  matchers: Partial<Matchers>,
): Test | undefined {
  switch (field) {
    case 'series':
    case 'consultant':
    case 'source': {
      const matcher = matchers[field]
      return matcher && ((_, text) => matcher(text) !== null)
    }
    case 'channel':
      return (_, text) => /^(来店|来电|walk-?in|call-?in)$/i.test(text)
    case 'firstOrRepeat':
      return (_, text) => /^(首次|再次|初次|二次|first|repeat)$/i.test(text)
    case 'timeIn':
    case 'timeOut':
      return header === '' || /时间|时刻|time/i.test(header) ? tests[field] : undefined
    case 'number':
      return isCounting(cells) ? tests[field] : undefined
    default:
      return tests[field]
  }
}

function isCounting(cells: Cell[]): boolean {
  const numbers = cells.map((cell) => Number(cellText(cell)))
  const steps = numbers.slice(1).filter((number, index) => number - (numbers[index] ?? 0) === 1)
  return steps.length >= cells.length * NEARLY_ALL
}

function shareOf(cells: Cell[], test: Test): number {
  return cells.filter((cell) => test(cell, cellText(cell).trim())).length / cells.length
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
