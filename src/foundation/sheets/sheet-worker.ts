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

async function readOrder({ bytes, limits, sheet }: ReadOrder): Promise<{
  rows: SheetRow[]
  facts: SheetFacts
}> {
  const format = detectFormat(bytes)
  if (format === 'csv') {
    const { rows, encoding, delimiter } = readCsv(bytes, limits)
    return { rows, facts: { format, sheetName: null, sheetNames: [], encoding, delimiter } }
  }
  const { rows, sheetName, sheetNames } =
    format === 'xlsx'
      ? await (await import('./read-xlsx.ts')).readXlsx(bytes, limits, sheet)
      : await (await import('./read-xls.ts')).readXls(bytes, limits, sheet)
  return { rows, facts: { format, sheetName, sheetNames, encoding: null, delimiter: null } }
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

try {
  const { rows, facts } = await readOrder(workerData as ReadOrder)
  if (rows.length === 0) throw new SheetError('sheets.empty')
  for (let at = 0; at < rows.length; at += PORTION) {
    post({ kind: 'rows', rows: rows.slice(at, at + PORTION) })
  }
  post({ kind: 'done', facts })
} catch (error) {
  if (!(error instanceof SheetError)) throw error
  const { code, details } = error
  post({ kind: 'refused', code, details })
}
