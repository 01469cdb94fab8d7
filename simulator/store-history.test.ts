import { beforeAll, describe, expect, test } from 'vitest'
import { testKey } from '#foundation/testing/fixed-key.ts'
import { createVault } from '#foundation/vault.ts'
import { addDays, weekday } from '#shared/days.ts'
import { hasVinCheckDigit, normaliseVin } from '#shared/vin.ts'
import { columns, type TableName } from './rows.ts'
import { simulateStore } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'
import { truthsOf } from './truths.ts'

type Row = Record<string, string | null>

const today = '2026-11-20'
const from = addDays(today, -731)
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

function planOf(seed: number): StorePlan {
  const truths = truthsOf(seed, 1, from, today)
  return {
    groupId: 1,
    storeId: 1,
    storeNumber: 1,
    seed,
    timeZoneOffsetMinutes: 480,
    from,
    today,
    now: new Date('2026-11-20T07:00:00Z'),
    dailyVisits: 10,
    platePrefix: '沪',
    consultants: Array.from({ length: 6 }, (_, i) => {
      const weak =
        i === truths.weakConsultant.place
          ? truths.weakConsultant
          : { filing: 1, keeping: 0.94, closing: 1 }
      return {
        id: id(100 + i),
        name: `顾问${i}`,
        filing: weak.filing,
        keeping: weak.keeping,
        closing: weak.closing,
      }
    }),
    receptionist: id(200),
    manager: id(201),
    caller: id(202),
    series: [1, 2, 3].map((n) => ({ id: id(300 + n), name: `车${n}`, weight: n })),
    models: [1, 2, 3].map((n) => ({
      id: id(600 + n),
      seriesId: id(300 + n),
      name: `${n}.0T`,
      priceFen: n * 10_000_000,
    })),
    sources: [
      { id: id(401), code: 'storefront', weight: 6 },
      { id: id(402), code: truths.betterSource.code, weight: 3 },
      { id: id(403), code: 'radio', weight: 2 },
    ],
    words: { occupations: [id(501)], industries: [id(511)], hobbies: [id(521), id(522)] },
    closedDays: new Set(['2025-01-29', '2025-01-30', '2025-01-31']),
    holidays: new Set(),
    truths,
    vault: createVault(testKey),
  }
}

function read(seed: number): Record<TableName, Row[]> {
  const rows = simulateStore(planOf(seed))
  return Object.fromEntries(
    (Object.keys(columns) as TableName[]).map((table) => [
      table,
      rows[table]
        .take()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const cells = line.split('\t')
          return Object.fromEntries(
            columns[table].map((name, i) => [name, cells[i] === '\\N' ? null : (cells[i] ?? null)]),
          )
        }),
    ]),
  ) as Record<TableName, Row[]>
}

const openStates = ['active', 'suspended', 'loss_proposed', 'signed']
const share = (part: number, whole: number) => part / Math.max(1, whole)

describe('a simulated store', () => {
  let rows: Record<TableName, Row[]>
  beforeAll(() => {
    rows = read(3)
  })

  test('[000-20] every open opportunity carries exactly one open promise, an ended one none', () => {
    const open = new Map<string, number>()
    for (const f of rows.follow_ups)
      if (f.state === 'open')
        open.set(String(f.opportunity_id), (open.get(String(f.opportunity_id)) ?? 0) + 1)
    for (const o of rows.opportunities)
      expect(open.get(String(o.id)) ?? 0).toBe(openStates.includes(String(o.state)) ? 1 : 0)
  })

  test('nothing happens on a closed day', () => {
    expect(rows.visits.filter((v) => v.business_day === '2025-01-30')).toEqual([])
    expect(rows.contacts.filter((c) => c.on_day === '2025-01-30')).toEqual([])
  })

  test('nothing happens after this moment', () => {
    const latest = (times: (string | null | undefined)[]) =>
      Math.max(...times.map((t) => Date.parse(String(t))))
    const now = planOf(3).now.getTime()
    expect(latest(rows.visits.map((v) => v.arrived_at))).toBeLessThanOrEqual(now)
    expect(latest(rows.contacts.map((c) => c.at))).toBeLessThanOrEqual(now)
  })

  test('owners have cars with valid VINs', () => {
    expect(rows.vehicles.length).toBeGreaterThan(50)
    for (const v of rows.vehicles)
      expect(hasVinCheckDigit(normaliseVin(String(v.vin)) ?? '')).toBe(true)
  })

  test('the same seed gives the same visits', () => {
    const again = read(3)
    expect(again.visits).toEqual(rows.visits)
    expect(again.follow_ups).toEqual(rows.follow_ups)
  })
})

test('the planted truths stand out over several seeds', () => {
  let weak = 0
  let slack = 0
  let better = 0
  const seeds = [11, 12, 13]
  for (const seed of seeds) {
    const { truths } = planOf(seed)
    const rows = read(seed)
    const traffic = rows.visits.filter((v) => v.outcome === 'filed' || v.outcome === 'unfiled')
    const rate = (is: (v: Row) => boolean) =>
      share(traffic.filter((v) => is(v) && v.outcome === 'filed').length, traffic.filter(is).length)
    const weakId = id(100 + truths.weakConsultant.place)
    if (rate((v) => v.received_by === weakId) < rate((v) => v.received_by !== weakId) * 0.85)
      weak += 1
    const isSlack = (v: Row) => weekday(String(v.business_day)) === truths.slackWeekday.weekday
    if (rate(isSlack) < rate((v) => !isSlack(v)) * 0.9) slack += 1
    const bought = (source: (o: Row) => boolean) =>
      share(
        rows.opportunities.filter((o) => source(o) && o.state === 'delivered').length,
        rows.opportunities.filter(source).length,
      )
    if (bought((o) => o.source_id === id(402)) > bought((o) => o.source_id !== id(402)) * 1.15)
      better += 1
  }
  expect({ weak, slack, better }).toEqual({
    weak: seeds.length,
    slack: seeds.length,
    better: seeds.length,
  })
})
