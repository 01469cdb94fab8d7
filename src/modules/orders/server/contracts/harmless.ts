import type PizZip from 'pizzip'
import { elements, readXml, textOf, value, within } from '#foundation/word/xml.ts'

/** Fields that fetch or run something when Word opens or prints the document. */
const reaching = /(?<![A-Z])(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|DATABASE|IMPORT|LINK)(?![A-Z])/i
const active = /(^|\/)(vbaProject|vbaData|activeX\/)/i

/**
 * What a Word file would fetch from elsewhere or run on the machine of whoever opens it: a part of
 * another place (its own template, a picture), a field that fetches, macros. Undefined where there is
 * nothing of the kind; web links are harmless until somebody clicks them. Throws an Error for broken XML.
 */
export function harmIn(zip: PizZip): string | undefined {
  for (const path of Object.keys(zip.files)) {
    if (active.test(path)) return path
    if (!/\.(rels|xml)$/i.test(path) || zip.files[path]?.dir) continue
    const root = readXml(zip.file(path)?.asText() ?? '')
    const outside = path.endsWith('.rels')
      ? elements(root).find(
          (one) =>
            value(one, 'TargetMode') === 'External' &&
            !(value(one, 'Type') ?? '').endsWith('/hyperlink'),
        )
      : undefined
    if (outside) return value(outside, 'Target') ?? path
    const instructions = [
      ...[...within(root, 'w:instrText')].map(textOf),
      ...[...within(root, 'w:fldSimple')].map((one) => ` ${value(one, 'w:instr') ?? ''} `),
    ].join('')
    const field = reaching.exec(instructions.replaceAll(/"[^"]*"/g, '""'))?.[1]
    if (field) return field.toUpperCase()
  }
  return undefined
}
