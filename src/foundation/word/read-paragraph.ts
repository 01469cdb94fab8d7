import type { Reading } from './reading.ts'
import { type Runs, readRuns } from './read-runs.ts'
import { fillOf, last, lookOf, twips } from './styles.ts'
import type { Block, Line, Paragraph, TabStop } from './word-doc.ts'
import { bordersOf } from './borders.ts'
import { child, elements, figure, isOn, value, type Xml } from './xml.ts'

/** Properties a paragraph has from the table it stands in, weaker than its own style. */
export interface FromTable {
  paragraph: Xml[]
  run: Xml[]
}

/** The natural height of a line, in sizes of the type. */
const natural = 1.3

/** A paragraph: one block, more where a page breaks within it or boxes of text are anchored in it. */
export function readParagraph(reading: Reading, of: Xml, table: FromTable): Block[] {
  const own = child(of, 'w:pPr')
  const style = value(child(own, 'w:pStyle'))
  const styled = reading.styles.paragraph(style)
  const list = listOf([...styled.paragraph, ...(own ? [own] : [])])
  const level = list && reading.numbering.properties(list.id, list.level)
  const levelLook = child(level, 'w:pPr')
  const all = [
    ...table.paragraph,
    ...styled.paragraph,
    ...(levelLook ? [levelLook] : []),
    ...(own ? [own] : []),
  ]
  const mark = child(own, 'w:rPr')
  const base = [...table.run, ...styled.run]
  const runs = readRuns(reading, of, base)
  const marked = [...base, ...(mark ? [mark] : [])]
  const size = sizeOf(runs, lookOf(marked).size)
  const shape = shapeOf(reading, all, size)
  const counted = list && reading.numbering.next(list.id, list.level)
  const labelLook = child(level, 'w:rPr')
  const label = counted?.text
    ? { text: counted.text, look: lookOf([...marked, ...(labelLook ? [labelLook] : [])]) }
    : null
  const pages = splitPages(runs)
  const isBroken = last(all, (one) => isOn(one, 'w:pageBreakBefore')) ?? false
  const blocks = pages.flatMap((lines, index): Block[] => {
    const one: Paragraph = { ...shape, lines, label: index === 0 ? label : null }
    if (index === 0) return isBroken ? [{ kind: 'break' }, one] : [one]
    // What follows a page break goes on; nothing written there is no empty paragraph.
    const isEmpty = lines.every((line) => line.parts.flat().length === 0)
    return isEmpty && index === pages.length - 1
      ? [{ kind: 'break' }]
      : [{ kind: 'break' }, { ...one, first: 0 }]
  })
  return [...blocks, ...runs.boxes]
}

function listOf(all: readonly Xml[]): { id: string; level: number } | undefined {
  const id = last(all, (one) => value(child(one, 'w:numPr', 'w:numId')))
  if (id === undefined || id === '0') return undefined
  return { id, level: last(all, (one) => figure(child(one, 'w:numPr', 'w:ilvl'))) ?? 0 }
}

function sizeOf(runs: Runs, markSize: number): number {
  const sizes = runs.brought.flatMap((one) => ('look' in one ? [one.look.size] : []))
  return sizes.length > 0 ? Math.max(...sizes) : markSize
}

type Shape = Omit<Paragraph, 'lines' | 'label'>

function shapeOf(reading: Reading, all: readonly Xml[], size: number): Shape {
  const indent = (name: string) => last(all, (one) => twips(child(one, 'w:ind'), name))
  const chars = (name: string) => {
    const count = last(all, (one) => figure(child(one, 'w:ind'), name))
    return count ? (count / 100) * size : undefined
  }
  const isSnapped = last(all, (one) => isOn(one, 'w:snapToGrid')) ?? true
  const grid = isSnapped ? reading.grid : null
  const line = lineOf(all, size, grid)
  const gap = (side: 'before' | 'after') => {
    if (last(all, (one) => isAuto(one, `w:${side}Autospacing`))) return 14
    const lines = last(all, (one) => figure(child(one, 'w:spacing'), `w:${side}Lines`))
    if (lines) return (lines / 100) * (grid ?? 12)
    return last(all, (one) => twips(child(one, 'w:spacing'), `w:${side}`)) ?? 0
  }
  return {
    kind: 'paragraph',
    align: alignOf(last(all, (one) => value(child(one, 'w:jc')))),
    left:
      chars('w:leftChars') ?? chars('w:startChars') ?? indent('w:left') ?? indent('w:start') ?? 0,
    right: Math.max(0, chars('w:rightChars') ?? indent('w:right') ?? indent('w:end') ?? 0),
    first: firstOf(all, size),
    before: gap('before'),
    after: gap('after'),
    lineHeight: line,
    size,
    stops: stopsOf(all),
    keepNext: last(all, (one) => isOn(one, 'w:keepNext')) ?? false,
    fill: last(all, (one) => fillOf(one) ?? undefined) ?? null,
    borders: bordersOf(
      all.map((one) => child(one, 'w:pBdr')).filter((one) => one !== undefined),
      ['top', 'bottom', 'left', 'right'],
    ),
  }
}

const isAuto = (one: Xml, name: string) => {
  const said = value(child(one, 'w:spacing'), name)
  return said === undefined ? undefined : ['1', 'true', 'on'].includes(said)
}

/** The first line's indent; the last properties that say one of its forms win. */
function firstOf(all: readonly Xml[], size: number): number {
  const said = all
    .map((one) => child(one, 'w:ind'))
    .findLast(
      (one) => one && [...one.attributes.keys()].some((key) => /firstLine|hanging/.test(key)),
    )
  const chars = (name: string) => ((figure(said, name) ?? 0) / 100) * size
  const first = chars('w:firstLineChars') || (twips(said, 'w:firstLine') ?? 0)
  const hanging = chars('w:hangingChars') || (twips(said, 'w:hanging') ?? 0)
  return hanging > 0 ? -hanging : first
}

function lineOf(all: readonly Xml[], size: number, grid: number | null): number {
  const line = last(all, (one) => figure(child(one, 'w:spacing'), 'w:line'))
  const rule = last(all, (one) => value(child(one, 'w:spacing'), 'w:lineRule')) ?? 'auto'
  const single = grid ? grid * Math.ceil((size * natural) / grid - 0.05) : size * natural
  if (line === undefined) return single
  if (rule === 'exact') return Math.max(line / 20, size * 0.6)
  if (rule === 'atLeast') return Math.max(line / 20, single)
  return Math.max(0.7, line / 240) * single
}

function alignOf(said: string | undefined): Paragraph['align'] {
  if (said === 'center') return 'center'
  if (said === 'right' || said === 'end') return 'right'
  return said === 'both' || said === 'distribute' ? 'justify' : 'left'
}

function stopsOf(all: readonly Xml[]): TabStop[] {
  const stops = new Map<number, TabStop>()
  for (const one of all)
    for (const tab of elements(child(one, 'w:tabs'), 'w:tab')) {
      const at = twips(tab, 'w:pos') ?? 0
      const kind = value(tab)
      if (kind === 'clear') stops.delete(at)
      else if (kind !== 'bar') {
        const leader = value(tab, 'w:leader')
        stops.set(at, {
          at,
          align:
            kind === 'right' || kind === 'end' || kind === 'decimal'
              ? 'right'
              : kind === 'center'
                ? 'center'
                : 'left',
          leader:
            leader === 'dot' || leader === 'middleDot'
              ? 'dot'
              : leader === 'underscore' || leader === 'hyphen' || leader === 'heavy'
                ? 'line'
                : null,
        })
      }
    }
  return [...stops.values()].sort((one, two) => one.at - two.at)
}

/** The lines of a paragraph, apart where a page breaks. */
function splitPages(runs: Runs): Line[][] {
  const line = (): Line => ({ parts: [[]], tabs: [] })
  const pages: Line[][] = [[line()]]
  for (const one of runs.brought) {
    const page = pages.at(-1) ?? []
    const at = page.at(-1)
    if (one.kind === 'break') pages.push([line()])
    else if (one.kind === 'newline') page.push(line())
    else if (one.kind === 'tab') {
      at?.parts.push([])
      at?.tabs.push(one.underline)
    } else at?.parts.at(-1)?.push(one)
  }
  return pages
}
