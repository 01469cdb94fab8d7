// The two things the row reader does not tell: which sheets there are, and which cells are merged.
import type { ZipEntry } from './zip-guard.ts'

export interface SheetPart {
  name: string
  isHidden: boolean
  path: string
}

export interface MergedCells {
  top: number
  bottom: number
  left: number
  right: number
}

export interface PartCollector {
  see: (entry: ZipEntry, piece: Uint8Array) => void
  sheets: () => SheetPart[]
  is1904: () => boolean
  mergesOf: (path: string) => MergedCells[]
}

const MAX_KEPT = 4 * 1024 * 1024
const MAX_MERGES = 20_000
const WORKBOOK = /^\/?xl\/workbook\.xml$/i
const WORKBOOK_RELATIONS = /^\/?xl\/_rels\/workbook\.xml\.rels$/i
const WORKSHEET = /^\/?xl\/worksheets\/[^/]+\.xml$/i
const MERGE = /<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g

/** Watches the pieces of a workbook as they are unpacked and keeps the little that is needed. */
export function createPartCollector(): PartCollector {
  const texts = new Map<string, string>()
  const merges = new Map<string, MergedCells[]>()
  const tails = new Map<string, string>()
  const decoders = new Map<string, TextDecoder>()

  function see(entry: ZipEntry, piece: Uint8Array): void {
    if (WORKSHEET.test(entry.name)) {
      seeWorksheet(entry.name, Buffer.from(piece).toString('latin1'))
    } else if (WORKBOOK.test(entry.name) || WORKBOOK_RELATIONS.test(entry.name)) {
      const decoder = decoders.get(entry.name) ?? new TextDecoder()
      decoders.set(entry.name, decoder)
      const text = (texts.get(entry.name) ?? '') + decoder.decode(piece, { stream: true })
      texts.set(entry.name, text.slice(0, MAX_KEPT))
    }
  }

  function seeWorksheet(name: string, piece: string): void {
    const text = (tails.get(name) ?? '') + piece
    tails.set(name, text.slice(text.lastIndexOf('<')))
    if (!text.includes('mergeCell')) return
    const found = merges.get(name) ?? []
    for (const [, left, top, right, bottom] of text.matchAll(MERGE)) {
      if (found.length >= MAX_MERGES) break
      found.push({
        top: Number(top),
        bottom: Number(bottom),
        left: columnIndex(left ?? ''),
        right: columnIndex(right ?? ''),
      })
    }
    merges.set(name, found)
  }

  const textOf = (pattern: RegExp): string =>
    [...texts].find(([name]) => pattern.test(name))?.[1] ?? ''

  return {
    see,
    sheets: () => listSheets(textOf(WORKBOOK), textOf(WORKBOOK_RELATIONS)),
    is1904: () => /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(1|true)"/i.test(textOf(WORKBOOK)),
    mergesOf: (path) => merges.get(path) ?? [],
  }
}

function listSheets(workbook: string, relations: string): SheetPart[] {
  const targets = new Map<string, string>()
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    const target = attribute(tag, 'Target').replace(/^\/?(xl\/)?/, 'xl/')
    targets.set(attribute(tag, 'Id'), target)
  }
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => ({
    name: attribute(tag, 'name'),
    isHidden: /hidden/i.test(attribute(tag, 'state')),
    path: targets.get(attribute(tag, '\\w+:id')) ?? '',
  }))
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return unescapeXml(found?.[1] ?? found?.[2] ?? '')
}

function unescapeXml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => codePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => codePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function columnIndex(letters: string): number {
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}
