import type { TrafficReport } from './traffic-report.ts'

type Cell = TrafficReport['cells'][number]

/** The sum of some cells; adding up any split of the cells gives the same. */
export function addUp(cells: readonly Pick<Cell, 'unfiled' | 'filed'>[]): {
  unfiled: number
  filed: number
} {
  let unfiled = 0
  let filed = 0
  for (const cell of cells) {
    unfiled += cell.unfiled
    filed += cell.filed
  }
  return { unfiled, filed }
}

/** The days that occur, earliest first. */
export function daysOf(cells: readonly Pick<Cell, 'day'>[]): string[] {
  return [...new Set(cells.map((cell) => cell.day))].sort()
}
