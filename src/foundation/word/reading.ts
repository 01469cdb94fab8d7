import type { WordGap } from '#shared/word-gaps.ts'
import type { Numbering } from './numbering.ts'
import type { Styles } from './styles.ts'
import type { Block, Piece } from './word-doc.ts'
import { value, type Xml } from './xml.ts'

/** What is known while a document is read; `part` is the file that is being read. */
export interface Reading {
  styles: Styles
  numbering: Numbering
  gaps: Set<WordGap>
  part: Part
  /** Width of the text on the page. */
  width: number
  /** The page's line grid, where lines stand on one. */
  grid: number | null
  /** How deep tables and text boxes stand in each other. */
  depth: number
  readBlocks(reading: Reading, of: Xml): Block[]
}

export interface Part {
  root: Xml
  /** A picture of this part by its relation; undefined where it cannot be drawn. */
  picture(relation: string): string | undefined
}

/** What a run can bring besides text: a page break, a box of text beside the paragraph. */
export type Brought =
  | Piece
  | { kind: 'tab'; underline: boolean }
  | { kind: 'newline' }
  | { kind: 'break' }

/** The value of a VML style such as `width:60pt`, in points. */
export function styleLength(of: Xml, name: string): number | undefined {
  const found = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([\\d.]+)(pt|in|cm|mm|px)?`).exec(
    value(of, 'style') ?? '',
  )
  if (!found) return undefined
  const units: Record<string, number> = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, px: 0.75 }
  return Number(found[1]) * (units[found[2] ?? 'px'] ?? 0.75)
}
