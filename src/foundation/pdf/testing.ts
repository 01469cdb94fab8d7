import { inflateSync } from 'node:zlib'

/** The characters written in a PDF of ours, in the order they are drawn: what tests compare. */
export function pdfText(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString('latin1')
  const objects = new Map(
    [...raw.matchAll(/(\d+) 0 obj([\s\S]*?)endobj/g)].map(([, id, body]) => [id ?? '', body ?? '']),
  )
  const stream = (body: string) => {
    const found = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)?.[1]
    if (found === undefined) return ''
    const bytes = Buffer.from(found, 'latin1')
    return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
  }
  const fonts = new Map<string, Map<string, string>>()
  for (const [, name, id] of raw.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id ?? '') ?? '')?.[1]
    if (name && map) fonts.set(name, readMap(stream(objects.get(map) ?? '')))
  }
  const pages = [...objects.values()].filter((body) => /\/Type\s*\/Page\b/.test(body))
  return pages
    .map((page) => stream(objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '') ?? ''))
    .map((content) => readContent(content, fonts))
    .join('\f')
}

const unicode = (hex: string) =>
  (hex.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join('')

function readMap(text: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const [, block] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from, to] of (block ?? '').matchAll(/<([\da-fA-F]+)>\s*<([\da-fA-F]+)>/g))
      map.set((from ?? '').toLowerCase(), unicode(to ?? ''))
  return map
}

/** Follows the fonts and the glyphs of a page; glyphs are two bytes each. */
function readContent(content: string, fonts: ReadonlyMap<string, Map<string, string>>): string {
  let map: Map<string, string> | undefined
  let said = ''
  for (const [, font, hex, literal] of content.matchAll(
    /\/(f\d+) [\d.]+ Tf|<([\da-fA-F]+)>|\(((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*)\)/g,
  )) {
    if (font !== undefined) map = fonts.get(font)
    else {
      const codes = hex ?? Buffer.from(unescape_(literal ?? ''), 'latin1').toString('hex')
      said += (codes.match(/.{4}/g) ?? [])
        .map((code) => map?.get(code.toLowerCase()) ?? '')
        .join('')
    }
  }
  return said
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const unescape_ = (text: string) =>
  text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, one: string) =>
    /^[0-7]/.test(one) ? String.fromCharCode(Number.parseInt(one, 8)) : (escapes[one] ?? one),
  )
