import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { guardZip } from '#foundation/sheets/zip-guard.ts'
import { AppError, type Locale } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import { documentsError } from '../../contracts/documents.ts'
import type { WordGap } from '#shared/word-gaps.ts'
import { templateWords } from '../../template-words.ts'
import { drawWord } from './draw-word.ts'
import { harmIn } from './harmless.ts'
import { type ContractValues, exampleValues, loops, placeholders } from './placeholders.ts'

export const longestTemplate = 3 * 1024 * 1024
const limits = { maxUnzippedBytes: 40 * 1024 * 1024, maxRatio: 200, maxEntries: 500 }
const mainType = 'wordprocessingml.document.main+xml'
const mostProblems = 8

/**
 * Fills a Word template with the values of a contract. Placeholders without a value become nothing.
 * Throws `contracts.template_broken` for what is no template; templates are tried when they come in.
 */
export function fillTemplate(bytes: Uint8Array, values: ContractValues): Uint8Array {
  return new Uint8Array(open(bytes).doc.render(values).toBuffer())
}

/**
 * Tries a template: size, zip, Word document, each placeholder, a test filling, its PDF. Gives the
 * placeholders it names and what the PDF cannot show. Throws `contracts.cannot_draw`,
 * `contracts.template_too_large`, `contracts.not_word`, `contracts.template_broken`,
 * `contracts.reaches_outside` and `contracts.bad_placeholder` with every fault and its paragraph.
 */
export async function tryTemplate(
  bytes: Uint8Array,
  locale: Locale,
): Promise<{ placeholders: string[]; gaps: WordGap[] }> {
  if (bytes.length > longestTemplate)
    throw documentsError('contracts.template_too_large', { limit: '3 MB' })
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw documentsError('contracts.not_word')
  try {
    await guardZip(bytes, limits)
  } catch {
    throw documentsError('contracts.template_broken')
  }
  let tags: Tag[]
  let filled: Uint8Array
  try {
    assertHarmless(bytes)
    tags = open(bytes).tags
    assertKnown(bytes, tags, locale)
    assertFlat(bytes, tags, locale)
    filled = fillTemplate(bytes, exampleValues())
  } catch (error) {
    throw faultsOf(bytes, error, locale)
  }
  const { gaps, text } = await drawWord(filled, 'Template')
  assertFilled(text)
  return { placeholders: [...new Set(tags.map((tag) => tag.name))], gaps }
}

/** A contract is opened by colleagues and customers: it fetches nothing and runs nothing. */
function assertHarmless(bytes: Uint8Array): void {
  let what: string | undefined
  try {
    what = harmIn(openZip(bytes))
  } catch (error) {
    if (error instanceof AppError) throw error
    throw documentsError('contracts.template_broken')
  }
  if (what !== undefined)
    throw documentsError('contracts.reaches_outside', { what: what.slice(0, 100) })
}

/** Word files of some programs look right and yet are not filled: better refused than handed out. */
function assertFilled(text: string): void {
  const left = [...placeholders.map((one) => one.name), ...Object.keys(loops)].filter((name) =>
    ['', '#', '/'].some((sign) => text.includes(`{${sign}${name}}`)),
  )
  if (left.length > 0)
    throw documentsError('contracts.not_filled', { names: left.slice(0, mostProblems).join('、') })
}

interface Tag {
  name: string
  isLoop: boolean
  /** A list that stands within a list. */
  isNested: boolean
}

function open(bytes: Uint8Array) {
  const tags: Tag[] = []
  const zip = openZip(bytes)
  const doc = new Docxtemplater(zip, {
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    nullGetter: () => '',
    modules: [
      {
        name: 'collect',
        postparse(parts) {
          for (const part of parts)
            if (part.type === 'placeholder') {
              const isLoop = part.module === 'loop'
              tags.push({ name: part.value, isLoop, isNested: isLoop && hasLoop(part.subparsed) })
            }
          return parts
        },
      },
    ],
  })
  return { doc, tags }
}

interface ParsedPart {
  module?: string
  subparsed?: ParsedPart[]
}

function hasLoop(parts: readonly ParsedPart[] | undefined): boolean {
  return (parts ?? []).some((part) => part.module === 'loop' || hasLoop(part.subparsed))
}

function openZip(bytes: Uint8Array): PizZip {
  let zip: PizZip
  try {
    zip = new PizZip(bytes)
  } catch {
    throw documentsError('contracts.template_broken')
  }
  // A .docm carries macros and has another type; a spreadsheet is no contract.
  const types = zip.file('[Content_Types].xml')?.asText() ?? ''
  if (!types.includes(mainType)) throw documentsError('contracts.not_word')
  // Parts elsewhere than Word puts them cannot be kept as a Word file later on.
  if (!zip.file('word/document.xml')) throw documentsError('contracts.cannot_draw')
  return zip
}

/** Every placeholder must be one we fill, in the list it belongs to. */
function assertKnown(bytes: Uint8Array, tags: readonly Tag[], locale: Locale): void {
  const known = new Set(placeholders.map((one) => one.name))
  const wrong = tags.filter(({ name, isLoop }) => (isLoop ? !(name in loops) : !known.has(name)))
  if (wrong.length === 0) return
  throw problems(
    [...new Set(wrong.map((tag) => tag.name))].map((name) =>
      say(templateWords.unknown, locale, { name, where: whereOf(bytes, name, locale) }),
    ),
    locale,
  )
}

/** Lists within lists would be filled as often as their lengths multiplied: a contract has none. */
function assertFlat(bytes: Uint8Array, tags: readonly Tag[], locale: Locale): void {
  const nested = tags.find((tag) => tag.isNested)
  if (!nested) return
  const where = whereOf(bytes, nested.name, locale)
  throw problems([say(templateWords.nestedLoop, locale, { name: nested.name, where })], locale)
}

interface TemplateFault {
  properties?: { id?: string; xtag?: string; errors?: TemplateFault[] }
  code?: string
}

/** The faults the engine found, in words: which placeholder, which paragraph. */
function faultsOf(bytes: Uint8Array, error: unknown, locale: Locale): unknown {
  const fault = error as TemplateFault
  if (fault.code !== undefined && fault.properties === undefined) return error
  const all = fault.properties?.errors ?? (fault.properties ? [fault] : [])
  if (all.length === 0) return documentsError('contracts.template_broken')
  const said = all.map(({ properties }) => {
    const name = properties?.xtag ?? ''
    const phrase = templateWords[wordOf(properties?.id)]
    return say(phrase, locale, { name, where: whereOf(bytes, name, locale) })
  })
  return problems([...new Set(said)], locale)
}

function wordOf(id: string | undefined) {
  if (id === 'unclosed_tag') return 'unclosed'
  if (id === 'unopened_tag' || id === 'duplicate_open_tag' || id === 'duplicate_close_tag')
    return 'braces'
  if (id === 'unclosed_loop') return 'unclosedLoop'
  if (id === 'unopened_loop' || id === 'closing_tag_does_not_match_opening_tag')
    return 'unopenedLoop'
  return 'unreadable'
}

function problems(said: readonly string[], locale: Locale) {
  const shown = said.slice(0, mostProblems)
  if (said.length > shown.length)
    shown.push(say(templateWords.more, locale, { n: said.length - shown.length }))
  return documentsError('contracts.bad_placeholder', {
    problems: shown.join(locale === 'zh' ? '；' : '; '),
    list: shown,
  })
}

/** `第 3 段“…”`: the paragraph a placeholder stands in. */
function whereOf(bytes: Uint8Array, name: string, locale: Locale): string {
  const xml = new PizZip(bytes).file('word/document.xml')?.asText() ?? ''
  const paragraphs = xml
    .split('</w:p>')
    .map((part) => [...part.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g)].map((m) => m[1]).join(''))
  const index = paragraphs.findIndex((text) => text.includes(name === '' ? '}' : name))
  if (index < 0) return say(templateWords.elsewhere, locale)
  const text = paragraphs[index] ?? ''
  return say(templateWords.paragraph, locale, {
    n: index + 1,
    text: text.length > 24 ? `${text.slice(0, 24)}…` : text,
  })
}
