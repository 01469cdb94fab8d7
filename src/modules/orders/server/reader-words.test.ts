import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { listModelsRoute, listSeriesRoute } from '#modules/catalog/contract.ts'
import { seedCars } from '#modules/catalog/testing.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { addListPrice, getPriceBook } from '#modules/pricing/contract.ts'
import { getQuote, makeQuote, sendQuote } from '#modules/quotes/contract.ts'
import { startConfiguration } from '#shared/configuration.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { changeOrder, getOrder, listOrders, makeOrder } from '../contract.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const english = { headers: { 'accept-language': 'en' } }

test('[001-17] who reads English sees car, colour and lines in English; the contract keeps its words', async () => {
  const group = await makeGroup(kit.app)
  const series = await seedCars(kit.app, group.groupId)
  const an = await group.addPerson('consultant')
  const card = await makeCard(kit, an)
  const seriesId = series.find(({ name }) => name === '速腾')?.id ?? ''
  const [model] = (await kit.call(an, listModelsRoute, { query: { seriesId } })).body.items
  if (!model) throw new Error('No model')
  await kit.call(await group.addPerson('administrator'), addListPrice, {
    body: {
      modelId: model.id,
      isOwn: false,
      energy: 'fuel',
      validFrom: '2026-09-01',
      validTo: null,
      listFen: 150_000_00,
      authorisedFen: 1_500_00,
      floorFen: null,
    },
  })
  const book = (await kit.call(an, getPriceBook, { params: { id: model.id } })).body
  const blue = book.items.find(({ name }) => name === '大洋蓝')
  const configuration = {
    ...startConfiguration(book),
    colourId: blue?.id ?? null,
    interiorId: null,
    discountFen: 1_000_00,
  }
  const draft = await kit.call(an, makeQuote, { body: { opportunityId: card.id, configuration } })
  const quoteIn = { params: { id: draft.body.id } }
  await kit.call(an, sendQuote, {
    ...quoteIn,
    body: { version: draft.body.version, way: 'paper' },
  })
  expect((await kit.call(an, getQuote, quoteIn, english)).body.colour).toBe('Ocean blue')

  // Made by somebody who works in English: the words of the contract are the price book's all the same.
  const body = { opportunityId: card.id, quoteId: draft.body.id, modelText: '', colour: '' }
  const made = await kit.call(an, makeOrder, { body }, english)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  expect(made.body).toMatchObject({ colour: '大洋蓝', colourName: 'Ocean blue' })
  expect(made.body.modelText).toContain(model.name)
  expect(made.body.modelName).toBe(model.nameEn)
  const shown = made.body.lines.map((line) => line.shownAs)
  expect(shown).toContain('Discount')
  expect(shown).toContain('Ocean blue')
  expect(made.body.lines.map(({ name }) => name)).toContain('现金优惠')
  const [inList] = (await kit.call(an, listOrders, { query: { limit: 10 } }, english)).body.items
  expect(inList).toMatchObject({ modelName: model.nameEn, colourName: 'Ocean blue' })

  const words = { modelText: made.body.modelText, colour: '大洋蓝' }
  const kept = await kit.call(
    an,
    changeOrder,
    { params: { id: made.body.id }, body: { version: made.body.version, ...words, note: 'x' } },
    english,
  )
  expect(kept.body).toMatchObject(words)
  const inChinese = await kit.call(an, getOrder, { params: { id: made.body.id } })
  expect(inChinese.body).toMatchObject({ ...words, colourName: '大洋蓝' })
  expect(inChinese.body.modelName).toBe(inChinese.body.modelText)
})

test('[001-17] a colour nobody put into the price book stays as it was typed', async () => {
  const group = await makeGroup(kit.app)
  const an = await group.addPerson('consultant')
  await kit.call(an, listSeriesRoute, { query: {} })
  const card = await makeCard(kit, an)
  const made = await kit.call(
    an,
    makeOrder,
    {
      body: {
        opportunityId: card.id,
        colour: '客户自选渐变紫',
        lines: [{ kind: 'car', name: '星驰 1.5T', unitFen: 12_980_000 }],
      },
    },
    english,
  )
  expect(made.body).toMatchObject({ colourName: '客户自选渐变紫', modelName: '星驰 1.5T' })
})
