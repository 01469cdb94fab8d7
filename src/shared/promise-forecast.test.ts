import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INTENT_LEVELS } from '#shared/intent-level.ts'
import { type DuePromise, forecastBreaks, shareOut } from '#shared/promise-forecast.ts'

const days = { today: '2026-09-15', next: '2026-09-16' }
const promise = (id: string, dueOn: string, level: DuePromise['level'] = 'A'): DuePromise => ({
  id,
  dueOn,
  level,
})

test('[003-52] the cards that will break tomorrow at the load of today are named', () => {
  const promises = [
    promise('late', '2026-09-10', 'C'),
    promise('cool', '2026-09-15', 'C'),
    promise('hot', '2026-09-15', 'H'),
    promise('next', '2026-09-16', 'A'),
    promise('far', '2026-09-17', 'H'),
  ]
  const { left, breaks } = forecastBreaks(promises, { ...days, capacity: 1, done: 0 })
  expect(left).toEqual(['hot', 'cool'])
  expect(breaks).toEqual(['cool', 'next'])
  expect(forecastBreaks(promises, { ...days, capacity: 4, done: 0 }).breaks).toEqual([])
  expect(forecastBreaks(promises, { ...days, capacity: 4, done: 4 }).left).toHaveLength(3)
})

const anyPromises = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 6 }),
    dueOn: fc.constantFrom('2026-09-12', '2026-09-15', '2026-09-16', '2026-09-20'),
    level: fc.constantFrom(...INTENT_LEVELS),
  }),
  { selector: (one) => one.id, maxLength: 60 },
)

test('what breaks is what two days cannot hold, never a hotter one before a cooler of the same day', () => {
  fc.assert(
    fc.property(anyPromises, fc.nat(30), fc.nat(30), (promises, capacity, done) => {
      const { breaks } = forecastBreaks(promises, { ...days, capacity, done })
      const now = promises.filter((one) => one.dueOn <= days.today).length
      const next = promises.filter((one) => one.dueOn === days.next).length
      const left = Math.max(0, now - Math.max(0, capacity - done))
      expect(breaks).toHaveLength(Math.max(0, left + next - capacity))
      expect(new Set(breaks).size).toBe(breaks.length)
      const byId = new Map(promises.map((one) => [one.id, one]))
      for (const id of breaks) expect(byId.get(id)?.dueOn).not.toBe('2026-09-20')
    }),
  )
})

test('work is shared out whole, and the loads end as even as they can', () => {
  const helpers = fc.uniqueArray(
    fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), load: fc.nat(20) }),
    { selector: (one) => one.id, minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), helpers, (work, people) => {
      const given = shareOut(work, people)
      expect([...given.keys()].sort()).toEqual([...work].sort())
      const after = people.map((one) => ({
        took: [...given.values()].filter((id) => id === one.id).length,
        load: one.load + [...given.values()].filter((id) => id === one.id).length,
      }))
      const most = Math.max(0, ...after.filter((one) => one.took > 0).map((one) => one.load))
      for (const one of after) expect(one.load).toBeGreaterThanOrEqual(most - 1)
    }),
  )
  expect(shareOut(['a'], []).size).toBe(0)
})
