import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { getMetric, listMetricRecords } from '#modules/metrics/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { setTargets } from '#modules/targets/contract.ts'
import { addDeal } from '#modules/targets/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { queryOf, readTile } from '../web/spec.ts'
import { standardBoards } from '../web/standard-boards.ts'
import {
  exportReport,
  getDisplayedWall,
  getReport,
  getWall,
  listDisplays,
  makeDisplay,
  stopDisplay,
} from '../contract.ts'

const dealOf = (owner: string) => ({ owner, signedOn: '2026-09-05' })

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let liu: TestPerson
let wang: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  kit.clock.set('2026-09-15T02:00:00Z')
  group = await makeGroup(kit.app)
  manager = await group.addPerson('sales_manager')
  liu = await group.addPerson('consultant', { name: '刘顾问' })
  wang = await group.addPerson('consultant', { name: '王顾问' })
  await makeCard(kit, liu, { level: 'H' })
  await makeCard(kit, liu, { level: 'A' })
  await makeCard(kit, wang, { level: 'A' })
})

describe('[002-66] a report of chosen numbers', () => {
  const query = {
    metrics: 'registered,open_cards',
    by: 'consultant',
    period: 'this_month',
  } as const

  test('puts numbers side by side, each equal to the number alone', async () => {
    const { status, body } = await kit.call(manager, getReport, { query })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.columns.map((column) => column.metric)).toEqual(['registered', 'open_cards'])
    for (const [place, { metric }] of body.columns.entries()) {
      const alone = (
        await kit.call(manager, getMetric, {
          params: { key: metric },
          query: { by: 'consultant', from: body.from, to: body.to },
        })
      ).body
      expect(body.totals[place]?.value).toBe(alone.total)
      for (const row of alone.rows)
        expect(body.rows.find((one) => one.key === row.key)?.figures[place]?.value).toBe(row.value)
    }
    const row = body.rows.find((one) => one.key === liu.id)
    expect(row).toMatchObject({ label: '刘顾问' })
    const records = await kit.call(manager, listMetricRecords, {
      params: { key: 'registered' },
      query: { by: 'consultant', value: liu.id, from: body.from, to: body.to },
    })
    expect(records.body.items).toHaveLength(row?.figures[0]?.value ?? -1)
  })

  test('crosses two dimensions of one number, and of one only', async () => {
    const crossed = { by: 'consultant', by2: 'level', period: 'this_month' } as const
    const { body } = await kit.call(manager, getReport, {
      query: { metrics: 'open_cards', ...crossed },
    })
    const sums = body.columns.map((_column, place) =>
      body.rows.reduce((sum, row) => sum + (row.figures[place]?.value ?? 0), 0),
    )
    expect(sums).toEqual(body.totals.map((figure) => figure?.value))
    expect(body.totals.at(-1)?.value).toBe(3)
    const refused = await kit.call(manager, getReport, {
      query: { metrics: 'open_cards,registered', ...crossed },
    })
    expect(refused.code).toBe('dashboards.one_number_crossed')
  })

  test('a consultant gets the own numbers only, and may not take them away as a file', async () => {
    const { body } = await kit.call(liu, getReport, { query })
    expect(body.totals[0]?.value).toBe(2)
    expect((await kit.call(liu, exportReport, { query })).status).toBe(403)
    expect((await kit.call(manager, exportReport, { query })).status).toBe(200)
  })

  test('a tile says what its number was in the period before', async () => {
    kit.clock.set('2026-10-02T02:00:00Z')
    const { body } = await kit.call(manager, getReport, {
      query: { metrics: 'registered', period: 'this_month', compare: 'previous' },
    })
    expect(body.totals[0]?.value).toBe(0)
    expect(body.before).toMatchObject({ from: '2026-09-01', to: '2026-09-02' })
    const whole = await kit.call(manager, getReport, {
      query: { metrics: 'registered', period: 'last_month', compare: 'previous' },
    })
    expect(whole.body.totals[0]?.value).toBe(3)
    expect(whole.body.before).toMatchObject({ from: '2026-08-01', to: '2026-08-31' })
    expect(whole.body.before?.totals[0]?.value).toBe(0)
    expect((await kit.call(manager, getReport, { query })).body.before).toBeNull()
  })

  test('an unknown number or dimension is named', async () => {
    const unknown = await kit.call(manager, getReport, { query: { metrics: 'nothing' } })
    expect(unknown.code).toBe('metrics.unknown')
    const other = await kit.call(manager, getReport, {
      query: { metrics: 'open_cards', by: 'channel' },
    })
    expect(other.code).toBe('metrics.no_such_breakdown')
  })
})

test('[000-04] sales answers for filing and closing, marketing for traffic, care for losses, management for all', () => {
  const numbersOf = (role: string) =>
    new Set(
      (standardBoards[role] ?? []).flatMap((line, place) => readTile(line, String(place)).metrics),
    )
  const answersFor: Record<string, string[]> = {
    consultant: ['filing_rate', 'filed_close_rate', 'deals', 'overdue_promises'],
    sales_manager: ['traffic', 'filing_rate', 'filed_close_rate', 'deals', 'loss', 'deliveries'],
    showroom_manager: ['traffic', 'filing_rate', 'filed_close_rate', 'deals', 'overdue_promises'],
    general_manager: ['traffic', 'filing_rate', 'filed_close_rate', 'deals', 'deal_amount', 'loss'],
    marketing: ['traffic', 'walk_ins', 'call_ins', 'leads_received'],
    care_agent: ['loss', 'defeated', 'lost_contact'],
    dcc_agent: ['leads_received', 'leads_called', 'lead_a_rate'],
    regional_manager: ['traffic', 'filing_rate', 'filed_close_rate', 'deals'],
  }
  for (const [role, keys] of Object.entries(answersFor))
    for (const key of keys) expect(numbersOf(role), role).toContain(key)
})

test('[000-04] each role opens with the numbers it answers for, all of which it may see', async () => {
  for (const [role, lines] of Object.entries(standardBoards)) {
    const person = await group.addPerson(role)
    expect(lines.length).toBeGreaterThan(3)
    for (const [place, line] of lines.entries()) {
      const tile = readTile(line, String(place))
      const answer = await kit.call(person, getReport, { query: queryOf(tile) })
      expect(answer.status, `${role}: ${line} ${JSON.stringify(answer.body)}`).toBe(200)
      expect(answer.body.columns.map((column) => column.metric)).toEqual(tile.metrics)
    }
  }
})

describe('[003-62] the board on the wall', () => {
  test('ranks as the leader board does: ties share a place, shared deals count by share, targets beside', async () => {
    const zhou = await group.addPerson('consultant', { name: '周顾问' })
    for (const owner of [liu, wang]) await addDeal(kit.app, group.store, dealOf(owner.id))
    await addDeal(kit.app, group.store, {
      ...dealOf(zhou.id),
      credits: [
        { personId: zhou.id, percent: 50 },
        { personId: liu.id, percent: 50 },
      ],
    })
    await addDeal(kit.app, group.store, dealOf(wang.id))
    await addDeal(kit.app, group.store, {
      ...dealOf(liu.id),
      credits: [
        { personId: liu.id, percent: 50 },
        { personId: zhou.id, percent: 50 },
      ],
    })
    await kit.call(manager, setTargets, {
      body: {
        cells: [
          {
            metric: 'deals',
            scope: 'store',
            subject: '',
            period: '2026-09',
            value: 30,
            revision: 0,
          },
        ],
      },
    })
    // A consultant sees on the wall what everybody in the showroom sees.
    for (const person of [manager, liu]) {
      const { body } = await kit.call(person, getWall, {})
      expect(body.leaders.map((one) => [one.place, one.deals])).toEqual([
        [1, 2],
        [1, 2],
        [3, 1],
      ])
      const month = body.month.find((one) => one.key === 'deals')
      expect(month).toMatchObject({ value: 5, goal: { target: 30, expected: 15 } })
      expect(body.month.find((one) => one.key === 'traffic')?.goal).toBeNull()
    }
  })

  test('shows the numbers of the store at a secret address until it is stopped, and no customer', async () => {
    const made = (await kit.call(manager, makeDisplay, { body: { name: '展厅电视' } })).body
    const token = made.path.replace('/display#', '')
    const shown = await kit.call(undefined, getDisplayedWall, { params: { token } })
    expect(shown.status).toBe(200)
    const own = (await kit.call(manager, getWall, {})).body
    expect({ ...shown.body, at: '' }).toEqual({ ...own, at: '' })
    // Each figure is the number of the board.
    const month = { from: '2026-09-01', to: '2026-09-15' }
    for (const [figures, period] of [
      [own.today, { from: own.day, to: own.day }],
      [own.month, month],
    ] as const)
      for (const figure of figures) {
        const { body } = await kit.call(manager, getMetric, {
          params: { key: figure.key },
          query: period,
        })
        expect([figure.value, figure.n], figure.key).toEqual([body.total, body.n])
      }
    const traffic = await kit.call(manager, getMetric, {
      params: { key: 'traffic' },
      query: { from: own.days[0]?.day, to: own.day, by: 'day' },
    })
    expect(own.days.map((one) => one.traffic)).toEqual(
      traffic.body.rows.map((row) => row.value ?? 0),
    )
    expect(JSON.stringify(shown.body)).not.toContain('王建国')
    const wrong = await kit.call(undefined, getDisplayedWall, {
      params: { token: `${token.slice(0, -1)}x` },
    })
    expect(wrong.status).toBe(404)
    expect((await kit.call(liu, listDisplays, {})).status).toBe(403)
    await kit.call(manager, stopDisplay, { params: { id: made.id } })
    expect((await kit.call(undefined, getDisplayedWall, { params: { token } })).status).toBe(404)
  })
})
