// The day of a register line, in every shape people type it.
import { type Cell, isSerialDate, serialToDayAndMinutes } from '#foundation/sheets/cell.ts'
import { isDay } from '#shared/days.ts'
import { toHalfWidth } from '#shared/full-width.ts'

export interface DayContext {
  /** Year of the register, from its title or the user; null where nobody said it. */
  year: number | null
  /** Month of the register, 1–12, where its title says so. */
  month: number | null
  /** Days of a life (birthdays, purchases) may lie before 2000. */
  isAnyYear?: boolean
}

export interface DayRead {
  /** ISO day, or null where the cell is no day or its year is not known. */
  day: string | null
  /** Minutes since midnight where the cell holds a time too. */
  minutes: number | null
  isYearless: boolean
  /** 9.1 in a number cell may have been typed as 9.10: the other day it can be. */
  otherDay: string | null
}

interface Parts {
  year: number | null
  month: number | null
  day: number
}

const NOTHING: DayRead = { day: null, minutes: null, isYearless: false, otherDay: null }
const SERIAL_OF_1910 = 3_654
const SERIAL_OF_2000 = 36_526
const SERIAL_OF_2100 = 73_051
const LATEST_SHORT_YEAR = 40
const SEPARATOR = '\\s*[-/.年月]\\s*'
const YEAR_FIRST = new RegExp(
  `^(\\d{4}|\\d{2})${SEPARATOR}(\\d{1,2})${SEPARATOR}(\\d{1,2})[日号]?$`,
)
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/
const MONTH_AND_DAY = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})[日号]?$/
const ONLY_DAY = /^(\d{1,2})[日号]?$/
const MONTH_NAMES = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
]
const CLOCK_AT_END = /[\sT]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[ap]m)?$/i
const WEEKDAY =
  /[([]?\s*(?:星期|周|礼拜)[一二三四五六日天1-7]\s*[)\]]?|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b,?/gi

/**
 * Reads a day: date cells, serial numbers, 2026/9/1, 9月1日, 9.1, 1日, 20260901, 九月一日,
 * 1 Sep 2026, full width, with a weekday or a time behind. A day without a year takes the one
 * nearest to the register's month, else the register's year.
 */
export function readDay(cell: Cell | undefined, context: DayContext): DayRead {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return NOTHING
  if (isSerialDate(cell)) return readSerial(cell.serial, context)
  if (typeof cell === 'number') return readNumber(cell, context)
  return readText(cell, context)
}

/** Marks that stand for "as above". */
export function isDitto(cell: Cell | undefined): boolean {
  return typeof cell === 'string' && /^\s*(同上|["″〃”“']{1,2}|ditto|do\.)\s*$/i.test(cell)
}

function readSerial(serial: number, { isAnyYear }: DayContext): DayRead {
  const first = isAnyYear ? SERIAL_OF_1910 : SERIAL_OF_2000
  if (serial < first || serial >= SERIAL_OF_2100) return NOTHING
  const { day, minutes } = serialToDayAndMinutes(serial)
  return { ...NOTHING, day, minutes: minutes === 0 ? null : minutes }
}

function readNumber(value: number, context: DayContext): DayRead {
  const first = context.isAnyYear ? SERIAL_OF_1910 : SERIAL_OF_2000
  if (value >= first && value < SERIAL_OF_2100) return readSerial(value, context)
  const read = readText(String(value), context)
  const doubtful = /^(\d{1,2})\.([123])$/.exec(String(value))
  if (!doubtful || read.day === null) return read
  return { ...read, otherDay: readText(`${value}0`, context).day }
}

function readText(typed: string, context: DayContext): DayRead {
  let text = chineseNumbers(toHalfWidth(typed)).replace(WEEKDAY, ' ').trim()
  let minutes: number | null = null
  const clock = CLOCK_AT_END.exec(text)
  if (clock) {
    minutes = Number(clock[1]) * 60 + Number(clock[2])
    text = text.slice(0, clock.index).trim()
  }
  text = text.replace(/\s*([-/.年月日号])\s*/g, '$1')
  if (/^\d{5}(\.\d+)?$/.test(text)) return readSerial(Number(text), context)
  const parts = splitText(text, context)
  if (parts === null) return NOTHING
  const month = parts.month ?? context.month
  const year = parts.year ?? yearOf(month, context)
  const isYearless = parts.year === null
  if (month === null || year === null) return { ...NOTHING, isYearless }
  const day = `${year}-${pad(month)}-${pad(parts.day)}`
  return { day: isDay(day) ? day : null, minutes, isYearless, otherDay: null }
}

function splitText(text: string, context: DayContext): Parts | null {
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text) ?? YEAR_FIRST.exec(text)
  const last = YEAR_LAST.exec(text)
  if (compact && !(last && looksYearLast(last, context))) {
    return {
      year: century(compact[1], context),
      month: Number(compact[2]),
      day: Number(compact[3]),
    }
  }
  if (last) return yearLast(last, context)
  const short = MONTH_AND_DAY.exec(text) ?? /^(0\d|1[0-2])([0-3]\d)$/.exec(text)
  if (short) return { year: null, month: Number(short[1]), day: Number(short[2]) }
  const only = ONLY_DAY.exec(text)
  if (only) return { year: null, month: null, day: Number(only[1]) }
  return splitEnglish(text)
}

/** 9/1/26 against 26/9/1: the register's year decides, else the year stands first. */
function looksYearLast(found: RegExpExecArray, context: DayContext): boolean {
  if (found[3]?.length === 4) return true
  const short = context.year === null ? null : context.year % 100
  return short !== null && Number(found[3]) === short && Number(found[1]) !== short
}

function yearLast(found: RegExpExecArray, context: DayContext): Parts {
  const first = Number(found[1])
  const second = Number(found[2])
  const isDayFirst = first > 12 || (second === context.month && first !== context.month)
  const [month, day] = isDayFirst ? [second, first] : [first, second]
  return { year: century(found[3], context), month, day }
}

function splitEnglish(text: string): Parts | null {
  const found =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?[\s-]*(?<month>[a-z]{3,9})\.?,?[\s-]*(?<year>\d{4}|\d{2})?$/i.exec(
      text,
    ) ??
    /^(?<month>[a-z]{3,9})\.?[\s-]*(?<day>\d{1,2})(?:st|nd|rd|th)?,?[\s-]*(?<year>\d{4})?$/i.exec(
      text,
    )
  const month = MONTH_NAMES.indexOf(found?.groups?.['month']?.slice(0, 3).toLowerCase() ?? '') + 1
  if (!found || month === 0) return null
  const year = found.groups?.['year']
  return { year: year ? century(year) : null, month, day: Number(found.groups?.['day']) }
}

/** The month number of an English month name, or null. */
export function monthByName(name: string): number | null {
  const index = MONTH_NAMES.indexOf(name.slice(0, 3).toLowerCase())
  return index < 0 ? null : index + 1
}

function yearOf(month: number | null, context: DayContext): number | null {
  if (context.year === null || context.month === null || month === null) return context.year
  const apart = month - context.month
  if (apart > 6) return context.year - 1
  return apart < -6 ? context.year + 1 : context.year
}

const DIGITS = '〇一二三四五六七八九'

/** 二〇二六年九月二十一日 → 2026年9月21日. Only runs that are followed by 年, 月, 日 or 号. */
export function chineseNumbers(text: string): string {
  return text.replace(/[〇零一二三四五六七八九十]+(?=[年月日号])/g, (run) => {
    const plain = run.replaceAll('零', '〇')
    if (!plain.includes('十')) return [...plain].map((digit) => DIGITS.indexOf(digit)).join('')
    const [tens = '', ones = ''] = plain.split('十')
    const ten = tens === '' ? 1 : DIGITS.indexOf(tens)
    return String(ten * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones)))
  })
}

/** 85 of a birthday is 1985; of a register it would be 2085, which nobody means either. */
function century(year: string | undefined, { isAnyYear }: Partial<DayContext> = {}): number {
  if (year?.length !== 2) return Number(year)
  return isAnyYear && Number(year) > LATEST_SHORT_YEAR ? 1900 + Number(year) : 2000 + Number(year)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
