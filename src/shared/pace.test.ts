import { expect, test } from 'vitest'
import { daysFromTo } from './days.ts'
import { paceOf } from './pace.ts'

const september = (closed: string[] = []) =>
  daysFromTo('2026-09-01', '2026-09-30').map((day) => ({
    day,
    weight: closed.includes(day) ? 0 : 1,
  }))

test('[002-12] half the working days ask for half the target', () => {
  const pace = paceOf({ target: 60, done: 27, days: september(), today: '2026-09-15' })
  expect(pace).toMatchObject({
    share: 0.5,
    expected: 30,
    projected: 54,
    daysLeft: 15,
    missing: 33,
    neededPerDay: 2.2,
    state: 'behind',
  })
})

test('[002-12] closed days ask for nothing', () => {
  const closed = daysFromTo('2026-09-16', '2026-09-25')
  const pace = paceOf({ target: 60, done: 45, days: september(closed), today: '2026-09-15' })
  expect(pace.share).toBe(0.75)
  expect(pace.expected).toBe(45)
  expect(pace.neededPerDay).toBe(3)
  expect(pace.state).toBe('ahead')
})

test('[002-12] weekdays may weigh differently, a target is reached, missed or has not begun', () => {
  const days = [
    { day: '2026-09-05', weight: 3 },
    { day: '2026-09-07', weight: 1 },
  ]
  expect(paceOf({ target: 8, done: 6, days, today: '2026-09-06' }).expected).toBe(6)
  expect(paceOf({ target: 8, done: 9, days, today: '2026-09-06' })).toMatchObject({
    state: 'reached',
    neededPerDay: 0,
  })
  expect(paceOf({ target: 8, done: 7, days, today: '2026-09-08' })).toMatchObject({
    state: 'missed',
    neededPerDay: null,
  })
  expect(paceOf({ target: 8, done: 0, days, today: '2026-09-01' })).toMatchObject({
    state: 'not_begun',
    projected: null,
  })
})
