// The drawing thread: it keeps the fonts and draws one sheet of paper or Word document after the other.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export interface PdfOrder {
  id: number
  /** Which drawing: our own sheet, or a Word document. */
  drawing: 'paper' | 'word'
  /** What is drawn, as JSON. */
  paper: string
  pictures: { file: string; bytes: Uint8Array }[]
}
export type PdfAnswer = { id: number; pdf: Uint8Array } | { id: number; error: string }

const fonts = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
)
const template = (name: string) => readFileSync(new URL(`./${name}.typ`, import.meta.url), 'utf8')
const templates = { paper: template('paper'), word: template('word') }
// Pictures lie in memory under this folder; nothing is read from it.
const workspace = import.meta.dirname
const compiler = NodeCompiler.create({
  workspace,
  fontArgs: [{ fontPaths: [join(fonts, '400Regular'), join(fonts, '700Bold')] }],
})

parentPort?.on('message', ({ id, drawing, paper, pictures }: PdfOrder) => {
  let answer: PdfAnswer
  try {
    for (const one of pictures)
      compiler.mapShadow(join(workspace, one.file), Buffer.from(one.bytes))
    const pdf = compiler.pdf({ mainFileContent: templates[drawing], inputs: { paper } })
    answer = { id, pdf: new Uint8Array(pdf) }
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) }
  }
  compiler.resetShadow()
  compiler.evictCache(0)
  parentPort?.postMessage(answer)
})
