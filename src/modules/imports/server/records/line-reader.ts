import { type Cell, cellText, isBlank, type SheetRow } from '#foundation/sheets/cell.ts'
import type { Day } from '#shared/days.ts'
import { foldText, toHalfWidth } from '#shared/full-width.ts'
import { maskPhonesInText, type Phone } from '#shared/phone.ts'
import type { Phrase } from '#shared/words.ts'
import { readDay } from '../cells/read-day.ts'
import { readPhones } from '../cells/read-people.ts'
import { readMark } from '../cells/read-words.ts'
import type { MappedColumn } from '../columns/map-columns.ts'
import type { Doubt, Reason } from '../kind.ts'

const NO_VALUE = /^[-—–/\\.]+$/

/** One line of a sheet by the fields of its columns; gathers what is wrong with it. */
export interface LineReader {
  row: number
  /** What stands over the header of the sheet. */
  title: string
  /** The day that counts where the line says none; null for kinds without such a day. */
  usualDay: Day | null
  /** What becomes of the line, for those who look before importing. */
  told: Phrase[]
  reasons: Reason[]
  doubts: Doubt[]
  /** Whether a column holds this field. */
  has(field: string): boolean
  /** The words over the column of a field. */
  header(field: string): string
  cell(field: string): Cell
  /** What stands there, trimmed; null for nothing, a dash or a stroke. */
  text(field: string): string | null
  /** Refuses the line for what stands in a field, or for `value`. */
  refuse(field: string, code: string, value?: string): void
  /** The line is taken without this cell. */
  doubt(field: string): void
  /** A day of the past, or any; refuses what is none. Null for an empty cell. */
  day(field: string, options?: { isAnyYear?: boolean }): Day | null
  /** The numbers of a cell; what is none refuses the line. */
  phones(field: string): Phone[]
  /** A tick or a cross; a doubt where it is neither. */
  mark(field: string): boolean | null
}

export interface ReaderGiven {
  columns: readonly MappedColumn[]
  year: number | null
  month: number | null
  titleText: string
  usualDay?: Day | null
}

/** Makes readers for the lines of one mapped sheet. */
export function createLineReader({
  columns,
  year,
  month,
  titleText,
  usualDay = null,
}: ReaderGiven) {
  const places = new Map<string, { index: number; header: string }>()
  for (const { field, index, header } of columns)
    if (field !== null) places.set(field, { index, header })
  return (line: SheetRow): LineReader => {
    const reasons: Reason[] = []
    const doubts: Doubt[] = []
    const cell = (field: string): Cell => line.cells[places.get(field)?.index ?? -1] ?? null
    const typed = (field: string): string =>
      cellText(cell(field))
        .replace(/\r\n?/g, '\n')
        .replace(/^[\s\u3000]+|[\s\u3000]+$/g, '')
    const text = (field: string): string | null => {
      const found = typed(field)
      return found === '' || NO_VALUE.test(toHalfWidth(found)) ? null : found
    }
    const refuse = (field: string, code: string, value = typed(field)): void => {
      reasons.push({ field, code, column: places.get(field)?.header ?? '', value })
    }
    const doubt = (field: string): void => {
      doubts.push({ field, value: maskPhonesInText(typed(field)) })
    }
    return {
      row: line.row,
      title: titleText,
      usualDay,
      told: [],
      reasons,
      doubts,
      has: (field) => places.has(field),
      header: (field) => places.get(field)?.header ?? '',
      cell,
      text,
      refuse,
      doubt,
      day(field, { isAnyYear = false } = {}) {
        if (text(field) === null) return null
        const { day } = readDay(cell(field), { year, month, isAnyYear })
        if (day === null) refuse(field, 'not_a_day')
        return day
      },
      phones(field) {
        const found = text(field)
        if (found === null) return []
        const { phones, bad } = readPhones(found)
        if (bad.length > 0) refuse(field, 'not_a_phone', bad.join(' '))
        return phones
      },
      mark(field) {
        const found = text(field)
        if (found === null) return null
        const mark = readMark(found)
        if (mark === null) doubt(field)
        return mark
      },
    }
  }
}

const TOTAL =
  /^(本日|本周|本月|当日|当月|全月|上午|下午)?(合计|小计|总计|共计|累计|总数|汇总|审核|审批|制表|填表|复核|签字|签名|填写说明|说明|备注|注)([:\d].*|$)|^(sub|grand)?total\b|^(approved|checked|prepared|signed|notes?)(by)?(:|$)/
const HEADER_CELLS = 3

/** Tells the lines of a list from blank ones, totals, signatures and headers that come again. */
export function createSieve(given: {
  headerRow: number | null
  columns: readonly MappedColumn[]
}): (row: SheetRow) => boolean {
  const mapped = given.columns.filter((column) => column.field !== null)
  return (row) => {
    if (given.headerRow !== null && row.row <= given.headerRow) return false
    const filled = mapped.filter(({ index }) => !isBlank(row.cells[index]))
    if (filled.length === 0) return false
    const again = mapped.filter(
      ({ index, header }) => header !== '' && cellText(row.cells[index]).trim() === header,
    )
    if (again.length >= Math.min(HEADER_CELLS, mapped.length)) return false
    if (filled.length > 2) return true
    return !TOTAL.test(foldText(cellText(row.cells.find((cell) => !isBlank(cell)))))
  }
}
