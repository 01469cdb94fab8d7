import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '#modules/access/testing.ts'
import { getMetric, listMetricRecords } from '#modules/metrics/contract.ts'
import { settleFacts } from '#modules/metrics/index.ts'
import { closeVisit, fileVisit, openVisit } from '#modules/showroom/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getMorning } from '../contract.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

test('[003-52] a visitor becomes a card, is on the list of the next morning, and in the numbers of the day', async () => {
  const group = await makeGroup(kit.app)
  const door = await group.addPerson('receptionist')
  const boss = await group.addPerson('sales_manager')
  const lin = await group.addPerson('consultant', { name: '林静' })
  const open = async () =>
    (
      await kit.call(door, openVisit, {
        body: { channel: 'walk-in', partySize: 2, receiverId: lin.id },
      })
    ).body
  const numberOf = async (key: string) => {
    const query = { from: '2026-09-15', to: '2026-09-15' }
    const answer = await kit.call(boss, getMetric, { params: { key }, query })
    return answer.body.total
  }

  const first = await open()
  expect(await numberOf('traffic')).toBe(0)
  const filed = await kit.call(lin, fileVisit, {
    params: { id: first.id },
    body: {
      card: {
        id: uuidv7(),
        customer: { name: '王建国', phones: [`139${String(Date.now()).slice(-8)}`] },
        expectedOn: '2026-09-20',
      },
      version: first.version,
    },
  })
  expect(filed.status).toBe(201)
  const second = await open()
  const unfiled = await kit.call(lin, closeVisit, {
    params: { id: second.id },
    body: { outcome: 'unfiled', version: second.version },
  })
  expect(unfiled.status).toBe(200)

  expect(await numberOf('traffic')).toBe(2)
  expect(await numberOf('filing_rate')).toBe(0.5)
  expect(await numberOf('cards_without_visit')).toBe(0)
  const records = await kit.call(boss, listMetricRecords, { params: { key: 'newly_filed' } })
  expect(records.body.items).toMatchObject([{ customer: '王建国', consultant: '林静' }])
  expect(records.body.items[0]?.phone).toMatch(/^139\*{4}\d{4}$/)

  kit.clock.set('2026-09-16T01:00:00Z')
  const { people } = (await kit.call(boss, getMorning, { query: {} })).body
  const list = people.find((person) => person.id === lin.id)
  expect(list?.promises).toMatchObject([{ customer: '王建国', daysOverdue: 0, level: 'H' }])
  expect(list?.counts).toMatchObject({ due: 1, newCards: 1, unfiled: 1, breaches: 0 })

  await kit.settle(group.store)
  await settleFacts(kit.app, group.store)
  expect(await numberOf('traffic')).toBe(2)

  kit.clock.set('2026-09-17T01:00:00Z')
  const next = (await kit.call(boss, getMorning, { query: {} })).body
  expect(next.people.find((person) => person.id === lin.id)?.breaches).toMatchObject([
    { customer: '王建国', dueOn: '2026-09-16', keptOn: null },
  ])
})
