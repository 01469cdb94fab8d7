// What a cell of any sheet can hold, and how it reads on the screen.

/**
 * A cell that the file marks as a date or a time: days since 1899-12-30, the time of day as the
 * fraction, in the 1900 system whatever the file used. It has no time zone.
 */
export interface SerialDate {
  serial: number
}

export type Cell = string | number | boolean | SerialDate | null

export interface SheetRow {
  /** Line of the sheet from 1, as Excel shows it; blank lines count. */
  row: number
  cells: Cell[]
}

const MS_PER_DAY = 86_400_000
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const FIRST_DAY_AFTER_LEAP_BUG = 61
// 9999-12-31, the last day a sheet knows.
const LAST_SERIAL = 2_958_465

export function isSerialDate(cell: Cell | undefined): cell is SerialDate {
  return typeof cell === 'object' && cell !== null
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')
}

/** The text a person sees in the cell; dates as `2026-09-01`, times as `09:42`. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  if (typeof cell === 'number') return numberText(cell)
  return serialText(cell.serial)
}

/** Calendar day and minutes since midnight of a serial; the day is null for a bare time. */
export function serialToDayAndMinutes(serial: number): {
  day: string | null
  minutes: number
} {
  let days = Math.floor(serial)
  let minutes = Math.round((serial - days) * 1440)
  if (minutes === 1440) {
    minutes = 0
    days += 1
  }
  if (days < 1 || days > LAST_SERIAL) return { day: null, minutes }
  // Excel believes that 1900 was a leap year; before March 1900 its count is one day ahead.
  const shift = days < FIRST_DAY_AFTER_LEAP_BUG ? 1 : 0
  const day = new Date(SERIAL_ZERO + (days + shift) * MS_PER_DAY).toISOString().slice(0, 10)
  return { day, minutes }
}

/** Drops blank cells at the end; gives an empty array for a blank line. */
export function trimRow(cells: Cell[]): Cell[] {
  let length = cells.length
  while (length > 0 && isBlank(cells[length - 1])) length -= 1
  return length === cells.length ? cells : cells.slice(0, length)
}

const ESCAPED_LEAD = /^'[=+\-@\t\r]/
const RISKY_LEAD = /^[=+\-@\t\r]/

/** Text that a spreadsheet would run as a formula gets a leading apostrophe. */
export function escapeFormula(text: string): string {
  return RISKY_LEAD.test(text) ? `'${text}` : text
}

/** Takes back what `escapeFormula` added, so that a file of ours reads as it was. */
export function unescapeFormula(text: string): string {
  return ESCAPED_LEAD.test(text) ? text.slice(1) : text
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return value.toFixed(0)
  return String(Number(value.toPrecision(15)))
}

function serialText(serial: number): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > LAST_SERIAL + 1) return numberText(serial)
  const { day, minutes } = serialToDayAndMinutes(serial)
  const time = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
  if (day === null) return time
  return minutes === 0 ? day : `${day} ${time}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
