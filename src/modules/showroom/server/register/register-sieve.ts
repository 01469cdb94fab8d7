// Tells the lines of a register from titles, headers, totals, signatures and empty forms.
import { cellText, isBlank, type SheetRow } from '#foundation/sheets/cell.ts'
import { type DayContext, isDitto, readDay } from '#modules/imports/index.ts'
import { foldText } from '#shared/full-width.ts'
import type { ColumnMapping } from './column-mapping.ts'
import type { RegisterField } from './register-fields.ts'

const TOTAL =
  /^(本日|本周|本月|当日|当月|全月|上午|下午)?(合计|小计|总计|共计|累计|总数|汇总|审核|审批|制表|填表|复核|主管|经理|店长|签字|签名|填写说明|说明|备注|注)([:\d].*|$)/
const TOTAL_EN =
  /^(sub|grand)?total|^sum\b|^(approved|checked|reviewed|prepared|signed|signature|note|notes)(by)?(:|$)/
// Printed in advance on empty forms.
const PRINTED: RegisterField[] = ['number', 'lineMark', 'refusal']
const FEWEST_CELLS = 3
const HEADER_CELLS = 3

/** Makes the question "is this row a line of the register?" for one mapped sheet. */
export function createLineSieve(
  mapping: ColumnMapping,
): (row: SheetRow, context: DayContext) => boolean {
  const mapped = mapping.columns.filter((column) => column.field !== null)
  const indexOf = (field: RegisterField): number =>
    mapped.find((column) => column.field === field)?.index ?? -1
  const dateIndex = indexOf('date') >= 0 ? indexOf('date') : indexOf('timeIn')
  const tellingIndexes = mapped
    .filter((column) => column.field && !PRINTED.includes(column.field))
    .map((column) => column.index)

  return (row, context) => {
    if (mapping.headerRow !== null && row.row <= mapping.headerRow) return false
    const filled = tellingIndexes.filter((index) => !isBlank(row.cells[index]))
    if (filled.length === 0) return false
    if (isHeaderAgain(row)) return false
    const dateCell = row.cells[dateIndex] ?? null
    const read = readDay(dateCell, context)
    const hasDay = read.day !== null || read.isYearless || isDitto(dateCell)
    if (hasDay) return filled.length > 1 || filled[0] !== dateIndex
    return !isTotal(row, dateIndex) && filled.length >= FEWEST_CELLS
  }

  function isHeaderAgain(row: SheetRow): boolean {
    const same = mapped.filter(
      ({ index, header }) => header !== '' && cellText(row.cells[index]).trim() === header,
    )
    return same.length >= HEADER_CELLS
  }
}

/** The word stands first in the line, or where the day should be. */
function isTotal(row: SheetRow, dateIndex: number): boolean {
  const first = row.cells.find((cell) => !isBlank(cell))
  return [first, row.cells[dateIndex]].some((cell) => {
    const folded = foldText(cellText(cell))
    return TOTAL.test(folded) || TOTAL_EN.test(folded)
  })
}
