import { crc32, deflateSync } from 'node:zlib'
import PizZip from 'pizzip'

// Word files written by hand, under another prefix than Word's own: what other programs make.

const base = 'http://schemas.openxmlformats.org'
const relation = `${base}/officeDocument/2006/relationships`
const names = `xmlns:q="${base}/wordprocessingml/2006/main" xmlns:r="${relation}" xmlns:wp="${base}/drawingml/2006/wordprocessingDrawing" xmlns:a="${base}/drawingml/2006/main" xmlns:pic="${base}/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="${base}/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="${base}/officeDocument/2006/math"`

export const run = (text: string, look = ''): string =>
  `<q:r><q:rPr>${look}</q:rPr><q:t xml:space="preserve">${text}</q:t></q:r>`
export const paragraph = (contents: string, look = ''): string =>
  `<q:p><q:pPr>${look}</q:pPr>${contents}</q:p>`
export const cell = (contents: string, look = ''): string =>
  `<q:tc><q:tcPr>${look}</q:tcPr>${contents}</q:tc>`
export const bordersOf = (kind: string): string =>
  `<q:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<q:${side} q:val="${kind}" q:sz="8" q:color="auto"/>`)
    .join('')}</q:tblBorders>`
/** The picture of `wordFile`, in line or anchored to the page. */
export const picture = (kind: 'inline' | 'anchor', id = 'rId9'): string =>
  `<q:r><q:drawing><wp:${kind}><wp:extent cx="1270000" cy="635000"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:${kind}></q:drawing></q:r>`

export interface WordParts {
  body: string
  styles?: string
  numbering?: string
  header?: string
  footer?: string
}

/** A Word file of these parts, under the prefix and in the folder Word uses (`w`), or others. */
export function wordFile(parts: WordParts, prefix: 'q' | 'w' = 'q'): Uint8Array {
  const zip = new PizZip()
  const folder = prefix === 'w' ? 'word' : 'doc'
  const put = (path: string, xml: string) =>
    zip.file(
      path,
      `<?xml version="1.0" encoding="UTF-8"?>\n<!-- by hand -->${xml.replaceAll(/\bq:/g, `${prefix}:`).replaceAll('xmlns:q', `xmlns:${prefix}`)}`,
    )
  const relations = (all: readonly (readonly [string, string, string])[]) =>
    `<Relationships xmlns="${base}/package/2006/relationships">${all
      .map(
        ([id, type, to]) => `<Relationship Id="${id}" Type="${relation}/${type}" Target="${to}"/>`,
      )
      .join('')}</Relationships>`
  put(
    '[Content_Types].xml',
    `<Types xmlns="${base}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${folder}/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  )
  put('_rels/.rels', relations([['a', 'officeDocument', `/${folder}/document.xml`]]))
  put(
    `${folder}/_rels/document.xml.rels`,
    relations([
      ['rId1', 'styles', 'styles.xml'],
      ['rId2', 'numbering', 'numbering.xml'],
      ['rId3', 'header', 'head.xml'],
      ['rId4', 'footer', 'foot.xml'],
      ['rId8', 'image', '../media/old.emf'],
      ['rId9', 'image', '../media/one.png'],
    ]),
  )
  zip.file('media/one.png', smallPng())
  zip.file('media/old.emf', new Uint8Array([1, 0, 0, 0, 9, 9]))
  put(`${folder}/styles.xml`, `<q:styles ${names}>${parts.styles ?? ''}</q:styles>`)
  put(`${folder}/numbering.xml`, `<q:numbering ${names}>${parts.numbering ?? ''}</q:numbering>`)
  put(`${folder}/head.xml`, `<q:hdr ${names}>${parts.header ?? ''}</q:hdr>`)
  put(`${folder}/foot.xml`, `<q:ftr ${names}>${parts.footer ?? ''}</q:ftr>`)
  put(
    `${folder}/document.xml`,
    `<q:document ${names}><q:body>${parts.body}<q:sectPr><q:headerReference q:type="default" r:id="rId3"/><q:footerReference q:type="default" r:id="rId4"/><q:pgSz q:w="11906" q:h="16838"/><q:pgMar q:top="1440" q:right="1800" q:bottom="1440" q:left="1800" q:header="851" q:footer="992"/></q:sectPr></q:body></q:document>`,
  )
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' })
}

function smallPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const all = Buffer.alloc(12 + data.length)
    all.writeUInt32BE(data.length, 0)
    all.write(type, 4, 'latin1')
    data.copy(all, 8)
    all.writeUInt32BE(crc32(all.subarray(4, 8 + data.length)), 8 + data.length)
    return all
  }
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const dots = deflateSync(Buffer.from([0, 255, 0, 0, 0, 0, 255]))
  const sign = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    sign,
    chunk('IHDR', head),
    chunk('IDAT', dots),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
