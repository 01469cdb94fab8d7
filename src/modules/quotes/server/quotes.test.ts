import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listModelsRoute } from '#modules/catalog/contract.ts'
import { seedCars } from '#modules/catalog/testing.ts'
import { terminateCard } from '#modules/opportunities/contracts/card-endings.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { addListPrice, getPriceBook } from '#modules/pricing/contract.ts'
import { listReminders } from '#modules/reminders/contract.ts'
import { type Configuration, startConfiguration } from '#shared/configuration.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { PriceBook } from '#shared/price-book.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  acceptQuote,
  askApproval,
  changeQuote,
  decideApproval,
  getQuote,
  getQuotePaper,
  getQuotePdf,
  listApprovals,
  listQuotes,
  makeQuote,
  type QuoteRecord,
  quotesOfCustomer,
  sendQuote,
  withdrawQuote,
} from '../contract.ts'
import { getDiscountLimits, setDiscountLimits } from '../contracts/discount-limits.ts'
import { acceptedQuote, markAccepted, quoteFields, releaseAccepted } from './doors.ts'
import { expireQuotes } from './end-quote.ts'

let kit: TestApp
let group: TestGroup
let an: TestPerson
let showroom: TestPerson
let sales: TestPerson
let general: TestPerson
let card: TestCard
let book: PriceBook
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  const series = await seedCars(kit.app, group.groupId)
  an = await group.addPerson('consultant', { name: '安顾问' })
  showroom = await group.addPerson('showroom_manager', { name: '展厅经理' })
  sales = await group.addPerson('sales_manager', { name: '孙经理' })
  general = await group.addPerson('general_manager', { name: '高总' })
  card = await makeCard(kit, an)
  const sagitar = series.find(({ name }) => name === '速腾')?.id as string
  const models = await kit.call(an, listModelsRoute, { query: { seriesId: sagitar } })
  const modelId = models.body.items[0]?.id as string
  // A round price: 150,000 yuan, 1,500 free to give, floor 138,000.
  await kit.call(await group.addPerson('administrator'), addListPrice, {
    body: {
      modelId,
      isOwn: false,
      energy: 'fuel',
      validFrom: '2026-09-01',
      validTo: null,
      listFen: 150_000_00,
      authorisedFen: 1_500_00,
      floorFen: 138_000_00,
    },
  })
  const answer = await kit.call(an, getPriceBook, { params: { id: modelId } })
  book = answer.body
})

const item = (name: string) => book.items.find((one) => one.name === name)?.id as string
const configured = (change: Partial<Configuration> = {}): Configuration => ({
  ...startConfiguration(book),
  ...change,
})
const quoteOf = async (change: Partial<Configuration> = {}, as = an) => {
  const answer = await kit.call(as, makeQuote, {
    body: { opportunityId: card.id, configuration: configured(change) },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const plainLimit = (limit: {
  roleKey: string
  percentBp: number | null
  amountFen: number | null
  mayGoBelowFloor: boolean
}) => ({
  roleKey: limit.roleKey,
  percentBp: limit.percentBp,
  amountFen: limit.amountFen,
  mayGoBelowFloor: limit.mayGoBelowFloor,
})
const of = (quote: { id: string }) => ({ params: { id: quote.id } })
const change = (quote: QuoteRecord, change: Partial<Configuration>, as = an) =>
  kit.call(as, changeQuote, {
    ...of(quote),
    body: { version: quote.version, configuration: configured(change) },
  })
const ask = async (quote: QuoteRecord) => {
  const answer = await kit.call(an, askApproval, {
    ...of(quote),
    body: { version: quote.version, reason: '老客户介绍，对手报价更低' },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const send = (quote: QuoteRecord, as = an) =>
  kit.call(as, sendQuote, { ...of(quote), body: { version: quote.version, way: 'wechat' } })
const decide = (
  quote: QuoteRecord,
  as: TestPerson,
  decision: 'approved' | 'refused' | 'countered' = 'approved',
  counterFen?: number,
) => {
  const open = quote.approvals.at(-1)
  return kit.call(as, decideApproval, {
    params: { id: open?.id ?? '' },
    body: {
      versionNo: open?.versionNo ?? 0,
      decision,
      ...(counterFen === undefined ? {} : { counterFen }),
    },
  })
}

describe('the configurator', () => {
  test('[001-45] adds up a car with options, extras, tax, insurance, a loan and the old car', async () => {
    const quote = await quoteOf({
      colourId: item('大洋蓝'),
      optionIds: [item('科技包（数字仪表、驾驶辅助）'), item('泊车包（全景影像、自动泊车）')],
      accessories: [
        { itemId: item('全车隔热膜'), quantity: 1, isGift: false },
        { itemId: item('全包围脚垫'), quantity: 1, isGift: true },
      ],
      finance: { itemId: item('厂家金融'), months: 24, downFen: 63_000_00 },
      tradeIn: { text: '2018 款捷达', allowanceFen: 20_000_00 },
      discountFen: 1_500_00,
      depositFen: 5_000_00,
    })
    const version = quote.versions[0]
    expect(version?.totals).toMatchObject({
      // 150,000 + 1,500 + 8,000 + 5,000.
      listFen: 164_500_00,
      discountFen: 1_500_00,
      giftsFen: 480_00,
      carFen: 163_000_00,
      accessoriesFen: 1_980_00,
      // 163,000 ÷ 1.13 = 144,247.79; 10 %.
      taxFen: 14_424_78,
      // 950 + 420 + (566 + 1.35 % of 163,000) + 1,631.
      insuranceFen: 950_00 + 420_00 + 566_00 + 2_200_50 + 1_631_00,
      feesFen: 500_00,
      loanFen: 100_000_00,
      months: 24,
      interestFen: 3_500_00,
      basisFen: 480_00,
    })
    const totals = version?.totals
    if (!version || !totals) throw new Error('No version')
    expect(totals.totalFen).toBe(
      totals.carFen + totals.accessoriesFen + totals.taxFen + totals.insuranceFen + totals.feesFen,
    )
    expect(totals.dueFen).toBe(totals.totalFen - 20_000_00 - 100_000_00 - 5_000_00)
    expect(version.lines.find(({ kind }) => kind === 'trade_in')?.amountFen).toBe(-20_000_00)
    expect(quote).toMatchObject({ number: 'BJ26-00001', state: 'draft', paymentMethod: 'loan' })
    expect(quote.customerName).toBe('王建国')
  })

  test('[001-45] a choice that breaks a rule is refused with the rule in words', async () => {
    const broken = await kit.call(an, makeQuote, {
      body: {
        opportunityId: card.id,
        configuration: configured({
          optionIds: [
            item('泊车包（全景影像、自动泊车）'),
            item('18 寸铝合金轮毂'),
            item('19 寸运动轮毂'),
          ],
          finance: { itemId: item('银行车贷'), months: 36, downFen: 10_000_00 },
        }),
      },
    })
    expect(broken.code).toBe('quotes.broken_rules')
    const text = JSON.stringify(broken.body)
    expect(text).toContain('需要同时选“科技包（数字仪表、驾驶辅助）”')
    expect(text).toContain('“18 寸铝合金轮毂”与“19 寸运动轮毂”不能同时选')
    expect(text).toContain('首付至少')
    expect((await kit.call(an, listQuotes, {})).body.count).toBe(0)
  })

  test('[002-20] numbers run per store without a gap; a resent quote is one quote', async () => {
    const id = uuidv7()
    const body = { id, opportunityId: card.id, configuration: configured() }
    const sent = await Promise.all([
      kit.call(an, makeQuote, { body }),
      kit.call(an, makeQuote, { body }),
    ])
    expect(sent.some(({ status }) => status === 201)).toBe(true)
    await Promise.all(Array.from({ length: 5 }, () => quoteOf()))
    const { body: page } = await kit.call(an, listQuotes, {})
    expect(page.items.map(({ number }) => number).sort()).toEqual(
      Array.from({ length: 6 }, (_, n) => `BJ26-0000${n + 1}`),
    )
    // A customer calls with the paper in hand: the number on it finds it.
    const found = await kit.call(an, listQuotes, { query: { q: 'bj26-00004' } })
    expect(found.body.items.map(({ number }) => number)).toEqual(['BJ26-00004'])
    expect(found.body.count).toBe(1)
  })
})

describe('versions', () => {
  test('[002-20] a draft is changed in place; once sent a change makes the next version, the old stays', async () => {
    const draft = await quoteOf()
    const changed = (await change(draft, { discountFen: 1_000_00 })).body
    expect(changed).toMatchObject({ versionNo: 1, state: 'draft', discountFen: 1_000_00 })
    const sent = (await send(changed)).body
    expect(sent).toMatchObject({ state: 'sent', sentByWay: 'wechat' })
    const again = (await change(sent, { discountFen: 1_500_00 })).body
    expect(again).toMatchObject({ versionNo: 2, state: 'draft', sentAt: null })
    expect(again.versions.map(({ no, totals }) => [no, totals.discountFen])).toEqual([
      [2, 1_500_00],
      [1, 1_000_00],
    ])
    const old = await kit.call(an, getQuotePaper, { ...of(again), query: { no: 1 } })
    expect(JSON.stringify(old.body)).toContain('-1,000.00')
  })

  test('a stale change is told and loses nothing', async () => {
    const quote = await quoteOf()
    const both = await Promise.all([
      change(quote, { discountFen: 500_00 }),
      change(quote, { discountFen: 700_00 }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('prices are those of the day; an ended card takes no quote; a past day is refused', async () => {
    const past = await kit.call(an, makeQuote, {
      body: { opportunityId: card.id, configuration: configured(), validUntil: '2026-09-14' },
    })
    expect(past.code).toBe('quotes.day_past')
    const unknown = await kit.call(an, makeQuote, {
      body: { opportunityId: uuidv7(), configuration: configured() },
    })
    expect(unknown.status).toBe(404)
  })
})

describe('approval', () => {
  test('[002-55] within the consultant’s limit it goes out at once; beyond it cannot be sent', async () => {
    // 1,500 free to give and 0.5 % of 150,000 = 750 by the consultant.
    expect((await send(await quoteOf({ discountFen: 2_250_00 }))).status).toBe(200)
    const quote = await quoteOf({ discountFen: 2_250_01 })
    expect(quote.need).toMatchObject({
      isNeeded: true,
      basisFen: 750_01,
      roles: ['展厅经理', '销售经理', '总经理'],
    })
    expect((await send(quote)).code).toBe('quotes.not_approved')
    const waiting = await ask(quote)
    expect(waiting.state).toBe('waiting')
    expect((await send(waiting)).code).toBe('quotes.not_approved')
    const approved = (await decide(waiting, showroom)).body
    expect(approved.state).toBe('approved')
    const sent = await send({ ...approved })
    expect(sent.body.state).toBe('sent')
    expect(sent.body.versions[0]?.approvedByName).toBe('展厅经理')
  })

  test('[002-55] the ladder: each role to its limit, below the floor only the general manager', async () => {
    // 3 % of 150,000 beyond the free 1,500 is the showroom manager's last fen.
    const edge = await ask(await quoteOf({ discountFen: 6_000_00 }))
    expect((await decide(edge, showroom)).status).toBe(200)
    const more = await ask(await quoteOf({ discountFen: 6_000_01 }))
    const beyond = await decide(more, showroom)
    expect([beyond.status, beyond.code]).toEqual([403, 'quotes.beyond_limit'])
    expect((await decide(more, sales)).status).toBe(200)
    const below = await ask(await quoteOf({ discountFen: 12_000_01 }))
    expect(below.need).toMatchObject({ isBelowFloor: true, roles: ['总经理'] })
    expect((await decide(below, sales)).code).toBe('quotes.beyond_limit')
    expect((await decide(below, general)).status).toBe(200)
    // Gifts count as what they are worth.
    const gifts = await quoteOf({
      discountFen: 1_500_00,
      accessories: [{ itemId: item('隐形车衣'), quantity: 1, isGift: true }],
    })
    expect(gifts.need).toMatchObject({ isNeeded: true, basisFen: 6_800_00 })
  })

  test('[002-55] the inbox holds what one may decide; a consultant decides nothing', async () => {
    await ask(await quoteOf({ discountFen: 5_000_00 }))
    await ask(await quoteOf({ discountFen: 10_000_00 }))
    const inbox = async (as: TestPerson) => (await kit.call(as, listApprovals, {})).body
    expect(await inbox(showroom)).toMatchObject({
      items: [{ reason: '老客户介绍，对手报价更低', quote: { customerName: '王建国' } }],
      beyondLimit: 1,
    })
    expect((await inbox(general)).items).toHaveLength(2)
    expect((await kit.call(an, listApprovals, {})).status).toBe(403)
  })

  test('[002-55] those who can approve are told at once, and the consultant what became of it', async () => {
    const waiting = await ask(await quoteOf({ discountFen: 10_000_00 }))
    await kit.settle(group.store)
    const kinds = async (as: TestPerson) =>
      (await kit.call(as, listReminders, {})).body.items
        .filter(({ link }) => link === `/quotes/${waiting.id}`)
        .map(({ kind }) => kind)
    expect(await kinds(sales)).toEqual(['quote_asked'])
    // Beyond the showroom manager's limit: nothing to do there.
    expect(await kinds(showroom)).toEqual([])
    await decide(waiting, sales)
    await kit.settle(group.store)
    expect(await kinds(an)).toEqual(['quote_approved'])
  })

  test('[002-55] refused with a reason, then asked again; or approved at less as the next version', async () => {
    const first = await ask(await quoteOf({ discountFen: 5_000_00 }))
    const refused = (await decide(first, showroom, 'refused')).body
    expect(refused.state).toBe('refused')
    expect((await send(refused)).code).toBe('quotes.not_approved')
    const again = await ask(refused)
    expect((await decide(again, showroom, 'countered', 5_000_00)).code).toBe(
      'quotes.counter_too_high',
    )
    const countered = (await decide(again, showroom, 'countered', 3_000_00)).body
    expect(countered).toMatchObject({ state: 'approved', versionNo: 2, discountFen: 3_000_00 })
    expect(countered.versions.map(({ totals }) => totals.discountFen)).toEqual([3_000_00, 5_000_00])
    expect((await send(countered)).status).toBe(200)
  })

  test('[002-55] who may give what is asked asks nobody for it', async () => {
    const quote = await quoteOf({ discountFen: 2_250_00 })
    const asked = await kit.call(an, askApproval, {
      ...of(quote),
      body: { version: quote.version, reason: '以防万一' },
    })
    expect(asked.code).toBe('quotes.no_approval_needed')
    expect((await kit.call(an, getQuote, of(quote))).body.state).toBe('draft')
  })

  test('[002-55] the unapproved paper says so; the approved one does not', async () => {
    const quote = await quoteOf({ discountFen: 5_000_00 })
    const paper = async () => (await kit.call(an, getQuotePaper, of(quote))).body
    expect((await paper()).title).toBe('报价单（未审批）')
    await decide(await ask(quote), showroom)
    const text = JSON.stringify(await paper())
    expect((await paper()).title).toBe('报价单')
    // 145,000 of car, 12,831.86 of tax, 950 + 420 + (566 + 1,957.50) + 1,631, 500.
    expect(text).toContain('壹拾陆万叁仟捌佰伍拾陆元叁角陆分')
    const pdf = await kit.call(an, getQuotePdf, of(quote))
    expect(pdf.status).toBe(200)
  })

  test('[002-55] a quote changed while it is approved: its request is lost and the approver is told', async () => {
    const waiting = await ask(await quoteOf({ discountFen: 5_000_00 }))
    const changed = (await change(waiting, { discountFen: 9_000_00 })).body
    expect(changed).toMatchObject({ state: 'draft', versionNo: 2 })
    expect(changed.approvals[0]?.state).toBe('lost')
    const late = await decide(waiting, showroom)
    expect([late.status, late.code]).toEqual([409, 'quotes.changed_meanwhile'])
    const now = await kit.call(an, getQuote, of(waiting))
    expect(now.body).toMatchObject({ state: 'draft', versionNo: 2 })
    expect((await kit.call(showroom, listApprovals, {})).body.items).toEqual([])
  })

  test('[002-55] an approval of another version than the one that waits decides nothing', async () => {
    const first = await ask(await quoteOf({ discountFen: 5_000_00 }))
    const changed = (await change(first, { discountFen: 5_500_00 })).body
    const waiting = await ask(changed)
    const id = waiting.approvals.find(({ state }) => state === 'open')?.id ?? ''
    for (const versionNo of [1, 3]) {
      const answer = await kit.call(showroom, decideApproval, {
        params: { id },
        body: { versionNo, decision: 'approved' },
      })
      expect([answer.status, answer.code]).toEqual([409, 'quotes.changed_meanwhile'])
      expect(answer.body).toMatchObject({ details: { current: { versionNo: 2 } } })
    }
    const now = (await kit.call(an, getQuote, of(waiting))).body
    expect(now).toMatchObject({ state: 'waiting', versionNo: 2 })
    const right = await kit.call(showroom, decideApproval, {
      params: { id },
      body: { versionNo: 2, decision: 'approved' },
    })
    expect(right.body.state).toBe('approved')
  })

  test('[002-55] changing and approving at once: never an approval of what was not seen', async () => {
    for (let round = 0; round < 4; round += 1) {
      const waiting = await ask(await quoteOf({ discountFen: 5_000_00 }))
      const [changed, decided] = await Promise.all([
        change(waiting, { discountFen: 9_000_00 }),
        decide(waiting, showroom),
      ])
      expect([changed.status, decided.status].filter((status) => status === 200)).toHaveLength(1)
      expect([changed.status, decided.status]).toContain(409)
      const { body } = await kit.call(an, getQuote, of(waiting))
      if (body.state === 'approved') expect(body.discountFen).toBe(5_000_00)
      else expect(body).toMatchObject({ state: 'draft', discountFen: 9_000_00 })
    }
  })

  test('[002-55] two managers at once: one wins, the other is told who decided what', async () => {
    const waiting = await ask(await quoteOf({ discountFen: 5_000_00 }))
    const both = await Promise.all([decide(waiting, showroom), decide(waiting, sales, 'refused')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const told = both.find(({ status }) => status === 409)
    expect(told?.code).toBe('quotes.already_decided')
    expect(JSON.stringify(told?.body)).toMatch(/展厅经理|孙经理/)
    const { body } = await kit.call(an, getQuote, of(waiting))
    expect(['approved', 'refused']).toContain(body.state)
    expect(body.approvals).toHaveLength(1)
  })

  test('[002-55] a lower counter-offer keeps the prices that were looked at, though they changed since', async () => {
    const waiting = await ask(await quoteOf({ discountFen: 8_000_00 }))
    await kit.call(sales, addListPrice, {
      body: {
        modelId: book.model.id,
        isOwn: true,
        energy: 'fuel',
        validFrom: '2026-09-16',
        validTo: null,
        listFen: 120_000_00,
        authorisedFen: 0,
        floorFen: null,
      },
    })
    kit.clock.set('2026-09-16T02:00:00Z')
    const countered = (await decide(waiting, sales, 'countered', 3_000_00)).body
    const before = waiting.versions[0]?.totals
    expect(countered.versions.map(({ totals }) => totals.carFen + totals.discountFen)).toEqual([
      (before?.carFen ?? 0) + 8_000_00,
      (before?.carFen ?? 0) + 8_000_00,
    ])
  })

  test('[002-55] with the card lost its offers end: none is changed, sent, approved or waits', async () => {
    const waiting = await ask(await quoteOf({ discountFen: 8_000_00 }))
    const draft = await quoteOf()
    const ended = await kit.call(sales, terminateCard, {
      params: { id: card.id },
      body: { summary: '客户移居外地，不再购车', reason: '客户移居外地' },
    })
    expect(ended.status, JSON.stringify(ended.body)).toBe(200)
    expect((await change(draft, { quantity: 2 })).code).toBe('quotes.card_ended')
    expect((await send(draft)).code).toBe('quotes.card_ended')
    await kit.settle(group.store)
    expect((await kit.call(an, getQuote, of(draft))).body.state).toBe('withdrawn')
    expect((await kit.call(an, getQuote, of(waiting))).body.state).toBe('withdrawn')
    expect((await decide(waiting, sales)).code).toBe('quotes.changed_meanwhile')
  })

  test('[002-55] the store sets its own ladder; a change by somebody else meanwhile is told', async () => {
    const { body } = await kit.call(sales, getDiscountLimits, {})
    expect(body.isOwn).toBe(false)
    const seen = body.items.map(plainLimit)
    const limits = seen.map((limit) =>
      limit.roleKey === 'consultant' ? { ...limit, percentBp: 200, amountFen: 20_000_00 } : limit,
    )
    const set = () => kit.call(sales, setDiscountLimits, { body: { seen, limits } })
    expect((await set()).body.isOwn).toBe(true)
    expect((await set()).status).toBe(409)
    expect((await send(await quoteOf({ discountFen: 4_500_00 }))).status).toBe(200)
    expect((await kit.call(an, setDiscountLimits, { body: { seen, limits } })).status).toBe(403)
  })

  test('[002-55] limits come from above: nobody raises their own, nor touches a higher one', async () => {
    const read = async (as: TestPerson) => (await kit.call(as, getDiscountLimits, {})).body
    const put = async (as: TestPerson, changes: Record<string, object>) => {
      const seen = (await read(as)).items.map(plainLimit)
      const limits = seen.map((limit) => ({ ...limit, ...changes[limit.roleKey] }))
      return kit.call(as, setDiscountLimits, { body: { seen, limits } })
    }
    const mine = (await read(sales)).items
    expect(mine.filter(({ mayChange }) => !mayChange).map(({ roleKey }) => roleKey)).toEqual([
      'general_manager',
    ])
    const beyond: [TestPerson, Record<string, object>][] = [
      [sales, { sales_manager: { percentBp: 700 } }],
      [sales, { sales_manager: { mayGoBelowFloor: true } }],
      [sales, { showroom_manager: { amountFen: null } }],
      [sales, { general_manager: { percentBp: 100 } }],
    ]
    for (const [as, changes] of beyond) {
      const refused = await put(as, changes)
      expect([refused.status, refused.code]).toEqual([403, 'quotes.limit_beyond_own'])
    }
    // Up to their own they hand on; from above their own is raised, and then stands as they see it.
    expect((await put(sales, { showroom_manager: { percentBp: 600 } })).status).toBe(200)
    expect((await put(general, { sales_manager: { percentBp: 800 } })).status).toBe(200)
    // Back to the product's ladder would lower what somebody above raised: not beyond one's own.
    const seen = (await read(sales)).items.map(plainLimit)
    const back = await kit.call(sales, setDiscountLimits, { body: { seen, limits: [] } })
    expect(back.status).toBe(200)
    // The clerk keeps the prices and gives nothing; the administrator sets every line.
    const clerk = await group.addPerson('information_clerk')
    expect(await read(clerk)).toMatchObject({ mayAdd: false })
    const byClerk = await put(clerk, { consultant: { percentBp: 100 } })
    expect(byClerk.code).toBe('quotes.limit_beyond_own')
    const administrator = await group.addPerson('administrator')
    expect((await put(administrator, { general_manager: { percentBp: 2_000 } })).status).toBe(200)
    // What the administrator lowered the general manager cannot raise again.
    const raised = await put(general, { general_manager: { percentBp: 2_500 } })
    expect(raised.code).toBe('quotes.limit_beyond_own')
  })

  test('[002-55] a role that quotes and has no line is offered one, and can lose it again', async () => {
    const { body } = await kit.call(sales, getDiscountLimits, {})
    const seen = body.items.map(plainLimit)
    const limits = seen.filter(({ roleKey }) => roleKey !== 'consultant')
    const without = await kit.call(sales, setDiscountLimits, { body: { seen, limits } })
    expect(without.body.others.map(({ roleKey }) => roleKey)).toContain('consultant')
    expect(without.body.others.map(({ roleKey }) => roleKey)).not.toContain('receptionist')
    expect((await send(await quoteOf({ discountFen: 2_500_00 }))).code).toBe('quotes.not_approved')
    const again = await kit.call(sales, setDiscountLimits, {
      body: {
        seen: limits,
        limits: [
          ...limits,
          { roleKey: 'consultant', percentBp: 500, amountFen: 5_000_00, mayGoBelowFloor: false },
        ],
      },
    })
    expect(again.status).toBe(200)
    expect(again.body.others.map(({ roleKey }) => roleKey)).not.toContain('consultant')
    expect((await send(await quoteOf({ discountFen: 2_500_00 }))).status).toBe(200)
    const twice = { roleKey: 'consultant', percentBp: 0, amountFen: 0, mayGoBelowFloor: false }
    const doubled = await kit.call(sales, setDiscountLimits, {
      body: {
        seen: again.body.items.map(plainLimit),
        limits: [twice, twice],
      },
    })
    expect(doubled.status).toBe(404)
  })
})

describe('the end of a quote', () => {
  test('accepted once sent, expired after its day, withdrawn with a reason', async () => {
    const draft = await quoteOf()
    expect(
      (await kit.call(an, acceptQuote, { ...of(draft), body: { version: draft.version } })).code,
    ).toBe('quotes.wrong_state')
    const sent = (await send(draft)).body
    const accepted = await kit.call(an, acceptQuote, {
      ...of(sent),
      body: { version: sent.version },
    })
    expect(accepted.body.state).toBe('accepted')
    const other = (await send(await quoteOf())).body
    kit.clock.set('2026-09-23T02:00:00Z')
    const late = await kit.call(an, acceptQuote, { ...of(other), body: { version: other.version } })
    expect(late.code).toBe('quotes.expired')
    expect(await expireQuotes(kit.app, group.store)).toBe(1)
    const expired = await kit.call(an, getQuote, of(other))
    expect(expired.body.state).toBe('expired')
    // Changed, it begins anew with a new day.
    expect((await change(expired.body, {})).body).toMatchObject({
      state: 'draft',
      versionNo: 2,
      validUntil: '2026-09-30',
    })
    const third = await quoteOf()
    const withdrawn = await kit.call(an, withdrawQuote, {
      ...of(third),
      body: { version: third.version, reason: '客户换车型' },
    })
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', endReason: '客户换车型' })
  })

  test('a colleague sees nothing of it, the manager all; the customer page shows them', async () => {
    const quote = await quoteOf()
    const bo = await group.addPerson('consultant')
    expect((await kit.call(bo, getQuote, of(quote))).status).toBe(404)
    expect((await kit.call(bo, listQuotes, {})).body.items).toEqual([])
    expect((await kit.call(sales, listQuotes, { query: { state: 'draft' } })).body.count).toBe(1)
    const shown = await kit.call(an, quotesOfCustomer, { params: { id: card.customerId } })
    expect(shown.body).toMatchObject({ opportunityId: card.id, items: [{ id: quote.id }] })
  })
})

describe('what orders take of a quote', () => {
  const inStore = <T>(work: (ctx: Ctx) => Promise<T>) => runInStore(kit.app, group.store, work)

  test('[002-55] no order from an unapproved quote; one order per quote; a cancelled one frees it', async () => {
    const open = await quoteOf({ discountFen: 5_000_00 })
    await ask(open)
    await expect(inStore((ctx) => acceptedQuote(ctx, open.id))).rejects.toThrow('not_approved')
    const sent = (await send(await quoteOf({ discountFen: 1_000_00, quantity: 2 }))).body
    const taken = await inStore((ctx) => acceptedQuote(ctx, sent.id))
    expect(taken).toMatchObject({
      opportunityId: card.id,
      quantity: 2,
      listFen: 300_000_00,
      discountFen: 2_000_00,
      carFen: 298_000_00,
      paymentMethod: 'cash',
    })
    const [orderId, second] = [uuidv7(), uuidv7()]
    await inStore((ctx) => markAccepted(ctx, sent.id, { orderId }))
    await inStore((ctx) => markAccepted(ctx, sent.id, { orderId }))
    await expect(inStore((ctx) => markAccepted(ctx, sent.id, { orderId: second }))).rejects.toThrow(
      'not_orderable',
    )
    await inStore((ctx) => releaseAccepted(ctx, sent.id))
    expect((await kit.call(an, getQuote, of(sent))).body.state).toBe('sent')
  })

  test('[002-20] every value by its Chinese name for the store’s own template', async () => {
    const quote = await quoteOf({ colourId: item('大洋蓝'), discountFen: 1_500_00 })
    const fields = await inStore((ctx) => quoteFields(ctx, quote.id))
    expect(fields).toMatchObject({
      报价单号: 'BJ26-00001',
      客户姓名: '王建国',
      外观颜色: '大洋蓝',
      车辆净价: '150,000.00',
      车辆净价大写: '壹拾伍万元整',
      付款方式: '全款',
    })
    for (const value of Object.values(fields)) expect(typeof value).toBe('string')
  })
})
