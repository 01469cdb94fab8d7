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

export type TakeRows = (rows: SheetRow[]) => Promise<void> | void

const MAX_READERS = 2
let readers = 0
const waiting: (() => void)[] = []

/** Reads a whole sheet into memory; see `streamSheet`. */
export async function readSheet(
  input: Uint8Array | string,
  fileName: string,
  options: ReadSheetOptions = {},
): Promise<Sheet> {
  const rows: SheetRow[] = []
  const facts = await streamSheet(
    input,
    (some) => {
      for (const row of some) rows.push(row)
    },
    options,
  )
  return { fileName, ...facts, rows }
}

/**
 * Reads a sheet from bytes or a path and hands its lines on in portions, in order; the next is read
 * while `take` works, a few ahead at most. The format (xlsx, xls, csv in any encoding) is told by the
 * content. Parsing happens in a thread of its own with limits of memory and time, at most two at
 * once. Throws `SheetError` for any file that cannot be read; never anything else about content.
 */
export async function streamSheet(
  input: Uint8Array | string,
  take: TakeRows,
  options: ReadSheetOptions = {},
): Promise<SheetFacts> {
  const limits = { ...defaultReadLimits, ...options.limits }
  const bytes = await loadBytes(input, limits)
  await takeTurn()
  try {
    const order = { bytes, limits, sheet: options.sheet }
    return await runWorker(order, take)
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

function runWorker(order: ReadOrder, take: TakeRows): Promise<SheetFacts> {
  const worker = new Worker(workerFile(), {
    workerData: order,
    execArgv: [],
    // The readers print remarks about odd records; nobody would read them.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: order.limits.maxMemoryMib, stackSizeMb: 4 },
  })
  let taking = Promise.resolve()
  return new Promise<SheetFacts>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new SheetError('sheets.too_slow', { limit: order.limits.maxMilliseconds })),
      order.limits.maxMilliseconds,
    )
    worker.once('exit', () => clearTimeout(timer))
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'rows') {
        const { rows } = message
        taking = taking.then(() => take(rows)).then(() => worker.postMessage('taken'))
        taking.catch(reject)
      } else if (message.kind === 'done') void taking.then(() => resolve(message.facts), reject)
      else reject(new SheetError(message.code, message.details))
    })
    worker.once('error', (error) => reject(crashOf(error)))
    // What was read before the end may still be on its way through `take`.
    worker.once(
      'exit',
      () =>
        void taking.then(() => setImmediate(() => reject(new SheetError('sheets.broken'))), reject),
    )
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
