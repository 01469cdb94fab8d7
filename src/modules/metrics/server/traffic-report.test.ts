import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { closeVisit, fileVisit, openVisit } from '#modules/showroom/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getMetric, listMetricRecords } from '../contract.ts'
import { exportTrafficReport, getTrafficReport } from '../contracts/traffic-report.ts'
import { addUp, daysOf } from '../contracts/traffic-sums.ts'

const from = '2026-09-14'
const to = '2026-09-15'
let kit: TestApp
let group: TestGroup
let door: TestPerson
let manager: TestPerson
let an: TestPerson
let bo: TestPerson

beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  door = await group.addPerson('receptionist')
  manager = await group.addPerson('showroom_manager')
  an = await group.addPerson('consultant', { name: 'A 安' })
  bo = await group.addPerson('consultant', { name: 'B 博' })
  for (const [day, who, outcomes] of [
    ['2026-09-14', an, ['unfiled', 'unfiled', 'not_prospect']],
    ['2026-09-14', bo, ['unfiled', 'filed']],
    ['2026-09-15', an, ['filed', 'filed']],
    ['2026-09-15', bo, ['unfiled']],
  ] as const)
    for (const outcome of outcomes) await visit(day, who, outcome)
})
afterAll(() => kit.close())

let phone = 13_800_139_000
async function visit(day: string, who: TestPerson, outcome: 'unfiled' | 'filed' | 'not_prospect') {
  const opened = await kit.call(door, openVisit, {
    body: { channel: 'walk-in', arrivedAt: `${day}T01:30:00Z`, receiverId: who.id },
  })
  const params = { id: opened.body.id }
  const { version } = opened.body
  const answer =
    outcome === 'filed'
      ? await kit.call(door, fileVisit, {
          params,
          body: {
            card: { customer: { name: '某某', phones: [String((phone += 1))] }, level: 'A' },
            version,
          },
        })
      : await kit.call(door, closeVisit, { params, body: { outcome, version } })
  expect(answer.status).toBeLessThan(300)
}
const ask = (as: TestPerson, query: Record<string, string> = { from, to }) =>
  kit.call(as, getTrafficReport, { query })

describe('the traffic report', () => {
  test('[000-24] consultants, days and models add up, and are the numbers of the board', async () => {
    const { body } = await ask(manager)
    expect(body.total).toEqual({ unfiled: 4, filed: 3 })
    expect(body.consultants.map((one) => one.label).sort()).toEqual(['A 安', 'B 博'])
    expect(daysOf(body.cells)).toEqual([from, to])
    for (const key of ['traffic', 'unfiled_visits', 'newly_filed'] as const)
      for (const by of ['consultant', 'series', 'day'] as const) {
        const table = await kit.call(manager, getMetric, {
          params: { key },
          query: { from, to, by },
        })
        const ofReport = (value: string) => {
          const { unfiled, filed } = addUp(body.cells.filter((cell) => cell[by] === value))
          return { traffic: unfiled + filed, unfiled_visits: unfiled, newly_filed: filed }[key]
        }
        for (const row of table.body.rows) expect(ofReport(row.key)).toBe(row.value)
        expect(table.body.total).toBe({ traffic: 7, unfiled_visits: 4, newly_filed: 3 }[key])
      }
  })

  test('[000-24] each number opens to exactly its visits', async () => {
    const { body } = await ask(manager)
    for (const cell of body.cells) {
      const records = await kit.call(manager, listMetricRecords, {
        params: { key: 'traffic' },
        query: {
          from: cell.day,
          to: cell.day,
          consultant: cell.consultant,
          series: cell.series,
          limit: 50,
        },
      })
      expect(records.body.items).toHaveLength(cell.unfiled + cell.filed)
    }
  })

  test('a consultant sees only their own part', async () => {
    const { body } = await ask(bo)
    expect(body.total).toEqual({ unfiled: 2, filed: 1 })
    expect(body.consultants.map((one) => one.key)).toEqual([bo.id])
  })

  test('it is taken as a file by those who may export, and spans a quarter at most', async () => {
    const file = await kit.call(manager, exportTrafficReport, { query: { from, to } })
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toContain('spreadsheetml')
    expect((await kit.call(bo, exportTrafficReport, { query: { from, to } })).status).toBe(403)
    expect((await ask(manager, { from: '2026-01-01', to: '2026-09-15' })).status).toBe(422)
  })
})
