import { child, elements, figure, isOn, value, type Xml } from './xml.ts'
import type { Look } from './word-doc.ts'

/** Twentieths of a point, as Word counts lengths. */
export const twips = (of: Xml | undefined, name: string): number | undefined => {
  const number = figure(of, name)
  if (number === undefined) return undefined
  // Strict files say `12pt` or `2cm`.
  const unit = /[a-z]+$/.exec(value(of, name) ?? '')?.[0]
  const points: Record<string, number> = {
    pt: 1,
    in: 72,
    cm: 72 / 2.54,
    mm: 72 / 25.4,
    pc: 12,
    pi: 12,
  }
  return unit && points[unit] ? number * points[unit] : number / 20
}

/** The styles of a document: every style with what it is based on, from the furthest to itself. */
export interface Styles {
  /** The properties that hold for a paragraph of a style, the weakest first. */
  paragraph(styleId: string | undefined): { paragraph: Xml[]; run: Xml[] }
  run(styleId: string | undefined): Xml[]
  table(styleId: string | undefined): Xml[]
}

const longestChain = 20

export function readStyles(root: Xml | undefined): Styles {
  const byId = new Map<string, Xml>()
  const usual = new Map<string, string>()
  for (const style of elements(root, 'w:style')) {
    const id = value(style, 'w:styleId') ?? ''
    byId.set(id, style)
    if (['1', 'true', 'on'].includes(value(style, 'w:default') ?? ''))
      usual.set(value(style, 'w:type') ?? '', id)
  }
  const chain = (id: string | undefined): Xml[] => {
    const found: Xml[] = []
    for (let at = id; at !== undefined && found.length < longestChain; ) {
      const style = byId.get(at)
      if (!style || found.includes(style)) break
      found.unshift(style)
      at = value(child(style, 'w:basedOn'))
    }
    return found
  }
  const of = (styles: Xml[], name: string) =>
    styles.map((style) => child(style, name)).filter((one) => one !== undefined)
  const defaults = child(root, 'w:docDefaults')
  const base = {
    paragraph: child(defaults, 'w:pPrDefault', 'w:pPr'),
    run: child(defaults, 'w:rPrDefault', 'w:rPr'),
  }
  return {
    paragraph(styleId) {
      const styles = chain(byId.has(styleId ?? '') ? styleId : usual.get('paragraph'))
      return {
        paragraph: [...(base.paragraph ? [base.paragraph] : []), ...of(styles, 'w:pPr')],
        run: [...(base.run ? [base.run] : []), ...of(styles, 'w:rPr')],
      }
    },
    run: (styleId) => of(chain(styleId), 'w:rPr'),
    table: (styleId) => chain(styleId ?? usual.get('table')),
  }
}

/** The last one that says something stands. */
export function last<T>(all: readonly Xml[], say: (one: Xml) => T | undefined): T | undefined {
  return all.map(say).findLast((one) => one !== undefined)
}

const marks: Readonly<Record<string, string>> = {
  yellow: '#ffff00',
  green: '#00ff00',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  red: '#ff0000',
  lightGray: '#c0c0c0',
  darkGray: '#808080',
  blue: '#8080ff',
}

/** A colour as `#rrggbb`; null for what Word chooses by itself. */
export function colourOf(text: string | undefined): string | null {
  return text !== undefined && /^[\da-fA-F]{6}$/.test(text) ? `#${text.toLowerCase()}` : null
}

/** What a shading fills with. */
export function fillOf(of: Xml | undefined): string | null {
  const shading = child(of, 'w:shd')
  return shading ? colourOf(value(shading, 'w:fill')) : null
}

/** How a run looks by its properties, the weakest first. */
export function lookOf(all: readonly Xml[]): Look {
  const on = (name: string) => last(all, (one) => isOn(one, name)) ?? false
  const raise = last(all, (one) => value(child(one, 'w:vertAlign')))
  const mark = last(all, (one) => value(child(one, 'w:highlight')))
  return {
    bold: on('w:b'),
    italic: on('w:i'),
    underline: (last(all, (one) => value(child(one, 'w:u'))) ?? 'none') !== 'none',
    strike: on('w:strike') || on('w:dstrike'),
    size: (last(all, (one) => figure(child(one, 'w:sz'))) ?? 20) / 2,
    colour:
      last(all, (one) => {
        const said = child(one, 'w:color')
        return said && { colour: colourOf(value(said)) }
      })?.colour ?? null,
    mark: (mark && marks[mark]) ?? last(all, (one) => fillOf(one) ?? undefined) ?? null,
    raise: raise === 'superscript' ? 'super' : raise === 'subscript' ? 'sub' : null,
  }
}
