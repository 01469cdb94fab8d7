import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApiKey } from '#modules/access/contracts/api-keys.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { getCustomer } from '#modules/customers/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { listLeads } from '../contract.ts'
import {
  changeLeadForm,
  decideBinEntry,
  type LeadForm,
  listFormBin,
  listLeadForms,
  makeLeadForm,
  sendWebForm,
} from '../contracts/lead-forms.ts'
import { newMobile } from '../testing.ts'
import { emptyOldEntries } from './forms.service.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager', { name: '孙经理' })
  await group.addPerson('consultant', { name: '刘洋' })
})

describe('a web form', () => {
  const definition = {
    name: '官网试驾',
    title: '预约试驾',
    fields: ['city' as const, 'note' as const],
    consentText: '同意本店为回复咨询使用我的姓名和手机号。',
    sites: ['https://www.example.com'],
  }
  const make = async (): Promise<LeadForm> =>
    (await kit.call(manager, makeLeadForm, { body: definition })).body
  const page = async (form: LeadForm) => {
    const answer = await fetch(new URL(form.pagePath, kit.url))
    const html = await answer.text()
    return { answer, html, stamp: /data-stamp="([^"]+)"/.exec(html)?.[1] ?? '' }
  }
  const send = (form: LeadForm, body: Record<string, unknown>, headers = {}) => {
    const [, , , store, id] = form.pagePath.split('/')
    return kit.call(
      undefined,
      sendWebForm,
      {
        params: { store: Number(store), id: id as string },
        body: {
          name: '王先生',
          phone: newMobile(),
          consent: true,
          consentVersion: 1,
          ...body,
        } as never,
      },
      { headers },
    )
  }

  test('a person who fills it in is a lead with consent and its version; nothing is given away', async () => {
    const form = await make()
    const { answer, html, stamp } = await page(form)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://www.example.com',
    )
    expect(answer.headers.get('x-frame-options')).toBeNull()
    expect(html).toContain('预约试驾')
    kit.clock.set('2026-09-15T02:01:00Z')
    const phone = newMobile()
    const sent = await send(form, { phone, stamp, city: '杭州', note: '<b>周末</b>' })
    expect(sent).toMatchObject({ status: 202, body: { thanks: expect.any(String) } })
    expect(Object.keys(sent.body)).toEqual(['thanks'])
    const { body } = await kit.call(manager, listLeads, { query: {} })
    expect(body).toMatchObject({ count: 1, items: [{ origin: 'web', ownerName: '刘洋' }] })
    expect(body.items[0]?.note).toBe('杭州 · <b>周末</b>')
    const customer = await kit.call(manager, getCustomer, {
      params: { id: body.items[0]?.customerId ?? '' },
    })
    expect(customer.body).toMatchObject({ consentSource: '官网试驾 v1' })
    const again = await send(form, { phone, stamp })
    expect(again.body).toEqual(sent.body)
    expect((await kit.call(manager, listLeads, { query: {} })).body.count).toBe(1)
  })

  test('machines go to the bin with the same thanks; one of them can be rescued, all fade after 30 days', async () => {
    const form = await make()
    const { stamp } = await page(form)
    const fast = await send(form, { stamp })
    kit.clock.set('2026-09-15T02:01:00Z')
    const trapped = await send(form, { stamp, website: 'http://spam' })
    const linked = await send(form, { stamp, note: 'see http://spam.example' })
    const forged = await send(form, { stamp: `${Date.parse('2026-09-15T01:00:00Z')}.forged` })
    expect([fast, trapped, linked, forged].map(({ status }) => status)).toEqual([
      202, 202, 202, 202,
    ])
    expect((await kit.call(manager, listLeads, { query: {} })).body.count).toBe(0)
    const bin = await kit.call(manager, listFormBin, { query: {} })
    expect(bin.body.items.map(({ why }) => why).sort()).toEqual([
      'link',
      'too_fast',
      'trap',
      'trap',
    ])
    expect(JSON.stringify(bin.body)).not.toMatch(/1362\d{7}/)
    const first = bin.body.items.find(({ why }) => why === 'too_fast')
    const rescue = () =>
      kit.call(manager, decideBinEntry, {
        params: { id: first?.id ?? '' },
        body: { decision: 'rescue' },
      })
    const both = await Promise.all([rescue(), rescue()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await kit.call(manager, listLeads, { query: {} })).body.count).toBe(1)
    kit.clock.set('2026-10-20T02:00:00Z')
    expect(await emptyOldEntries(kit.app, group.store)).toBe(3)
    const faded = await kit.call(manager, listFormBin, { query: {} })
    expect(faded.body.items.every(({ name, mayRescue }) => name === null && !mayRescue)).toBe(true)
  })

  test('without consent, with a wrong number, from another site or closed it is refused in words', async () => {
    const form = await make()
    const { stamp } = await page(form)
    kit.clock.set('2026-09-15T02:01:00Z')
    expect((await send(form, { stamp, consent: false })).code).toBe('leads.consent_needed')
    expect((await send(form, { stamp, consentVersion: 2 })).code).toBe('leads.consent_needed')
    expect((await send(form, { stamp, phone: '12345' })).code).toBe('leads.form_phone')
    expect((await send(form, { stamp }, { origin: 'https://evil.example' })).status).toBe(403)
    const text = '新的说明：仅用于回复本次咨询，可随时撤回。'
    const changed = await kit.call(manager, changeLeadForm, {
      params: { id: form.id },
      body: { ...definition, consentText: text, isOpen: false, version: form.version },
    })
    expect(changed.body).toMatchObject({ consentVersion: 2, isOpen: false })
    expect((await send(form, { stamp })).code).toBe('leads.form_closed')
    const stale = await kit.call(manager, changeLeadForm, {
      params: { id: form.id },
      body: { ...definition, isOpen: true, version: form.version },
    })
    expect(stale.status).toBe(409)
    const listed = await kit.call(manager, listLeadForms, {})
    expect(listed.body.items).toMatchObject([{ name: '官网试驾', taken: 0 }])
    const other = await group.addPerson('sales_manager', { storeId: group.otherStore.id })
    expect((await kit.call(other, listLeadForms, {})).body.items).toEqual([])
  })
})

test('another system sends a lead with its key and number: twice is one lead', async () => {
  const key = await kit.call(await group.addPerson('administrator'), createApiKey, {
    body: { name: '官网', personId: manager.id },
  })
  const token = key.body.secret
  const phone = newMobile()
  const send = (externalId: string) =>
    fetch(new URL('/api/leads', kit.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ customer: { name: '接口客户', phone }, origin: 'web', externalId }),
    })
  const [first, second] = await Promise.all([send('AH-1'), send('AH-1')])
  expect([first.status, second.status]).toEqual([201, 201])
  const { body } = await kit.call(manager, listLeads, { query: {} })
  expect(body).toMatchObject({ count: 1, items: [{ timesReceived: 1 }] })
  const another = await fetch(new URL('/api/leads', kit.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      customer: { name: '另一位', phone: newMobile() },
      origin: 'web',
      externalId: 'AH-1',
    }),
  })
  expect(another.status).toBe(409)
  expect(await another.json()).toMatchObject({ code: 'leads.external_taken' })
  const document = await (await fetch(new URL('/api/openapi.json', kit.url))).json()
  expect(JSON.stringify(document.paths['/api/leads'].post)).toContain('externalId')
})
