import PizZip from 'pizzip'

// The template the product brings along: a plain Word file made here, so that a contract can be made
// on the first day. Stores download it, change it in Word and upload it as their own.

const space = 'http://schemas.openxmlformats.org'
const fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体"/>'
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const run = (text: string, style = '') =>
  `<w:r><w:rPr>${fonts}${style}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
const paragraph = (text: string, look = '', style = '') =>
  `<w:p><w:pPr>${look}<w:spacing w:after="100" w:line="320" w:lineRule="auto"/></w:pPr>${run(text, style)}</w:p>`
const title = (text: string) =>
  paragraph(text, '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="36"/>')
const heading = (text: string) => paragraph(text, '', '<w:b/><w:sz w:val="24"/>')
const plain = (text: string) => paragraph(text, '', '<w:sz w:val="21"/>')

const widths = [700, 1300, 3600, 900, 1500, 1600]
const cell = (text: string, index: number, isHead: boolean) =>
  `<w:tc><w:tcPr><w:tcW w:w="${widths[index]}" w:type="dxa"/></w:tcPr>${paragraph(
    text,
    index > 2 ? '<w:jc w:val="right"/>' : '',
    isHead ? '<w:b/><w:sz w:val="20"/>' : '<w:sz w:val="20"/>',
  )}</w:tc>`
const row = (texts: readonly string[], isHead = false) =>
  `<w:tr>${texts.map((text, index) => cell(text, index, isHead)).join('')}</w:tr>`
const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`
const table = (rows: string) =>
  `<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders>${[
    'top',
    'left',
    'bottom',
    'right',
    'insideH',
    'insideV',
  ]
    .map(border)
    .join('')}</w:tblBorders></w:tblPr><w:tblGrid>${widths
    .map((width) => `<w:gridCol w:w="${width}"/>`)
    .join('')}</w:tblGrid>${rows}</w:tbl>`

const body = () =>
  [
    title('汽车销售合同'),
    paragraph(
      '合同编号：{合同编号}　　签订日期：{签订日期}',
      '<w:jc w:val="right"/>',
      '<w:sz w:val="20"/>',
    ),
    plain('甲方（出卖人）：{门店名称}'),
    plain('乙方（买受人）：{客户姓名}　　电话：{客户电话}'),
    plain('证件号码：{客户证件号}　　地址：{客户地址}'),
    heading('一、车辆'),
    plain('车型：{车系} {车型}　　颜色：{颜色}　　台数：{台数}'),
    plain('车架号：{车架号}'),
    heading('二、价款'),
    table(
      row(['序号', '类别', '名称', '数量', '单价（元）', '金额（元）'], true) +
        row(['{#明细}{序号}', '{类别}', '{名称}', '{数量}', '{单价}', '{金额}{/明细}']),
    ),
    plain('合同总额：人民币 {合同金额} 元（大写：{合同金额大写}）。'),
    plain(
      '已付：{已付金额} 元（大写：{已付金额大写}）；未付：{未付金额} 元（大写：{未付金额大写}）。',
    ),
    plain('付款方式：{付款方式}。未付部分应在交车前付清。'),
    heading('三、交付'),
    plain(
      '甲方承诺于 {承诺交车日期} 前在甲方营业场所交付车辆及随车文件，双方当场验车并签署交车单。',
    ),
    heading('四、其他约定'),
    plain('{备注}'),
    plain(
      '质量保证、三包责任按国家规定及厂家质保手册执行。争议由双方协商，协商不成的，向甲方所在地人民法院起诉。',
    ),
    plain('本合同一式两份，双方各执一份，签字盖章后生效。'),
    plain(''),
    plain('甲方（盖章）：　　　　　　　　　　　　乙方（签字）：'),
    plain('经办人：{销售顾问}'),
    plain('日期：　　　　　　　　　　　　　　　　日期：'),
  ].join('')

let made: Uint8Array | undefined

/** The standard contract as a Word template, with every placeholder in its place. */
export function standardTemplate(): Uint8Array {
  made ??= build()
  return made
}

function build(): Uint8Array {
  const zip = new PizZip()
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const relations = `${space}/package/2006/relationships`
  zip.file(
    '[Content_Types].xml',
    `${head}<Types xmlns="${space}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  )
  zip.file(
    '_rels/.rels',
    `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
  )
  zip.file(
    'word/document.xml',
    `${head}<w:document xmlns:w="${space}/wordprocessingml/2006/main"><w:body>${body()}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1200" w:right="1150" w:bottom="1200" w:left="1150" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>`,
  )
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' })
}
