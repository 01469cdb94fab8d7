import { writeWordPdf } from '#foundation/pdf/write-pdf.ts'
import { readWord, wordText } from '#foundation/word/read-word.ts'
import type { WordDoc } from '#foundation/word/word-doc.ts'
import type { WordGap } from '#shared/word-gaps.ts'
import { documentsError } from '../../contracts/documents.ts'

/**
 * Sets a filled Word contract as PDF, page by page as the document says: what is signed on paper is
 * what the file holds, with `mark` across every page where one is given. Also gives what it cannot show as it stands, and its text. Throws
 * `contracts.template_broken` for what cannot be read and `contracts.cannot_draw`.
 */
export async function drawWord(
  word: Uint8Array,
  title: string,
  mark?: string,
): Promise<{ pdf: Uint8Array; gaps: WordGap[]; text: string }> {
  const doc = read(word)
  try {
    const pdf = await writeWordPdf(doc, title, mark)
    return { pdf, gaps: doc.gaps, text: textOf(doc) }
  } catch {
    throw documentsError('contracts.cannot_draw')
  }
}

function read(word: Uint8Array): WordDoc {
  try {
    return readWord(word)
  } catch {
    throw documentsError('contracts.template_broken')
  }
}

function textOf(doc: WordDoc): string {
  return doc.sections
    .flatMap(({ blocks, header, footer }) => [header, blocks, footer])
    .map(wordText)
    .join('\n')
}
