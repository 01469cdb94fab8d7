/** An element of an XML part: its name with the prefix the family is known by, whatever the file calls it. */
export interface Xml {
  name: string
  attributes: ReadonlyMap<string, string>
  /** Elements and, where the element holds text, strings. */
  children: (Xml | string)[]
}

/** The families of names a Word file is made of: the common form and the strict one. */
const families: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing': 'wp',
  'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing': 'wp',
  'http://schemas.openxmlformats.org/drawingml/2006/picture': 'pic',
  'http://purl.oclc.org/ooxml/drawingml/picture': 'pic',
  'http://schemas.openxmlformats.org/drawingml/2006/chart': 'c',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.microsoft.com/office/word/2010/wordprocessingShape': 'wps',
  'urn:schemas-microsoft-com:vml': 'v',
  'urn:schemas-microsoft-com:office:office': 'o',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'rel',
}

const piece =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)|(<)/g
const attribute = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const deepest = 400

/**
 * Reads an XML part of a Word file. Names come with the usual prefix of their family (`w:p`), also
 * where the file uses another one. Throws an Error for what is no XML, for a document type (entities
 * are not expanded) and for nesting beyond 400 levels.
 */
export function readXml(text: string): Xml {
  const top: Xml = { name: '', attributes: new Map(), children: [] }
  const open: { element: Xml; raw: string; prefixes: ReadonlyMap<string, string> }[] = [
    { element: top, raw: '', prefixes: new Map([['xml', 'xml']]) },
  ]
  for (const [, cdata, close, name, attributes, self, plain, stray] of text.matchAll(piece)) {
    const at = open.at(-1)
    if (!at || stray !== undefined) throw new Error('This is no XML')
    if (cdata !== undefined) at.element.children.push(cdata)
    else if (plain !== undefined) {
      if (open.length > 1) at.element.children.push(decode(plain))
    } else if (name === undefined) continue
    else if (close) {
      if (at.raw !== name) throw new Error(`</${name}> closes <${at.raw}>`)
      open.pop()
    } else {
      if (open.length > deepest) throw new Error('The XML is nested too deep')
      const given = [...(attributes ?? '').matchAll(attribute)].map(
        ([, key, one, two]) => [key ?? '', decode(one ?? two ?? '')] as const,
      )
      const prefixes = withDeclared(at.prefixes, given)
      const element: Xml = {
        name: known(name, prefixes, true),
        attributes: new Map(given.map(([key, value]) => [known(key, prefixes, false), value])),
        children: [],
      }
      at.element.children.push(element)
      if (!self) open.push({ element, raw: name, prefixes })
    }
  }
  const root = elements(top)[0]
  if (open.length !== 1 || !root) throw new Error('The XML is not complete')
  return root
}

function withDeclared(
  prefixes: ReadonlyMap<string, string>,
  given: readonly (readonly [string, string])[],
): ReadonlyMap<string, string> {
  const declared = given.filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'))
  if (declared.length === 0) return prefixes
  const all = new Map(prefixes)
  for (const [key, uri] of declared) {
    const prefix = key === 'xmlns' ? '' : key.slice(6)
    all.set(prefix, families[uri] ?? prefix)
  }
  return all
}

/** An element without a prefix is of the declared family; an attribute without one stays as it is. */
function known(name: string, prefixes: ReadonlyMap<string, string>, isElement: boolean): string {
  const colon = name.indexOf(':')
  if (colon < 0) {
    const family = isElement ? prefixes.get('') : undefined
    return family ? `${family}:${name}` : name
  }
  const prefix = name.slice(0, colon)
  return `${prefixes.get(prefix) ?? prefix}:${name.slice(colon + 1)}`
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decode(text: string): string {
  return text.replace(/&(#x[\da-fA-F]+|#\d+|\w+);/g, (whole, code: string) => {
    if (!code.startsWith('#')) return named[code] ?? whole
    const point = code[1] === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}

/** The elements within, those of the given name only where one is given. */
export function elements(of: Xml | undefined, name?: string): Xml[] {
  return (of?.children ?? []).filter(
    (child): child is Xml =>
      typeof child !== 'string' && (name === undefined || child.name === name),
  )
}

/** The first element within, down a path of names. */
export function child(of: Xml | undefined, ...path: string[]): Xml | undefined {
  let at = of
  for (const name of path) at = elements(at, name)[0]
  return at
}

/** Every element of a name anywhere beneath. */
export function* within(of: Xml | undefined, ...names: string[]): Generator<Xml> {
  for (const one of elements(of)) {
    if (names.includes(one.name)) yield one
    yield* within(one, ...names)
  }
}

/** An attribute's value; `w:val` unless named. */
export function value(of: Xml | undefined, name = 'w:val'): string | undefined {
  return of?.attributes.get(name)
}

/** An attribute as a number, where it is one. */
export function figure(of: Xml | undefined, name = 'w:val'): number | undefined {
  const text = value(of, name)
  const number = text === undefined ? Number.NaN : Number.parseFloat(text)
  return Number.isFinite(number) ? number : undefined
}

/** Whether a switch such as `w:b` is on; undefined where it is not said. */
export function isOn(of: Xml | undefined, name: string): boolean | undefined {
  const found = child(of, name)
  if (!found) return undefined
  return !['0', 'false', 'off', 'none'].includes(value(found) ?? '1')
}

/** The text of an element as it stands. */
export function textOf(of: Xml): string {
  return of.children.filter((one) => typeof one === 'string').join('')
}
