import { type Drawn, readDrawing, readPict } from './drawings.ts'
import type { Brought, Reading } from './reading.ts'
import { last, lookOf } from './styles.ts'
import type { Block, Look, Piece } from './word-doc.ts'
import { child, elements, isOn, textOf, value, within, type Xml } from './xml.ts'

export interface Runs {
  brought: Brought[]
  /** Boxes of text whose anchor stands in the paragraph. */
  boxes: Block[]
}

/** A field that is being read: its instruction, and whether what it shows is ours to write. */
interface Field {
  instruction: string
  isShowing: boolean
}

/** Everything a paragraph holds, in the order it is written; `base` are the weaker run properties. */
export function readRuns(reading: Reading, paragraph: Xml, base: readonly Xml[]): Runs {
  const runs: Runs = { brought: [], boxes: [] }
  const fields: Field[] = []
  const walk = (of: Xml) => {
    for (const one of elements(of)) {
      if (one.name === 'w:r') readRun(reading, one, { base, runs, fields })
      else if (one.name === 'w:del' || one.name === 'w:moveFrom') reading.gaps.add('tracked')
      else if (one.name === 'w:fldSimple') readSimpleField(reading, one, base, runs, walk)
      else if (one.name === 'm:oMath' || one.name === 'm:oMathPara') {
        reading.gaps.add('equation')
        const text = [...within(one, 'm:t')].map(textOf).join('')
        runs.brought.push(...piecesOf(text, lookOf(base), 0.25))
      } else if (holders.has(one.name)) {
        if (one.name === 'w:ins' || one.name === 'w:moveTo') reading.gaps.add('tracked')
        walk(one)
      }
    }
  }
  walk(paragraph)
  return runs
}

/** What holds runs without being one. */
const holders = new Set([
  'w:hyperlink',
  'w:ins',
  'w:moveTo',
  'w:smartTag',
  'w:sdt',
  'w:sdtContent',
  'w:customXml',
  'w:bdo',
  'w:dir',
])

const pageFields: Readonly<Record<string, 'number' | 'count'>> = {
  PAGE: 'number',
  NUMPAGES: 'count',
  SECTIONPAGES: 'count',
}
const fieldName = (instruction: string) => instruction.trim().split(/\s+/)[0]?.toUpperCase() ?? ''

function readSimpleField(
  reading: Reading,
  field: Xml,
  base: readonly Xml[],
  runs: Runs,
  walk: (of: Xml) => void,
): void {
  const page = pageFields[fieldName(value(field, 'w:instr') ?? '')]
  if (!page) return walk(field)
  const properties = [...within(field, 'w:rPr')].slice(0, 1)
  runs.brought.push({ kind: 'page', of: page, look: lookOf([...base, ...properties]) })
}

interface RunPlace {
  base: readonly Xml[]
  runs: Runs
  fields: Field[]
}

function readRun(reading: Reading, run: Xml, { base, runs, fields }: RunPlace): void {
  const own = child(run, 'w:rPr')
  const styled = reading.styles.run(value(child(own, 'w:rStyle')))
  const all = [...base, ...styled, ...(own ? [own] : [])]
  if (last(all, (one) => isOn(one, 'w:vanish'))) return
  const look = lookOf(all)
  const space = spaceWidth(all)
  const isCapital = last(all, (one) => isOn(one, 'w:caps')) ?? false
  const add = (...pieces: Brought[]) => {
    if (!fields.some((field) => !field.isShowing)) runs.brought.push(...pieces)
  }
  const addDrawn = (drawn: Drawn) => {
    add(...drawn.pieces)
    runs.boxes.push(...drawn.boxes)
  }
  const text = (said: string) =>
    add(...piecesOf(isCapital ? said.toUpperCase() : said, look, space))
  for (const one of contentsOf(run)) {
    if (one.name === 'w:t') text(textOf(one))
    else if (one.name === 'w:tab' || one.name === 'w:ptab')
      add({ kind: 'tab', underline: look.underline })
    else if (one.name === 'w:br')
      add({ kind: value(one, 'w:type') === 'page' ? 'break' : 'newline' })
    else if (one.name === 'w:cr') add({ kind: 'newline' })
    else if (one.name === 'w:noBreakHyphen') text('\u2011')
    else if (one.name === 'w:sym') text(symbolOf(value(one, 'w:char')))
    else if (one.name === 'w:drawing') addDrawn(readDrawing(reading, one))
    else if (one.name === 'w:pict' || one.name === 'w:object') addDrawn(readPict(reading, one))
    else if (one.name === 'w:footnoteReference' || one.name === 'w:endnoteReference')
      reading.gaps.add('footnote')
    else if (one.name === 'w:ruby')
      text([...within(child(one, 'w:rubyBase'), 'w:t')].map(textOf).join(''))
    else if (one.name === 'w:instrText') {
      const field = fields.at(-1)
      if (field) field.instruction += textOf(one)
    } else if (one.name === 'w:fldChar') {
      const page = stepField(fields, value(one, 'w:fldCharType'))
      if (page) add({ kind: 'page', of: page, look })
    }
  }
}

/** What a run holds; of alternatives the newer, whose text and pictures we know as well. */
function contentsOf(run: Xml): Xml[] {
  return elements(run).flatMap((one) => {
    if (one.name !== 'mc:AlternateContent') return [one]
    return elements(child(one, 'mc:Choice') ?? child(one, 'mc:Fallback'))
  })
}

/** Follows a field's begin, middle and end; gives what to write at the end of a page number. */
function stepField(fields: Field[], type: string | undefined): 'number' | 'count' | undefined {
  if (type === 'begin') fields.push({ instruction: '', isShowing: false })
  const field = fields.at(-1)
  if (!field) return undefined
  const page = pageFields[fieldName(field.instruction)]
  if (type === 'separate') field.isShowing = page === undefined
  if (type !== 'end') return undefined
  fields.pop()
  return page
}

/** How wide a space of the run's font is, in ems: half in Chinese fonts, a quarter in Latin ones. */
function spaceWidth(all: readonly Xml[]): number {
  const font = last(all, (one) => {
    const fonts = child(one, 'w:rFonts')
    return value(fonts, 'w:ascii') ?? value(fonts, 'w:hAnsi') ?? value(fonts, 'w:asciiTheme')
  })
  const isChinese =
    font === undefined ||
    /[\u3000-\uffff]|^(sim|nsim|kaiti|fangsong|dengxian|stsong|stkaiti)/i.test(font)
  return isChinese ? 0.5 : 0.25
}

const symbols: Readonly<Record<string, string>> = {
  f0fc: '✓',
  f0fe: '☑',
  f0a8: '□',
  f06f: '□',
  f0a3: '□',
  f052: '☑',
  f0b7: '•',
  f06c: '●',
  f06e: '■',
  f0d8: '➢',
}

function symbolOf(code: string | undefined): string {
  return symbols[(code ?? '').toLowerCase()] ?? '□'
}

/** Text as pieces: blanks of two spaces or more keep their width, slanted words stand alone. */
function piecesOf(text: string, look: Look, space: number): Piece[] {
  return text.split(/([ \u00a0\u3000]{2,})/).flatMap((part): Piece[] => {
    if (part === '') return []
    if (/^[ \u00a0\u3000]{2,}$/.test(part)) {
      const wide = [...part].filter((one) => one === '\u3000').length
      return [{ kind: 'blank', ems: Math.min(60, wide + (part.length - wide) * space), look }]
    }
    if (!look.italic) return [{ kind: 'text', text: part, look }]
    // A slanted word cannot be broken: Latin words whole, Chinese character by character.
    const words = part.match(/[!-\u024f]+|\s+|[\s\S]/gu) ?? []
    return words.map((word) => ({ kind: 'text', text: word, look }))
  })
}
