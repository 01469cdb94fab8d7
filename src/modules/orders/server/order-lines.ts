import type { Fen } from '#shared/money.ts'
import { type LineInput, type LineKind, loweringKinds, ordersError } from '../contract.ts'
import type { LineRow } from './orders.queries.ts'

/** Whether a line lowers the total. */
export function isLowering(kind: LineKind): boolean {
  return (loweringKinds as readonly string[]).includes(kind)
}

export interface OrderSum {
  lines: Omit<LineRow, 'order_id' | 'position'>[]
  /** Cars and options before any discount, in fen. */
  listFen: Fen
  discountFen: Fen
  /** What the customer pays in all. */
  amountFen: Fen
  /** How many cars. */
  quantity: number
}

/**
 * Adds the lines up: trade-ins and discounts lower the total, everything else raises it. Throws
 * `orders.car_line_needed`, `orders.total_below_zero`.
 */
export function addUp(given: readonly LineInput[]): OrderSum {
  const lines = given.map((line) => ({
    kind: line.kind,
    name: line.name,
    quantity: line.quantity,
    unit_fen: line.unitFen,
    amount_fen: line.quantity * line.unitFen * (isLowering(line.kind) ? -1 : 1),
    note: line.note,
  }))
  const sumOf = (...kinds: LineKind[]) =>
    lines.reduce((sum, line) => sum + (kinds.includes(line.kind) ? line.amount_fen : 0), 0)
  const cars = lines.filter((line) => line.kind === 'car')
  if (cars.length === 0) throw ordersError('orders.car_line_needed')
  const amountFen = lines.reduce((sum, line) => sum + line.amount_fen, 0)
  if (amountFen < 0) throw ordersError('orders.total_below_zero')
  return {
    lines,
    listFen: sumOf('car', 'option'),
    discountFen: 0 - sumOf('discount'),
    amountFen,
    quantity: Math.min(
      999,
      cars.reduce((sum, car) => sum + car.quantity, 0),
    ),
  }
}
