import { beforeAll, describe, expect, test } from 'vitest'
import { weekday } from '#shared/days.ts'
import { hasVinCheckDigit, normaliseVin } from '#shared/vin.ts'
import type { TableName } from './rows.ts'
import { planOf, readStore } from './simulated-store.ts'

type Row = Record<string, string | null>

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const read = (seed: number) => readStore(planOf(seed))

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
