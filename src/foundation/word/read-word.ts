import PizZip from 'pizzip'
import type { WordGap } from '#shared/word-gaps.ts'
import { readNumbering } from './numbering.ts'
import { readBlocks } from './read-table.ts'
import type { Part, Reading } from './reading.ts'
import { readStyles, twips } from './styles.ts'
import type { Block, Section, WordDoc } from './word-doc.ts'
import { child, elements, figure, isOn, readXml, value, type Xml } from './xml.ts'

/**
 * Reads a Word document (.docx) as it is to be set on paper: paragraphs with their alignment, indents
 * and spacing, looks of text, lists, tables with merged cells, headers and footers, pictures, pages.
 * `gaps` names what it holds that cannot be drawn as it stands. Lengths are in points. Throws an Error
 * for what is no Word document; the caller has checked the size of the zip.
 */
export function readWord(bytes: Uint8Array): WordDoc {
  const zip = new PizZip(bytes)
  const gaps = new Set<WordGap>()
  const pictures: WordDoc['pictures'] = []
  const xml = (path: string): Xml | undefined => {
    const text = zip.file(path)?.asText()
    return text === undefined ? undefined : readXml(text)
  }
  const main = mainPart(xml)
  const relations = relationsOf(xml, main)
  const byType = (type: string) =>
    [...relations.values()].find((one) => one.type.endsWith(`/${type}`))?.target
  const other = (type: string) => {
    const path = byType(type)
    return path === undefined ? undefined : xml(path)
  }
  const known = new Map<string, string>()
  const partOf = (path: string): Part => {
    const root = xml(path)
    if (!root) throw new Error(`The part ${path} is missing`)
    const own = relationsOf(xml, path)
    const picture = (relation: string) => {
      const target = own.get(relation)?.target
      const file = target === undefined ? undefined : zip.file(target)
      if (target === undefined || !file) return undefined
      const before = known.get(target)
      if (before) return before
      const data = file.asUint8Array()
      const kind = pictureKind(data)
      if (!kind) return undefined
      const name = `picture-${pictures.length}.${kind}`
      pictures.push({ file: name, bytes: data })
      known.set(target, name)
      return name
    }
    return { root, picture }
  }
  const part = partOf(main)
  const body = child(part.root, 'w:body')
  if (!body) throw new Error('The document has no body')
  const base: Reading = {
    styles: readStyles(other('styles')),
    numbering: readNumbering(other('numbering')),
    gaps,
    part,
    width: 0,
    grid: null,
    depth: 0,
    readBlocks,
  }
  const isTwoSided = isOn(other('settings'), 'w:evenAndOddHeaders') ?? false
  const sections: Section[] = []
  const inherited = new Map<string, string>()
  for (const { properties, contents } of sectionsOf(body)) {
    const page = pageOf(properties)
    const width = page.width - page.margin.left - page.margin.right
    const reading = { ...base, width, grid: gridOf(properties) }
    if ((figure(child(properties, 'w:cols'), 'w:num') ?? 1) > 1) gaps.add('columns')
    if (child(properties, 'w:pgBorders')) gaps.add('shape')
    const blocks = readBlocks(reading, {
      name: 'w:body',
      attributes: new Map(),
      children: contents,
    })
    const before = sections.at(-1)
    if (before && value(child(properties, 'w:type')) === 'continuous') {
      before.blocks.push(...blocks)
      continue
    }
    for (const one of elements(properties)) {
      const kind = /^w:(header|footer)Reference$/.exec(one.name)?.[1]
      const target = relations.get(value(one, 'r:id') ?? '')?.target
      if (kind && target) inherited.set(`${kind} ${value(one, 'w:type') ?? 'default'}`, target)
    }
    const edge = (kind: string): Block[] => {
      const path = inherited.get(kind)
      if (path === undefined) return []
      const its = partOf(path)
      return readBlocks({ ...reading, part: its }, its.root)
    }
    const hasFirst = isOn(properties, 'w:titlePg') ?? false
    sections.push({
      ...page,
      header: edge('header default'),
      footer: edge('footer default'),
      firstHeader: hasFirst ? edge('header first') : null,
      firstFooter: hasFirst ? edge('footer first') : null,
      evenHeader: isTwoSided ? edge('header even') : null,
      evenFooter: isTwoSided ? edge('footer even') : null,
      blocks,
    })
  }
  return { sections, pictures, gaps: [...gaps].sort() }
}

interface Relation {
  type: string
  /** The path in the zip; undefined for what lies elsewhere. */
  target: string | undefined
}

function mainPart(xml: (path: string) => Xml | undefined): string {
  const found = elements(xml('_rels/.rels')).find((one) =>
    (value(one, 'Type') ?? '').endsWith('/officeDocument'),
  )
  return resolve('', value(found, 'Target') ?? 'word/document.xml')
}

function relationsOf(xml: (path: string) => Xml | undefined, part: string): Map<string, Relation> {
  const cut = part.lastIndexOf('/') + 1
  const folder = part.slice(0, cut)
  const root = xml(`${folder}_rels/${part.slice(cut)}.rels`)
  return new Map(
    elements(root).map((one) => {
      const isOutside = value(one, 'TargetMode') === 'External'
      const target = isOutside ? undefined : resolve(folder, value(one, 'Target') ?? '')
      return [value(one, 'Id') ?? '', { type: value(one, 'Type') ?? '', target }] as const
    }),
  )
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts = folder.split('/').filter(Boolean)
  for (const part of target.split('/'))
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  return parts.join('/')
}

/** The kind of a picture by its first bytes; undefined for those that cannot be drawn. */
function pictureKind(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1')
  if (head.startsWith('\x89PNG')) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return 'jpg'
  if (head.startsWith('GIF8')) return 'gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  return undefined
}

/** The parts of a body, each with the properties that stand at its end. */
function sectionsOf(body: Xml): { properties: Xml | undefined; contents: Xml[] }[] {
  const sections: { properties: Xml | undefined; contents: Xml[] }[] = []
  let contents: Xml[] = []
  for (const one of elements(body)) {
    if (one.name === 'w:sectPr') {
      sections.push({ properties: one, contents })
      return sections
    }
    contents.push(one)
    const properties = one.name === 'w:p' ? child(one, 'w:pPr', 'w:sectPr') : undefined
    if (properties) {
      sections.push({ properties, contents })
      contents = []
    }
  }
  sections.push({ properties: undefined, contents })
  return sections
}

function pageOf(properties: Xml | undefined) {
  const size = child(properties, 'w:pgSz')
  const margin = child(properties, 'w:pgMar')
  const side = (name: string, usual: number) => Math.abs(twips(margin, `w:${name}`) ?? usual)
  return {
    width: twips(size, 'w:w') ?? 595.3,
    height: twips(size, 'w:h') ?? 841.9,
    margin: {
      top: side('top', 72),
      bottom: side('bottom', 72),
      left: side('left', 90) + side('gutter', 0),
      right: side('right', 90),
    },
    headerAt: side('header', 42.5),
    footerAt: side('footer', 49.6),
  }
}

function gridOf(properties: Xml | undefined): number | null {
  const grid = child(properties, 'w:docGrid')
  const isLined = ['lines', 'linesAndChars', 'snapToChars'].includes(value(grid, 'w:type') ?? '')
  return isLined ? (twips(grid, 'w:linePitch') ?? null) : null
}

/** The text of a document as it is read, a line per paragraph. */
export function wordText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'break') return '\f'
      if (block.kind === 'table')
        return block.cells.map((cell) => wordText(cell.blocks)).join(' | ')
      const said = block.lines.map((line) =>
        line.parts
          .map((part) => part.map((one) => ('text' in one ? one.text : '')).join(''))
          .join('\t'),
      )
      return `${block.label ? `${block.label.text} ` : ''}${said.join('\n')}`
    })
    .join('\n')
}
