import { expect, test } from 'vitest'
import { baseMonths, expectedVolume, neededTraffic, ratesOf } from './traffic-identity.ts'

test('[000-28] 60 deals at 40 % and 15 % need 1,000 visiting parties', () => {
  expect(neededTraffic(60, { filingRate: 0.4, closeRate: 0.15 })).toBe(1000)
  expect(neededTraffic(61, { filingRate: 0.4, closeRate: 0.15 })).toBe(1017)
  expect(neededTraffic(0, { filingRate: 0.4, closeRate: 0.15 })).toBe(0)
  expect(expectedVolume(1000, { filingRate: 0.4, closeRate: 0.15 })).toBeCloseTo(60, 9)
})

test('[000-28] without a rate no traffic target can be told', () => {
  expect(neededTraffic(60, { filingRate: 0, closeRate: 0.15 })).toBeUndefined()
  expect(neededTraffic(60, { filingRate: 0.4, closeRate: null })).toBeUndefined()
})

test('[000-27] the base is the three whole months before, over the turn of a year too', () => {
  expect(baseMonths('2026-09-15')).toEqual({ from: '2026-06-01', to: '2026-08-31' })
  expect(baseMonths('2026-03-01')).toEqual({ from: '2025-12-01', to: '2026-02-28' })
  expect(baseMonths('2026-01-31')).toEqual({ from: '2025-10-01', to: '2025-12-31' })
})

test('[000-27] both rates come from the counts of the period', () => {
  expect(ratesOf({ traffic: 500, filed: 200, deals: 30 })).toEqual({
    filingRate: 0.4,
    closeRate: 0.15,
  })
  expect(ratesOf({ traffic: 0, filed: 0, deals: 0 })).toEqual({ filingRate: null, closeRate: null })
})
