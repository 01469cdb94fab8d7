// The reading thread: it parses one file and posts its rows in portions, then ends.
import { parentPort, workerData } from 'node:worker_threads'
import type { SheetRow } from './cell.ts'
import { readCsv } from './read-csv.ts'
import type { ReadLimits } from './read-limits.ts'
import { SheetError, type SheetErrorCode, type SheetErrorDetails } from './sheet-error.ts'
import { detectFormat, type SheetFormat } from './sheet-format.ts'

export interface ReadOrder {
  bytes: Uint8Array
  limits: ReadLimits
  sheet?: string
}

export interface SheetFacts {
  format: SheetFormat
  sheetName: string | null
  sheetNames: string[]
  encoding: string | null
  delimiter: string | null
}

export type WorkerMessage =
  | { kind: 'rows'; rows: SheetRow[] }
  | { kind: 'done'; facts: SheetFacts }
  | { kind: 'refused'; code: SheetErrorCode; details: SheetErrorDetails }

const PORTION = 500
const MOST_UNDERWAY = 4
let rowCount = 0

let portion: SheetRow[] = []
let underway = 0
let goOn: (() => void) | undefined

parentPort?.on('message', () => {
  underway -= 1
  goOn?.()
})

/** Waits while the other side is behind: memory does not grow with the file. */
async function take(row: SheetRow): Promise<void> {
  portion.push(row)
  if (portion.length < PORTION) return
  postPortion()
  while (underway >= MOST_UNDERWAY)
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
}

function postPortion(): void {
  if (portion.length === 0) return
  rowCount += portion.length
  underway += 1
  post({ kind: 'rows', rows: portion })
  portion = []
}

async function readOrder({ bytes, limits, sheet }: ReadOrder): Promise<SheetFacts> {
  const format = detectFormat(bytes)
  if (format === 'csv') {
    const { encoding, delimiter } = await readCsv(bytes, limits, take)
    return { format, sheetName: null, sheetNames: [], encoding, delimiter }
  }
  const { sheetName, sheetNames } =
    format === 'xlsx'
      ? await (await import('./read-xlsx.ts')).readXlsx(bytes, limits, take, sheet)
      : await (await import('./read-xls.ts')).readXls(bytes, limits, take, sheet)
  return { format, sheetName, sheetNames, encoding: null, delimiter: null }
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

try {
  const facts = await readOrder(workerData as ReadOrder)
  postPortion()
  if (rowCount === 0) throw new SheetError('sheets.empty')
  post({ kind: 'done', facts })
} catch (error) {
  if (!(error instanceof SheetError)) throw error
  const { code, details } = error
  post({ kind: 'refused', code, details })
}
parentPort?.close()
