// The door to sheets of any format: a file goes in, rows of raw cells come out.
import { readFile, stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { SheetRow } from './cell.ts'
import { defaultReadLimits, type ReadLimits } from './read-limits.ts'
import { SheetError } from './sheet-error.ts'
import type { ReadOrder, SheetFacts, WorkerMessage } from './sheet-worker.ts'

export interface Sheet extends SheetFacts {
  fileName: string
  /** Lines that are not blank, in order, each with its line number in the sheet. */
  rows: SheetRow[]
}

export interface ReadSheetOptions {
  /** Name of the sheet to read; without it the one that looks most like a table. */
  sheet?: string
  limits?: Partial<ReadLimits>
}

const MAX_READERS = 2
let readers = 0
const waiting: (() => void)[] = []

/**
 * Reads a sheet from bytes or a path. The format (xlsx, xls, csv in any encoding) is told by the
 * content. Parsing happens in a thread of its own with limits of memory and time, at most two at
 * once. Throws `SheetError` for any file that cannot be read; never anything else about content.
 */
export async function readSheet(
  input: Uint8Array | string,
  fileName: string,
  options: ReadSheetOptions = {},
): Promise<Sheet> {
  const limits = { ...defaultReadLimits, ...options.limits }
  const bytes = await loadBytes(input, limits)
  await takeTurn()
  try {
    const order = { bytes, limits, sheet: options.sheet }
    return { fileName, ...(await runWorker(order)) }
  } finally {
    readers -= 1
    waiting.shift()?.()
  }
}

async function loadBytes(input: Uint8Array | string, limits: ReadLimits): Promise<Uint8Array> {
  const size = typeof input === 'string' ? (await stat(input)).size : input.byteLength
  if (size === 0) throw new SheetError('sheets.empty')
  if (size > limits.maxFileBytes) {
    throw new SheetError('sheets.too_large', { limit: limits.maxFileBytes, size })
  }
  return typeof input === 'string' ? readFile(input) : input
}

async function takeTurn(): Promise<void> {
  while (readers >= MAX_READERS) await new Promise<void>((resolve) => waiting.push(resolve))
  readers += 1
}

function runWorker(order: ReadOrder): Promise<SheetFacts & { rows: SheetRow[] }> {
  const worker = new Worker(workerFile(), {
    workerData: order,
    execArgv: [],
    // The readers print remarks about odd records; nobody would read them.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: order.limits.maxMemoryMib, stackSizeMb: 4 },
  })
  const rows: SheetRow[] = []
  return new Promise<SheetFacts & { rows: SheetRow[] }>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new SheetError('sheets.too_slow', { limit: order.limits.maxMilliseconds })),
      order.limits.maxMilliseconds,
    )
    worker.once('exit', () => clearTimeout(timer))
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'rows') for (const row of message.rows) rows.push(row)
      else if (message.kind === 'done') resolve({ ...message.facts, rows })
      else reject(new SheetError(message.code, message.details))
    })
    worker.once('error', (error) => reject(crashOf(error)))
    worker.once('exit', () => reject(new SheetError('sheets.broken')))
  }).finally(() => worker.terminate())
}

/** In a bundle the thread's file lies beside this one, already turned into JavaScript. */
function workerFile(): URL {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./sheet-worker.${ending}`, import.meta.url)
}

function crashOf(error: Error & { code?: string }): SheetError {
  const isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return new SheetError(isOutOfMemory ? 'sheets.too_large' : 'sheets.broken', {}, { cause: error })
}
