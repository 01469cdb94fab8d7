import { Worker } from 'node:worker_threads'
import type { Locale } from '#shared/errors.ts'
import { type Paper, type PaperCell, sayCell } from '#shared/paper.ts'
import type { WordDoc } from '../word/word-doc.ts'
import type { PdfAnswer, PdfOrder } from './pdf-worker.ts'

/** How long the drawing thread keeps its fonts after the last sheet. */
const idleMs = 60_000
const longestDrawMs = 60_000

interface Thread {
  worker: Worker
  waiting: Map<number, { give(pdf: Uint8Array): void; fail(error: Error): void }>
  idle?: NodeJS.Timeout
}

let thread: Thread | undefined
let lastId = 0

/** Draws a sheet of paper as PDF (A4) in a language, outside the serving thread. Throws when it cannot be drawn. */
export function writePdf(paper: Paper, locale: Locale): Promise<Uint8Array> {
  return draw({ drawing: 'paper', paper: JSON.stringify(sayPaper(paper, locale)), pictures: [] })
}

/**
 * Sets a Word document as PDF, on its own pages; `title` is what readers show, `mark` stands across
 * every page. Throws likewise.
 */
export function writeWordPdf(doc: WordDoc, title: string, mark?: string): Promise<Uint8Array> {
  const paper = JSON.stringify({ title, mark: mark ?? null, sections: doc.sections })
  return draw({ drawing: 'word', paper, pictures: doc.pictures })
}

function draw(what: Omit<PdfOrder, 'id'>): Promise<Uint8Array> {
  const at = thread ?? startThread()
  clearTimeout(at.idle)
  const order: PdfOrder = { id: ++lastId, ...what }
  return new Promise<Uint8Array>((give, fail) => {
    const late = setTimeout(() => void at.worker.terminate(), longestDrawMs)
    const done = () => {
      clearTimeout(late)
      at.waiting.delete(order.id)
      if (at.waiting.size === 0)
        at.idle = setTimeout(() => void at.worker.terminate(), idleMs).unref()
    }
    at.waiting.set(order.id, {
      give: (pdf) => {
        done()
        give(pdf)
      },
      fail: (error) => {
        done()
        fail(error)
      },
    })
    at.worker.postMessage(order)
  })
}

function startThread(): Thread {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  worker.unref()
  const started: Thread = { worker, waiting: new Map() }
  const end = (error: Error) => {
    if (thread === started) thread = undefined
    clearTimeout(started.idle)
    for (const one of started.waiting.values()) one.fail(error)
  }
  worker.on('message', (answer: PdfAnswer) => {
    const order = started.waiting.get(answer.id)
    if ('pdf' in answer) order?.give(answer.pdf)
    else order?.fail(new Error(`The sheet cannot be drawn: ${answer.error}`))
  })
  worker.on('error', end)
  worker.on('exit', (code) => end(new Error(`The drawing thread ended with ${code}`)))
  thread = started
  return started
}

/** The paper with every cell as its text: the drawing thread knows no formats. */
function sayPaper(paper: Paper, locale: Locale): unknown {
  const say = (cell: PaperCell) => (cell === null ? null : sayCell(cell, locale))
  return {
    ...paper,
    parts: paper.parts.map((part) => {
      if (part.kind === 'facts')
        return { ...part, facts: part.facts.map((fact) => ({ ...fact, value: say(fact.value) })) }
      if (part.kind === 'table')
        return {
          ...part,
          rows: part.rows.map((row) => row.map(say)),
          totals: part.totals?.map(say) ?? null,
        }
      return part
    }),
  }
}
