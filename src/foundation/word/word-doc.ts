// A Word document as it is set on paper. Every length is in points; JSON, read by pdf/word.typ.

import type { WordGap } from '#shared/word-gaps.ts'

export interface Look {
  bold: boolean
  italic: boolean
  underline: boolean
  strike: boolean
  size: number
  /** `#rrggbb`, or null for black. */
  colour: string | null
  mark: string | null
  raise: 'super' | 'sub' | null
}

export type Piece =
  | { kind: 'text'; text: string; look: Look }
  /** An empty line to write on: underlined blanks, in widths of the type. */
  | { kind: 'blank'; ems: number; look: Look }
  | { kind: 'picture'; file: string; width: number; height: number }
  | { kind: 'page'; of: 'number' | 'count'; look: Look }

/** One line as written: parts between tabs. */
export interface Line {
  parts: Piece[][]
  /** Of each tab between the parts: whether it is underlined. */
  tabs: boolean[]
}

export interface Border {
  width: number
  colour: string
  dash: 'solid' | 'dashed' | 'dotted'
}
export type Borders = Partial<Record<'top' | 'bottom' | 'left' | 'right', Border | null>>

export interface TabStop {
  at: number
  align: 'left' | 'center' | 'right'
  leader: 'dot' | 'line' | null
}

export interface Paragraph {
  kind: 'paragraph'
  lines: Line[]
  /** The number or bullet before it. */
  label: { text: string; look: Look } | null
  align: 'left' | 'center' | 'right' | 'justify'
  left: number
  right: number
  /** Of the first line beside `left`; below zero it hangs out. */
  first: number
  before: number
  after: number
  lineHeight: number
  size: number
  stops: TabStop[]
  keepNext: boolean
  fill: string | null
  borders: Borders
}

export interface Cell {
  x: number
  y: number
  columns: number
  rows: number
  blocks: Block[]
  borders: Borders
  fill: string | null
  valign: 'top' | 'horizon' | 'bottom'
  inset: { top: number; bottom: number; left: number; right: number }
}

export interface Table {
  kind: 'table'
  columns: number[]
  rows: { height: number; isExact: boolean; isHead: boolean }[]
  cells: Cell[]
  align: 'left' | 'center' | 'right'
  left: number
}

export type Block = Paragraph | Table | { kind: 'break' }

export interface Section {
  width: number
  height: number
  margin: { top: number; bottom: number; left: number; right: number }
  headerAt: number
  footerAt: number
  header: Block[]
  footer: Block[]
  /** Of the first page, where it has its own; of even pages likewise. */
  firstHeader: Block[] | null
  firstFooter: Block[] | null
  evenHeader: Block[] | null
  evenFooter: Block[] | null
  blocks: Block[]
}

export interface WordDoc {
  sections: Section[]
  /** The pictures by the name the pieces use. */
  pictures: { file: string; bytes: Uint8Array }[]
  gaps: WordGap[]
}
