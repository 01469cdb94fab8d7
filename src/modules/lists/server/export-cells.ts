import type { Ctx } from '#foundation/ctx.ts'
import type { ListColumn } from '#foundation/lists/define-list.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { minutesOfDay } from './local-time.ts'

const msPerDay = 86_400_000
const serialZero = Date.UTC(1899, 11, 30)

/**
 * The value of a column as a cell: days and instants as the sheet's dates (instants in the store's
 * zone), money from fen to yuan, full numbers in the place of masked ones where `phone` is given.
 */
export function cellOf<Row>(
  ctx: Ctx,
  column: ListColumn<Row>,
  row: Row,
  phone: string | null | undefined,
): Cell {
  if (column.type === 'phone' && phone !== undefined) return phone
  const value = column.value(row, ctx)
  if (value === null || value === undefined || value === '') return null
  switch (column.type) {
    case 'day':
      return typeof value === 'string' ? { serial: daySerial(value) } : null
    case 'instant': {
      if (typeof value !== 'string') return null
      const { day, minutes } = minutesOfDay(new Date(value), ctx.store.timeZone)
      return { serial: daySerial(day) + minutes / 1440 }
    }
    case 'money':
      return typeof value === 'number' ? value / 100 : null
    case 'number':
      return typeof value === 'number' ? value : Number(value)
    default:
      return typeof value === 'boolean' ? value : String(value)
  }
}

const daySerial = (day: string) =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - serialZero) / msPerDay)
