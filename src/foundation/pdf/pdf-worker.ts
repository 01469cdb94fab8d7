// The drawing thread: it keeps the fonts and draws one sheet of paper after the other.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export interface PdfOrder {
  id: number
  paper: string
}
export type PdfAnswer = { id: number; pdf: Uint8Array } | { id: number; error: string }

const fonts = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
)
const template = readFileSync(new URL('./paper.typ', import.meta.url), 'utf8')
const compiler = NodeCompiler.create({
  fontArgs: [{ fontPaths: [join(fonts, '400Regular'), join(fonts, '700Bold')] }],
})

parentPort?.on('message', ({ id, paper }: PdfOrder) => {
  let answer: PdfAnswer
  try {
    const pdf = compiler.pdf({ mainFileContent: template, inputs: { paper } })
    compiler.evictCache(0)
    answer = { id, pdf: new Uint8Array(pdf) }
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(answer)
})
