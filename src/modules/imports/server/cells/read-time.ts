// The time of day in a register, in every shape people type it.
import { type Cell, isSerialDate, serialToDayAndMinutes } from '#foundation/sheets/cell.ts'
import { toHalfWidth } from '#shared/full-width.ts'

export interface TimeRead {
  /** Minutes since midnight, store time. */
  minutes: number
  /** The end, where the cell holds a span such as 10:46-11:18. */
  until: number | null
}

const SERIAL_OF_2000 = 36_526
const SERIAL_OF_2100 = 73_051
const PERIOD =
  /^\s*(上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|晚间|夜里|am|pm|a\.m\.|p\.m\.)?\s*(.*?)\s*(am|pm|a\.m\.|p\.m\.)?$/i
const CLOCK =
  /^(\d{1,2})\s*(?:[:;.：]|点|时|h)\s*(\d{1,2})?\s*分?\s*(?:[:.]?\s*\d{1,2}(?:\.\d+)?秒?)?$/i
const DIGITS_ONLY = /^(\d{1,2})(\d{2})$/
const SPAN = /^(.*\d[点分时]?)\s*(?:-+|~+|到|至)\s*((?:上午|中午|下午|晚上)?\s*\d.*)$/
const LEADING_DAY = /^(?:\d{4}|\d{2})[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\sT]+/

/**
 * Reads a time: date cells, day fractions, 9:42, １０：４６, 9点42分, 9点半, 0942, 下午2:05,
 * 2:05 pm, with a date before it, or a span. Gives null for everything else.
 */
export function readTime(cell: Cell | undefined): TimeRead | null {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return null
  if (isSerialDate(cell)) return ofSerial(cell.serial)
  if (typeof cell === 'number') return readNumber(cell)
  const text = toHalfWidth(cell).trim().replace(LEADING_DAY, '')
  if (/^0?\.\d{3,}$/.test(text)) return ofSerial(Number(text))
  const span = SPAN.exec(text)
  if (!span) return at(readClock(text))
  const from = readClock(span[1] ?? '')
  return from === null ? null : { minutes: from, until: readClock(span[2] ?? '') }
}

function readNumber(value: number): TimeRead | null {
  if (value >= 0 && value < 1) return ofSerial(value)
  if (value >= SERIAL_OF_2000 && value < SERIAL_OF_2100) return ofSerial(value)
  return at(readClock(String(value)))
}

function ofSerial(serial: number): TimeRead | null {
  return serial < 0 || serial >= SERIAL_OF_2100 ? null : at(serialToDayAndMinutes(serial).minutes)
}

function at(minutes: number | null): TimeRead | null {
  return minutes === null ? null : { minutes, until: null }
}

function readClock(text: string): number | null {
  const [, before, body = '', after] = PERIOD.exec(text) ?? []
  const plain = body
    .replace('半', '30分')
    .replace('一刻', '15分')
    .replace('三刻', '45分')
    .replace('整', '')
  const found = CLOCK.exec(plain) ?? DIGITS_ONLY.exec(plain) ?? /^(\d{1,2})$/.exec(plain)
  if (!found) return null
  // 9.5 is 9.50 without its last zero; 9:5 is five past nine.
  const isShortDecimal = /^\d{1,2}\.\d$/.test(plain)
  const minute = Number(found[2] ?? 0) * (isShortDecimal ? 10 : 1)
  const hour = hourOf(Number(found[1]), (before ?? after ?? '').toLowerCase().replaceAll('.', ''))
  if (hour > 23 || minute > 59) return null
  return hour * 60 + minute
}

function hourOf(hour: number, period: string): number {
  if (/^(下午|傍晚|晚上|晚间|夜里|pm)$/.test(period)) return hour < 12 ? hour + 12 : hour
  if (period === '中午') return hour < 3 ? hour + 12 : hour
  if (/^(am|凌晨)$/.test(period)) return hour === 12 ? 0 : hour
  return hour
}
