import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdfText } from '#foundation/pdf/testing.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { cancelOrder, getOrder } from '../contract.ts'
import { contractFile, contractsOfOrder, makeContract } from '../contracts/documents.ts'
import { addPayment } from '../contracts/payments.ts'
import { makeSignedOrder } from '../testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

test('[002-64] cancelled after a deposit: the contract is void, its paper says so, the deposit is owed back', async () => {
  const group = await makeGroup(kit.app)
  const liu = await group.addPerson('consultant')
  const manager = await group.addPerson('sales_manager')
  const { order } = await makeSignedOrder(kit, liu)
  const params = { id: order.id }
  const contract = (await kit.call(liu, makeContract, { params, body: {} })).body
  const file = async (format: 'pdf' | 'docx') => {
    const input = { params: { id: contract.id }, query: { format } }
    return kit.call(liu, contractFile, input)
  }
  const textOf = async (pdf: unknown) => pdfText(new Uint8Array(await (pdf as Blob).arrayBuffer()))
  expect(await textOf((await file('pdf')).body)).not.toContain('作废')
  await kit.call(liu, addPayment, {
    params,
    body: { kind: 'deposit', method: 'cash', day: '2026-09-15', amountFen: 500_000 },
  })
  const { version } = (await kit.call(liu, getOrder, { params })).body
  const cancelled = await kit.call(manager, cancelOrder, {
    params,
    body: { version, reason: '贷款未通过' },
  })
  expect(cancelled.body).toMatchObject({ state: 'cancelled', refundDueFen: 500_000 })
  const [kept] = (await kit.call(liu, contractsOfOrder, { params })).body.items
  expect(kept).toMatchObject({ id: contract.id, state: 'void' })
  const paper = await file('pdf')
  expect(await textOf(paper.body)).toContain('作废')
  expect(decodeURIComponent(paper.headers.get('content-disposition') ?? '')).toContain('作废')
  const word = await file('docx')
  expect(decodeURIComponent(word.headers.get('content-disposition') ?? '')).toContain('作废')
})
