import { customerColumns } from './columns/customer-columns.ts'
import { floorColumns } from './columns/floor-columns.ts'
import { leadColumns } from './columns/lead-columns.ts'
import { noteColumns } from './columns/note-columns.ts'
import { promiseColumns } from './columns/promise-columns.ts'
import { saleColumns } from './columns/sale-columns.ts'
import { storeColumns } from './columns/store-columns.ts'

/** A cell of a bulk load: bytes, lists of text and times included. */
export type Cell = string | number | boolean | null | Buffer | Date | readonly string[]

/** The columns that a simulated store fills, by table, in the order they are loaded: a row before what names it. */
export const columns = {
  ...customerColumns,
  ...saleColumns,
  ...promiseColumns,
  ...floorColumns,
  ...noteColumns,
  ...leadColumns,
  ...storeColumns,
} as const

export type TableName = keyof typeof columns

/** Rows of one table as COPY text; a million rows cost their bytes only. */
export class RowBuffer {
  readonly table: TableName
  readonly #isKept: boolean
  #lines: string[] = []

  /** A table nobody asks for keeps nothing. */
  constructor(table: TableName, isKept = true) {
    this.table = table
    this.#isKept = isKept
  }

  get size(): number {
    return this.#lines.length
  }

  add(cells: Record<string, Cell | undefined>): void {
    if (!this.#isKept) return
    this.#lines.push(columns[this.table].map((name) => cellText(cells[name] ?? null)).join('\t'))
  }

  /** The rows so far as COPY text; empties the buffer. */
  take(): string {
    const text = this.#lines.length > 0 ? `${this.#lines.join('\n')}\n` : ''
    this.#lines = []
    return text
  }
}

function cellText(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string') return /[\\\t\n\r]/.test(cell) ? escape(cell) : cell
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`
  if (cell instanceof Date) return cell.toISOString()
  return escape(`{${cell.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
}

const escape = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
