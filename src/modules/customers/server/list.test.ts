import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { seedWords } from '#modules/dictionaries/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getDistribution, listCustomers } from '../contracts/list.ts'
import { createCustomer, writeCustomerFacts } from '../index.ts'
import { someNumber } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let liu: TestPerson
let chen: TestPerson
let manager: TestPerson
let away: TestPerson
const option = new Map<string, string>()
const idOf = (key: string) => option.get(key) as string
let hobbies: string[]

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  await seedWords(kit.app, group.groupId)
  liu = await group.addPerson('consultant')
  chen = await group.addPerson('consultant')
  manager = await group.addPerson('showroom_manager')
  away = await group.addPerson('showroom_manager', { storeId: group.otherStore.id })
  for (const one of (await kit.call(manager, listOptionsRoute, { query: {} })).body.items)
    option.set(`${one.kind}:${one.code}`, one.id)
  hobbies = [...option].filter(([key]) => key.startsWith('hobby:')).map(([, id]) => id)
  const make = (name: string, owner: TestPerson, more: object = {}) =>
    runInStore(kit.app, group.store, async (ctx) => {
      const { id } = await createCustomer(ctx, {
        name,
        phones: [someNumber()],
        ownerId: owner.id,
        ...more,
      })
      return id
    })
  const a = await make('甲一', liu, {
    sourceId: idOf('source:autohome'),
    consentSource: '来店登记',
  })
  const b = await make('乙二', liu, { sourceId: idOf('source:storefront'), sex: 'male' })
  const c = await make('丙三', chen, { kind: 'company' })
  await make('丁四', chen)
  await runInStore(kit.app, group.store, async (ctx) => {
    await writeCustomerFacts(
      ctx,
      [
        { customerId: a, hobbyIds: hobbies.slice(0, 3), occupationId: firstOf('occupation') },
        { customerId: b, hobbyIds: hobbies.slice(0, 1), email: 'b@x.cn' },
      ],
      'fill',
    )
    await ctx.tx
      .updateTable('customers')
      .set({ special: 'vip', special_reason: '老客户', is_owner: true })
      .where('store_id', '=', ctx.store.id)
      .where('id', '=', c)
      .execute()
  })
})
afterAll(() => kit.close())

const firstOf = (kind: string) =>
  [...option].find(([key]) => key.startsWith(`${kind}:`))?.[1] as string
const names = async (as: TestPerson, query: object = {}) =>
  (await kit.call(as, listCustomers, { query })).body.items.map((one) => one.name).sort()

test('[001-14] [002-74] each field filters the list: kind, mark, owner, source and family, hobby, what is missing', async () => {
  const filters: [object, string[]][] = [
    [{}, ['丁四', '丙三', '乙二', '甲一']],
    [{ kind: 'company' }, ['丙三']],
    [{ special: 'any' }, ['丙三']],
    [{ special: 'fleet' }, []],
    [{ owner: chen.id }, ['丁四', '丙三']],
    [{ isOwner: 'yes' }, ['丙三']],
    [{ isOwner: 'no', kind: 'person' }, ['丁四', '乙二', '甲一']],
    [{ source: idOf('source:autohome') }, ['甲一']],
    [{ family: 'web' }, ['甲一']],
    [{ family: 'storefront' }, ['乙二']],
    [{ family: 'referral' }, []],
    [{ occupation: firstOf('occupation') }, ['甲一']],
    [{ hobby: hobbies[0] }, ['乙二', '甲一']],
    [{ hobby: hobbies[2] }, ['甲一']],
    [{ consent: 'yes' }, ['甲一']],
    [{ missing: 'sex' }, ['丁四', '甲一']],
    [{ missing: 'email' }, ['丁四', '丙三', '甲一']],
    [{ missing: 'secondPhone' }, ['丁四', '丙三', '乙二', '甲一']],
    [{ missing: 'contactPerson' }, ['丙三']],
    [{ from: '2026-09-15', to: '2026-09-15' }, ['丁四', '丙三', '乙二', '甲一']],
    [{ from: '2026-09-16' }, []],
    [{ q: '丙三' }, ['丙三']],
    [{ q: 'b@x.cn' }, ['乙二']],
  ]
  for (const [query, expected] of filters)
    expect([query, await names(manager, query)]).toEqual([query, expected])
})

test('[003-05] the list shows the family of the source, and pages through a cursor', async () => {
  const { body } = await kit.call(manager, listCustomers, { query: { family: 'web' } })
  expect(body).toMatchObject({ count: 1, nextCursor: null })
  expect(body.items[0]).toMatchObject({ sourceName: '汽车之家', sourceFamily: 'web' })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await kit.call(manager, listCustomers, { query: { limit: 1, cursor } })
    expect(page.body.count).toBe(cursor === undefined ? 4 : null)
    seen.push(...page.body.items.map((one) => one.name))
    cursor = page.body.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen.sort()).toEqual(['丁四', '丙三', '乙二', '甲一'])
  expect((await kit.call(manager, listCustomers, { query: { cursor: 'x' } })).status).toBe(400)
})

test('[001-14] a consultant lists their own, another store nobody of here', async () => {
  expect(await names(liu)).toEqual(['乙二', '甲一'])
  expect(await names(liu, { owner: chen.id })).toEqual([])
  expect(await names(chen, { owner: 'me' })).toEqual(['丁四', '丙三'])
  expect(await names(away)).toEqual([])
  const own = await kit.call(liu, getDistribution, { query: { by: 'hobby' } })
  expect(own.body.customers).toBe(2)
})

test('[002-74] hobbies state their base: customers, those who answered, and answers', async () => {
  const { body } = await kit.call(manager, getDistribution, { query: { by: 'hobby' } })
  expect(body).toMatchObject({ customers: 4, answered: 2, answers: 4 })
  expect(body.items.map((one) => one.count)).toEqual([2, 1, 1])
  const narrowed = await kit.call(manager, getDistribution, {
    query: { by: 'hobby', family: 'storefront' },
  })
  expect(narrowed.body).toMatchObject({ customers: 1, answered: 1, answers: 1 })
})

test('[003-05] customers break down by the four families', async () => {
  const { body } = await kit.call(manager, getDistribution, { query: { by: 'family' } })
  expect(body).toMatchObject({ customers: 4, answered: 2, answers: 2 })
  expect(body.items).toEqual(
    expect.arrayContaining([
      { id: 'web', label: '网络', count: 1 },
      { id: 'storefront', label: '店头', count: 1 },
    ]),
  )
})

test('[004-14] the list leaves as a file with every fact in a column of its own, the ID number masked', async () => {
  await runInStore(kit.app, group.store, async (ctx) => {
    const { id } = await createCustomer(ctx, {
      name: '戊五',
      phones: [someNumber()],
      ownerId: liu.id,
    })
    await writeCustomerFacts(
      ctx,
      [{ customerId: id, idNumber: '110101199003078515', homePostcode: '130021', fax: '0431-5' }],
      'fill',
    )
  })
  const columns = ['name', 'idNumber', 'birthday', 'homePostcode', 'email', 'fax']
  const response = await fetch(new URL('/api/lists/customers/exports', kit.url), {
    method: 'POST',
    headers: {
      cookie: manager.cookie,
      'x-keyuan': '1',
      'content-type': 'application/json',
      'accept-language': 'zh',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ format: 'csv', query: { q: '戊五' }, columns }),
  })
  expect(response.status).toBe(200)
  const [head, line] = (await response.text()).replace('\ufeff', '').split(/\r?\n/)
  expect(head).toBe('姓名,身份证号,生日,家庭邮编,电子邮箱,传真')
  expect(line).toBe('戊五,110***********8515,1990-03-07,130021,,0431-5')
})
