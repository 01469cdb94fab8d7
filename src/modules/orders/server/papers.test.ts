import PizZip from 'pizzip'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdfText } from '#foundation/pdf/testing.ts'
import { bordersOf, cell, paragraph, picture, run, wordFile } from '#foundation/word/testing.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { exportList } from '#modules/lists/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { allocateCar, cancelOrder, changeOrder, getOrder } from '../contract.ts'
import { deliverySheet } from '../contracts/delivery.ts'
import {
  addContractScan,
  changeTemplate,
  contractFile,
  contractsOfOrder,
  listContracts,
  listPlaceholders,
  listTemplates,
  makeContract,
  stepContract,
  templateFile,
  uploadTemplate,
} from '../contracts/documents.ts'
import {
  addPayment,
  listPayments,
  paymentsOfOrder,
  receiptFile,
  reversePayment,
} from '../contracts/payments.ts'
import {
  getOrderRules,
  getProgress,
  listWinDeals,
  setStep,
  tickWinStep,
  changeOrderRules,
} from '../contracts/steps.ts'
import { carLine, makeSignedOrder, makeTestOrder, someVin } from '../testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const textOf = (bytes: ArrayBuffer) =>
  new PizZip(bytes)
    .file('word/document.xml')
    ?.asText()
    .replaceAll(/<[^>]+>/g, ' ') ?? ''

const textOfPdf = async (pdf: Blob) => pdfText(new Uint8Array(await pdf.arrayBuffer()))

/** A Word file with these paragraphs, made from the standard template. */
async function wordWith(paragraphs: string[], standard: Blob): Promise<Uint8Array> {
  const zip = new PizZip(await standard.arrayBuffer())
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')
  const xml = zip.file('word/document.xml')?.asText() ?? ''
  zip.file('word/document.xml', xml.replace(/<w:body>.*<w:sectPr>/s, `<w:body>${body}<w:sectPr>`))
  return zip.generate({ type: 'uint8array' })
}

test('[001-18] [002-20] the contract is made from the template brought along, with the amount in capitals, and stays as it was', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { order } = await makeSignedOrder(kit, liu)
  const vin = someVin()
  await kit.call(liu, allocateCar, { params: { id: order.id }, body: { vin } })
  const made = await kit.call(liu, makeContract, { params: { id: order.id }, body: {} })
  expect(made.body).toMatchObject({
    number: 'HT2609150001-1',
    state: 'prepared',
    templateName: '通用购车合同',
    isOutdated: false,
  })
  const file = (id: string, format: 'pdf' | 'docx' | 'scan') =>
    kit.call(liu, contractFile, { params: { id }, query: { format } })
  const word = textOf(await ((await file(made.body.id, 'docx')).body as Blob).arrayBuffer())
  expect(word).toContain('壹拾贰万玖仟捌佰元整')
  expect(word).toContain(vin)
  expect(word).toContain('王建国')
  expect(word).not.toContain('{')
  const pdf = await ((await file(made.body.id, 'pdf')).body as Blob).text()
  expect(pdf.slice(0, 5)).toBe('%PDF-')

  const fresh = (await kit.call(liu, getOrder, { params: { id: order.id } })).body
  await kit.call(liu, changeOrder, {
    params: { id: order.id },
    body: {
      version: fresh.version,
      reason: '加装',
      lines: [carLine, { kind: 'accessory', name: '贴膜', unitFen: 200_000 }],
    },
  })
  const before = (await kit.call(liu, contractsOfOrder, { params: { id: order.id } })).body.items
  expect(before[0]).toMatchObject({ isOutdated: true })
  const again = await kit.call(liu, makeContract, { params: { id: order.id }, body: {} })
  expect(again.body).toMatchObject({ number: 'HT2609150001-2', amountFen: 13_180_000 })
  const all = (await kit.call(liu, contractsOfOrder, { params: { id: order.id } })).body.items
  expect(all.map((one) => one.state)).toEqual(['prepared', 'void'])
  const old = textOf(await ((await file(made.body.id, 'docx')).body as Blob).arrayBuffer())
  expect(old).toBe(word)
})

test('[001-18] a template of the store is tried when it comes in; a wrong placeholder is named with its paragraph', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const standard = (await kit.call(manager, templateFile, { query: {} })).body as Blob
  const upload = (name: string, bytes: Uint8Array, query: object = {}) =>
    kit.call(
      manager,
      uploadTemplate,
      { query: { name, ...query } },
      { file: { name: `${name}.docx`, bytes } },
    )
  const wrong = await upload(
    '本店合同',
    await wordWith(['买方：{客户姓名}', '电话：{客户手机}'], standard),
  )
  expect(wrong).toMatchObject({ status: 422, code: 'contracts.bad_placeholder' })
  expect(JSON.stringify(wrong.body)).toContain('客户手机')
  expect(JSON.stringify(wrong.body)).toContain('第 2 段')
  const open = await upload(
    '本店合同',
    await wordWith(['买方：{客户姓名', '{#明细}{名称}'], standard),
  )
  expect(open.code).toBe('contracts.bad_placeholder')
  expect((await upload('x', new TextEncoder().encode('no zip'))).code).toBe('contracts.not_word')
  expect((await upload('x', new Uint8Array(3 * 1024 * 1024 + 1))).status).toBe(413)

  const good = await upload(
    '本店合同',
    await wordWith(
      ['甲方 {门店名称} 乙方 {客户姓名}', '{#明细}{序号} {名称}', '{/明细}', '{合同金额大写}'],
      standard,
    ),
  )
  expect(good.body).toMatchObject({ name: '本店合同', isDefault: true, lastVersion: 1 })
  expect((await upload('本店合同', new Uint8Array(await standard.arrayBuffer()))).code).toBe(
    'contracts.name_taken',
  )
  const { order } = await makeTestOrder(kit, liu)
  const made = await kit.call(liu, makeContract, { params: { id: order.id }, body: {} })
  expect(made.body).toMatchObject({ templateName: '本店合同', templateVersion: 1 })
  const second = await upload('本店合同', await wordWith(['只有 {合同编号}'], standard), {
    templateId: good.body.id,
  })
  expect(second.body).toMatchObject({ lastVersion: 2 })
  const listed = (await kit.call(liu, contractsOfOrder, { params: { id: order.id } })).body.items
  expect(listed[0]).toMatchObject({ templateVersion: 1 })
  const stopped = await kit.call(manager, changeTemplate, {
    params: { id: good.body.id ?? '' },
    body: { version: second.body.version, isActive: false },
  })
  expect(stopped.body).toMatchObject({ isActive: false, isDefault: false })
  expect((await kit.call(liu, listTemplates, {})).body.items.at(-1)).toMatchObject({ id: null })
  const names = (await kit.call(manager, listPlaceholders, {})).body.items.map((one) => one.name)
  expect(names).toContain('合同金额大写')
  expect((await kit.call(liu, listPlaceholders, {})).status).toBe(403)
})

test('a template that fetches from elsewhere, carries macros or puts lists into lists is refused', async () => {
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const standard = (await kit.call(manager, templateFile, { query: {} })).body as Blob
  const upload = async (change: (zip: PizZip) => void, paragraphs = ['{客户姓名}']) => {
    const zip = new PizZip(await wordWith(paragraphs, standard))
    change(zip)
    const bytes = zip.generate({ type: 'uint8array' })
    const file = { name: 'x.docx', bytes }
    return kit.call(manager, uploadTemplate, { query: { name: '外来合同' } }, { file })
  }
  const relation = (type: string, to: string) => (zip: PizZip) =>
    zip.file(
      'word/_rels/settings.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${to}" TargetMode="External"/></Relationships>`,
    )
  const field = (zip: PizZip) => {
    const xml = zip.file('word/document.xml')?.asText() ?? ''
    const run =
      '<w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "http://x"</w:instrText></w:r>'
    zip.file('word/document.xml', xml.replace('<w:sectPr>', `<w:p>${run}</w:p><w:sectPr>`))
  }
  const refused = [
    await upload(relation('attachedTemplate', 'http://10.0.0.8/far.dotm')),
    await upload(relation('image', 'file:///etc/passwd')),
    await upload((zip) => void zip.file('word/vbaProject.bin', 'x')),
    await upload(field),
  ]
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => 'contracts.reaches_outside'))
  expect(JSON.stringify(refused[0]?.body)).toContain('far.dotm')
  expect(JSON.stringify(refused[3]?.body)).toContain('INCLUDEPICTURE')
  const nested = await upload(() => {}, ['{#明细}{#明细}{名称}{/明细}{/明细}'])
  expect(nested.code).toBe('contracts.bad_placeholder')
  expect(JSON.stringify(nested.body)).toContain('不能再套列表')
  expect((await upload(relation('hyperlink', 'https://example.com/'))).status).toBe(201)
})

test('[001-18] [002-20] the PDF is the store’s own Word document, set as it is; what it cannot show is said', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const head = cell(paragraph(run('合计')), '<q:gridSpan q:val="2"/>')
  const parts = {
    header: paragraph(run('某某汽车销售公司')),
    body: [
      paragraph(run('车辆订购书', '<q:b/><q:sz q:val="36"/>'), '<q:jc q:val="center"/>'),
      paragraph(run('兹有{客户') + run('姓名}订购{车型}一台')),
      `<q:tbl><q:tblPr>${bordersOf('single')}</q:tblPr><q:tr>${cell(paragraph(run('{#明细}{名称}')))}${cell(paragraph(run('{金额}{/明细}')))}</q:tr><q:tr>${head}</q:tr></q:tbl>`,
      paragraph(run('大写：{合同金额大写}') + picture('anchor')),
    ].join(''),
  }
  const upload = (bytes: Uint8Array) =>
    kit.call(
      manager,
      uploadTemplate,
      { query: { name: '订购书' } },
      { file: { name: '订购书.docx', bytes } },
    )
  const strange = await upload(wordFile(parts))
  expect(strange).toMatchObject({ status: 422, code: 'contracts.cannot_draw' })
  const uploaded = await upload(wordFile(parts, 'w'))
  expect(uploaded.body.files[0]).toMatchObject({ pdfGaps: ['floating'] })
  const preview = await kit.call(manager, templateFile, {
    query: { templateId: uploaded.body.id ?? '', as: 'pdf' },
  })
  expect(await textOfPdf(preview.body as Blob)).toContain('兹有王建国订购')
  const { order } = await makeSignedOrder(kit, liu)
  const made = await kit.call(liu, makeContract, { params: { id: order.id }, body: {} })
  const pdf = await kit.call(liu, contractFile, {
    params: { id: made.body.id },
    query: { format: 'pdf' },
  })
  const said = await textOfPdf(pdf.body as Blob)
  expect(said).toContain('某某汽车销售公司车辆订购书')
  expect(said).toContain('星驰 1.5T129,800.00合计')
  expect(said).toContain('大写：壹拾贰万玖仟捌佰元整')
  expect(said).not.toContain('汽车销售合同')
})

test('[002-64] contracts are followed from printing to the archive; missing signatures are found', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { order } = await makeSignedOrder(kit, liu)
  const made = (await kit.call(liu, makeContract, { params: { id: order.id }, body: {} })).body
  const step = (
    person: typeof liu,
    version: number,
    state: 'printed' | 'customer_signed' | 'store_signed' | 'archived',
  ) => kit.call(person, stepContract, { params: { id: made.id }, body: { version, state } })
  expect((await step(liu, made.version, 'archived')).code).toBe('contracts.wrong_step')
  const two = await Promise.all([
    step(liu, made.version, 'printed'),
    step(manager, made.version, 'printed'),
  ])
  expect(two.map((one) => one.status).sort()).toEqual([200, 409])
  const signed = await step(liu, made.version + 1, 'customer_signed')
  expect((await step(liu, signed.body.version, 'store_signed')).status).toBe(403)
  const missing = await kit.call(manager, listContracts, { query: { show: 'missing' } })
  expect(missing.body.items.map((one) => one.number)).toEqual([made.number])
  const sealed = await step(manager, signed.body.version, 'store_signed')
  expect((await step(manager, sealed.body.version, 'archived')).code).toBe('contracts.scan_needed')
  const scan = await kit.call(
    liu,
    addContractScan,
    { params: { id: made.id }, query: {} },
    { file: { name: '签字页.pdf', bytes: new TextEncoder().encode('%PDF-1.4\n%%EOF') } },
  )
  expect(scan.body.hasScan).toBe(true)
  const archived = await step(manager, scan.body.version, 'archived')
  expect(archived.body.life.map((one) => one.state)).toEqual([
    'prepared',
    'printed',
    'customer_signed',
    'store_signed',
    'archived',
  ])
  expect(
    (await kit.call(manager, listContracts, { query: { show: 'missing' } })).body.items,
  ).toEqual([])
  expect((await kit.call(manager, listContracts, { query: { q: made.number } })).body.count).toBe(1)
  expect(
    (await kit.call(liu, contractFile, { params: { id: made.id }, query: { format: 'scan' } }))
      .status,
  ).toBe(200)
})

test('[001-17] payments add up, are never edited, and never more is refunded than was paid', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const clerk = await group.addPerson('information_clerk')
  const { order } = await makeSignedOrder(kit, liu)
  const params = { id: order.id }
  const pay = (amountFen: number, more: object = {}) =>
    kit.call(clerk, addPayment, {
      params,
      body: {
        kind: 'deposit',
        method: 'wechat',
        day: '2026-09-15',
        amountFen,
        payer: '王建国',
        ...more,
      },
    })
  const id = uuidv7()
  const first = await Promise.all([pay(500_000, { id }), pay(500_000, { id })])
  expect(first.map((one) => one.body.number)).toEqual(['SJ260900001', 'SJ260900001'])
  const refunds = await Promise.all([
    pay(400_000, { kind: 'refund' }),
    pay(400_000, { kind: 'refund' }),
  ])
  expect(refunds.map((one) => one.status).sort()).toEqual([201, 422])
  const refund = refunds.find((one) => one.status === 201)?.body
  const back = () =>
    kit.call(clerk, reversePayment, {
      params: { id: refund?.id ?? '' },
      body: { reason: '登记错误' },
    })
  const reversals = await Promise.all([back(), back()])
  expect(reversals.map((one) => one.status).sort()).toEqual([201, 409])
  const sum = (await kit.call(liu, paymentsOfOrder, { params })).body
  expect(sum).toMatchObject({ paidFen: 500_000, balanceFen: 12_480_000 })
  expect(sum.items.map((one) => one.amountFen)).toEqual([500_000, -400_000, 400_000])
  const receipt = await kit.call(liu, receiptFile, { params: { id } })
  expect((await (receipt.body as Blob).text()).slice(0, 5)).toBe('%PDF-')
  const day = (await kit.call(clerk, listPayments, { query: {} })).body
  expect(day.sums).toEqual([{ method: 'wechat', inFen: 900_000, outFen: -400_000, count: 3 }])
  expect((await pay(1, { day: '2026-09-16' })).code).toBe('orders.day_in_future')
})

test('[001-35] money that was refunded since cannot be taken back as never paid', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const clerk = await group.addPerson('sales_manager')
  const { order } = await makeTestOrder(kit, liu)
  const params = { id: order.id }
  const pay = (kind: 'deposit' | 'refund') =>
    kit.call(clerk, addPayment, {
      params,
      body: { kind, method: 'wechat', day: '2026-09-15', amountFen: 500_000 },
    })
  const paid = await pay('deposit')
  expect((await pay('refund')).status).toBe(201)
  const back = await kit.call(clerk, reversePayment, {
    params: { id: paid.body.id },
    body: { reason: '登记错误' },
  })
  expect(back.code).toBe('orders.refund_above_paid')
  expect((await kit.call(liu, paymentsOfOrder, { params })).body.paidFen).toBe(0)
})

test('[001-35] after a cancellation the store still owes what was paid, until it is refunded', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { order } = await makeTestOrder(kit, liu)
  const params = { id: order.id }
  const body = { kind: 'deposit', method: 'cash', day: '2026-09-15', amountFen: 500_000 } as const
  await kit.call(liu, addPayment, { params, body })
  const cancelled = await kit.call(liu, cancelOrder, {
    params,
    body: { version: order.version, reason: '不买了' },
  })
  expect(cancelled.body.refundDueFen).toBe(500_000)
  expect((await kit.call(liu, addPayment, { params, body })).code).toBe('orders.wrong_state')
  await kit.call(liu, addPayment, { params, body: { ...body, kind: 'refund' } })
  expect((await kit.call(liu, getOrder, { params })).body.refundDueFen).toBe(0)
})

test('[002-71] the steps from factory to plate are the store’s own, noted with day and number, late ones shown', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const clerk = await group.addPerson('information_clerk')
  const { order } = await makeSignedOrder(kit, liu)
  const rules = (await kit.call(clerk, getOrderRules, {})).body
  const { isOwn: _isOwn, ...given } = rules
  const steps = [
    { key: 'invoiced', zh: '开票', en: 'Invoiced', dueDays: 0 },
    ...rules.steps.filter((one) => one.key !== 'invoiced'),
  ]
  const changed = await kit.call(clerk, changeOrderRules, { body: { ...given, steps } })
  expect(changed.body).toMatchObject({ version: 1, isOwn: true })
  expect((await kit.call(clerk, changeOrderRules, { body: { ...given, steps } })).code).toBe(
    'core.stale_version',
  )
  const set = (key: string, version: number, doneOn: string | null) =>
    kit.call(clerk, setStep, {
      params: { id: order.id, step: key },
      body: { version, doneOn, number: 'FP-1' },
    })
  expect((await set('nosuch', 0, '2026-09-15')).code).toBe('orders.no_such_step')
  const done = await set('invoiced', 0, '2026-09-15')
  expect(done.body.steps[0]).toMatchObject({
    key: 'invoiced',
    doneOn: '2026-09-15',
    number: 'FP-1',
    isLate: false,
  })
  const two = await Promise.all([set('invoiced', 1, '2026-09-14'), set('invoiced', 1, null)])
  expect(two.map((one) => one.status).sort()).toEqual([200, 409])
})

test('[003-57] the steps of winning are ticked with who and when; deals with steps missing are listed', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant', { name: '刘洋' })
  const clerk = await group.addPerson('information_clerk', { name: '信息员小周' })
  const { order } = await makeSignedOrder(kit, liu)
  const tick = (step: 'sale_report' | 'card_collected' | 'call_back' | 'entered', isDone = true) =>
    kit.call(clerk, tickWinStep, { params: { id: order.id, step }, body: { isDone } })
  const missing = async (query: object = {}) =>
    (await kit.call(clerk, listWinDeals, { query })).body.items.map((one) => one.missing)
  expect(await missing()).toEqual([['sale_report', 'card_collected', 'call_back', 'entered']])
  const first = await tick('sale_report')
  expect(first.body.win).toMatchObject([
    { step: 'order', isOwn: true },
    { step: 'sale_report', by: '信息员小周', doneAt: '2026-09-15T02:00:00.000Z' },
    { doneAt: null },
    { doneAt: null },
    { doneAt: null },
  ])
  expect(await missing({ missing: 'sale_report' })).toEqual([])
  for (const step of ['card_collected', 'call_back', 'entered'] as const) await tick(step)
  expect(await missing()).toEqual([])
  await tick('entered', false)
  expect(await missing()).toEqual([['entered']])
  const gm = await group.addPerson('general_manager')
  const file = await kit.call(gm, exportList, {
    params: { list: 'win-deals' },
    body: { format: 'csv', query: { missing: 'entered' } },
  })
  const [, line] = (await (file.body as Blob).text()).trim().split('\n')
  expect(line).toMatch(new RegExp(`${order.number}.*✓,✓,✓,,刘洋`))
  expect((await kit.call(liu, getProgress, { params: { id: order.id } })).body.win).toHaveLength(5)
})

test('[001-17] the delivery sheet is printed with the points of the store', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const { order } = await makeSignedOrder(kit, liu)
  const sheet = await kit.call(liu, deliverySheet, { params: { id: order.id } })
  expect((await (sheet.body as Blob).text()).slice(0, 5)).toBe('%PDF-')
})
