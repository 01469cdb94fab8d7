import { daysBetween } from '#shared/days.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import type { Cell } from './cell.ts'
import { writeXlsx } from './write-sheet.ts'

/** A sheet of paper as xlsx: its first table heads the columns, facts and further tables follow as lines. */
export function writePaperXlsx(paper: Paper): ReadableStream<Uint8Array> {
  const tables = paper.parts.filter((part) => part.kind === 'table')
  const [first, ...others] = tables
  const columns = (first?.columns ?? []).map(({ title, width }) => ({
    header: title,
    width: width * 2,
  }))
  const above: Cell[][] = [[paper.title], [paper.head.join(' · ')]]
  const below: Cell[][] = []
  let isAbove = true
  for (const part of paper.parts) {
    if (part === first) {
      if (part.title !== null) above.push([part.title])
      isAbove = false
      continue
    }
    const lines: Cell[][] = [[], ...(part.title === null ? [] : [[part.title]])]
    if (part.kind === 'facts')
      lines.push(...part.facts.map((fact) => [fact.label, cellOf(fact.value)]))
    else if (part.kind === 'text') lines.push([part.text])
    else if (others.includes(part)) {
      lines.push(part.columns.map((column) => column.title))
      lines.push(...part.rows.map((row) => row.map(cellOf)))
      if (part.totals) lines.push(part.totals.map(cellOf))
    }
    ;(isAbove ? above : below).push(...lines)
  }
  return writeXlsx({
    name: paper.title,
    leadingRows: above,
    columns,
    rows: [
      ...(first?.rows ?? []).map((row) => row.map(cellOf)),
      ...(first?.totals ? [first.totals.map(cellOf)] : []),
      ...below,
    ],
  })
}

const serialZero = '1899-12-30'
const cellOf = (cell: PaperCell): Cell =>
  cell !== null && typeof cell === 'object' ? { serial: daysBetween(serialZero, cell.day) } : cell
