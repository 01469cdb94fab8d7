import { expect, test } from 'vitest'
import { pdfText } from '../pdf/testing.ts'
import { writeWordPdf } from '../pdf/write-pdf.ts'
import { formatNumber } from './numbering.ts'
import { readWord } from './read-word.ts'
import { bordersOf, cell, paragraph, picture, run, wordFile, type WordParts } from './testing.ts'
import type { Paragraph, Table } from './word-doc.ts'
import { readXml, textOf } from './xml.ts'

const blocksOf = (parts: WordParts) =>
  readWord(wordFile(parts)).sections.flatMap((one) => one.blocks)
const first = (parts: WordParts) => blocksOf(parts)[0] as Paragraph
const drawn = async (parts: WordParts) =>
  pdfText(await writeWordPdf(readWord(wordFile(parts)), 'T'))
const tab = '<q:r><q:tab/></q:r>'

test('a paragraph keeps alignment, indents, spacing and the looks of its text', () => {
  const one = first({
    styles:
      '<q:docDefaults><q:rPrDefault><q:rPr><q:sz q:val="21"/></q:rPr></q:rPrDefault></q:docDefaults><q:style q:type="paragraph" q:styleId="b"><q:pPr><q:jc q:val="center"/></q:pPr><q:rPr><q:b/></q:rPr></q:style><q:style q:type="paragraph" q:styleId="t"><q:basedOn q:val="b"/><q:rPr><q:sz q:val="36"/></q:rPr></q:style>',
    body: paragraph(
      run('标题') + run('下划线', '<q:b q:val="0"/><q:u q:val="single"/><q:color q:val="FF0000"/>'),
      '<q:pStyle q:val="t"/><q:spacing q:before="240" q:after="120" q:line="480" q:lineRule="exact"/><q:ind q:left="420" q:hanging="210"/>',
    ),
  })
  expect(one).toMatchObject({
    align: 'center',
    before: 12,
    after: 6,
    lineHeight: 24,
    left: 21,
    first: -10.5,
    size: 18,
  })
  expect(one.lines[0]?.parts[0]).toMatchObject([
    { text: '标题', look: { bold: true, underline: false, size: 18 } },
    { text: '下划线', look: { bold: false, underline: true, colour: '#ff0000' } },
  ])
})

test('indents in characters count by the size of the type; a later rule takes them away', () => {
  const body = (more: string) => paragraph(run('字'), `<q:ind q:firstLineChars="200" ${more}/>`)
  expect(first({ body: body('q:firstLine="420"') }).first).toBe(20)
  expect(
    first({ body: paragraph(run('字'), '<q:ind q:firstLineChars="0" q:firstLine="0"/>') }).first,
  ).toBe(0)
})

test('lists count on, in Chinese too, and begin anew beneath the next item', () => {
  const level = (at: number, format: string, text: string) =>
    `<q:lvl q:ilvl="${at}"><q:start q:val="1"/><q:numFmt q:val="${format}"/><q:lvlText q:val="${text}"/></q:lvl>`
  const item = (at: number) =>
    paragraph(run('x'), `<q:numPr><q:ilvl q:val="${at}"/><q:numId q:val="1"/></q:numPr>`)
  const labels = blocksOf({
    numbering: `<q:abstractNum q:abstractNumId="0">${level(0, 'chineseCounting', '第%1条')}${level(1, 'decimal', '%1.%2')}</q:abstractNum><q:num q:numId="1"><q:abstractNumId q:val="0"/></q:num>`,
    body: [0, 1, 1, 0, 1].map(item).join(''),
  }).map((one) => (one as Paragraph).label?.text)
  expect(labels).toEqual(['第一条', '一.1', '一.2', '第二条', '二.1'])
  const written = (format: string) => [1, 4, 10, 21, 105].map((one) => formatNumber(one, format))
  expect(written('chineseCounting')).toEqual(['一', '四', '十', '二十一', '一百零五'])
  expect(written('lowerRoman')).toEqual(['i', 'iv', 'x', 'xxi', 'cv'])
  expect(written('upperLetter').slice(0, 4)).toEqual(['A', 'D', 'J', 'U'])
})

test('a table keeps its widths, merged cells, borders and heads; one too wide fits the page', async () => {
  const parts: WordParts = {
    body: `<q:tbl><q:tblPr>${bordersOf('single')}</q:tblPr><q:tblGrid>${'<q:gridCol q:w="4000"/>'.repeat(3)}</q:tblGrid>
      <q:tr><q:trPr><q:tblHeader/></q:trPr>${cell(paragraph(run('三列')), '<q:gridSpan q:val="3"/><q:shd q:fill="DDEEFF"/>')}</q:tr>
      <q:tr>${cell(paragraph(run('竖')), '<q:vMerge q:val="restart"/>')}${cell(paragraph(run('中')))}${cell(paragraph(run('右')), '<q:tcBorders><q:right q:val="nil"/></q:tcBorders>')}</q:tr>
      <q:tr>${cell(paragraph(''), '<q:vMerge/>')}${cell(paragraph(run('下')), '<q:gridSpan q:val="2"/>')}</q:tr></q:tbl>`,
  }
  const table = blocksOf(parts)[0] as Table
  expect(table.columns.reduce((a, b) => a + b, 0)).toBeCloseTo(595.3 - 180, 0)
  expect(table.cells.map(({ x, y, columns, rows }) => [x, y, columns, rows])).toEqual([
    [0, 0, 3, 1],
    [0, 1, 1, 2],
    [1, 1, 1, 1],
    [2, 1, 1, 1],
    [1, 2, 2, 1],
  ])
  expect(table.cells[0]).toMatchObject({ fill: '#ddeeff', borders: { left: { width: 1 } } })
  expect(table.cells[3]?.borders).not.toHaveProperty('right')
  expect(await drawn(parts)).toBe('三列中右竖下')
})

test('page numbers, headers, footers and page breaks stand on every page', async () => {
  const field =
    '<q:r><q:fldChar q:fldCharType="begin"/></q:r><q:r><q:instrText> PAGE </q:instrText></q:r><q:r><q:fldChar q:fldCharType="separate"/></q:r><q:r><q:t>7</q:t></q:r><q:r><q:fldChar q:fldCharType="end"/></q:r>'
  const said = await drawn({
    header: paragraph(run('页眉')),
    footer: paragraph(
      `${field}${run('/')}<q:fldSimple q:instr="NUMPAGES"><q:r><q:t>9</q:t></q:r></q:fldSimple>`,
    ),
    body: paragraph(`${run('前')}<q:r><q:br q:type="page"/></q:r>${run('后')}`),
  })
  expect(said.split('\f')).toEqual(['页眉前1/2', '页眉后2/2'])
})

test('blanks to sign on, tabs and pictures keep their room', () => {
  const parts = first({
    body: paragraph(
      `${run('甲方：')}${run('          ', '<q:u q:val="single"/>')}${tab}${run('乙方')}${picture('inline')}`,
      '<q:tabs><q:tab q:val="right" q:leader="dot" q:pos="8000"/></q:tabs>',
    ),
  })
  expect(parts.stops).toEqual([{ at: 400, align: 'right', leader: 'dot' }])
  expect(parts.lines[0]?.parts).toMatchObject([
    [{ text: '甲方：' }, { kind: 'blank', ems: 5 }],
    [{ text: '乙方' }, { kind: 'picture', width: 100, height: 50 }],
  ])
})

test('what the PDF cannot show is named, and its words are not lost', async () => {
  const box = (inner: string) =>
    `<q:r><mc:AlternateContent><mc:Choice Requires="wps"><q:drawing><wp:anchor><wp:extent cx="9" cy="9"/><a:graphic><a:graphicData><wps:wsp><wps:txbx><q:txbxContent>${inner}</q:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></q:drawing></mc:Choice><mc:Fallback><q:pict><v:textbox><q:txbxContent>${inner}</q:txbxContent></v:textbox></q:pict></mc:Fallback></mc:AlternateContent></q:r>`
  const parts = {
    header: paragraph('<q:r><q:pict><v:shape><v:textpath string="草稿"/></v:shape></q:pict></q:r>'),
    body: [
      paragraph(box(paragraph(run('框里的字')))),
      paragraph(picture('anchor') + picture('inline', 'rId8')),
      paragraph(
        `<q:ins>${run('加的')}</q:ins><q:del><q:r><q:delText>删的</q:delText></q:r></q:del>`,
      ),
      paragraph(
        '<q:r><q:footnoteReference q:id="1"/></q:r><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>',
      ),
    ].join(''),
  }
  expect(readWord(wordFile(parts)).gaps).toEqual([
    'equation',
    'floating',
    'footnote',
    'picture',
    'textbox',
    'tracked',
    'watermark',
  ])
  expect(await drawn(parts)).toBe('框里的字加的a+b')
})

test('what is written is a text, never an instruction to the drawing', async () => {
  const said = '#eval("1") $x$ *b* _i_ <label> @ref \\ // {a}'
  const escaped = said.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  expect(await drawn({ body: paragraph(run(escaped)) })).toBe(said)
})

test('broken XML, entities of its own and endless nesting are refused', () => {
  expect(() => readXml('<a><b></a>')).toThrow()
  expect(() => readXml('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).toThrow()
  expect(() => readXml('<a>'.repeat(500) + '</a>'.repeat(500))).toThrow('too deep')
  expect(textOf(readXml('<a>&lt;&#x4e2d;<![CDATA[<b>]]>&amp;</a>'))).toBe('<中<b>&')
})
