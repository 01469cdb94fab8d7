import { describe, expect, test } from 'vitest'
import { addDays, daysFromTo } from '#shared/days.ts'
import { closingCurve, closingsOf, cohortsOf } from './closing-cycle.ts'
import { type DayCount, fitDays } from './day-model.ts'
import { holidayEffects, holidayPeriods, judgeHolidays } from './holiday-effect.ts'
import { effectOf, growthScore, together, windowsOf } from './media-effect.ts'
import { rhythm } from './rhythm.ts'
import { consultantsNeeded, erlangC, peopleFor, shareWaiting } from './staffing.ts'

const series = (from: string, to: string, count: (day: string, i: number) => number): DayCount[] =>
  daysFromTo(from, to).map((day, i) => ({ day, count: count(day, i), isOpen: true }))

test('[000-34] Erlang C as in the tables: loads 1, 4 and 8 with 2, 6 and 10 consultants', () => {
  expect(erlangC(1, 2)).toBeCloseTo(1 / 3, 10)
  expect(erlangC(4, 6)).toBeCloseTo(0.2848, 4)
  expect(erlangC(8, 10)).toBeCloseTo(0.4092, 4)
  expect([erlangC(0, 3), erlangC(3, 3)]).toEqual([0, 1])
  expect(shareWaiting(6, 40, 6, 0)).toBeCloseTo(0.2848, 4)
  expect(shareWaiting(6, 40, 4, 5)).toBe(1)
  expect(consultantsNeeded(6, 40, { minutes: 0, share: 0.3 })).toBe(6)
  expect(consultantsNeeded(0, 40, { minutes: 5, share: 0.2 })).toBe(0)
  expect(peopleFor(5)).toBe(7)
})

describe('[000-31] media', () => {
  test('the chosen day belongs to the days after, and a lag shifts only those', () => {
    expect(windowsOf({ day: '2026-03-10', days: 7, lag: 0 })).toEqual({
      before: { from: '2026-03-03', to: '2026-03-09' },
      after: { from: '2026-03-10', to: '2026-03-16' },
    })
    expect(windowsOf({ day: '2026-03-10', days: 7, lag: 2 }).after).toEqual({
      from: '2026-03-12',
      to: '2026-03-18',
    })
  })

  test('product.md, example 3: the growth rate is the score; nothing before has none', () => {
    const days = series('2026-03-01', '2026-03-31', (day) => (day < '2026-03-10' ? 8 : 10))
    const question = { day: '2026-03-10', days: 5, lag: 0 }
    expect(growthScore(days, question)).toEqual({ before: 40, after: 50, growth: 0.25 })
    expect(growthScore([], question)).toEqual({ before: 0, after: 0, growth: null })
  })

  test('a holiday within the window is compared with nothing and lifts nothing', () => {
    const days = series('2025-06-01', '2026-05-31', (day) =>
      day.startsWith('2026-05-0') ? 30 : 10,
    )
    const marked = days.map((one) =>
      one.day.startsWith('2026-05-0') ? { ...one, mark: '劳动节' } : one,
    )
    const question = { day: '2026-05-01', days: 14, lag: 0 }
    expect(effectOf(marked, question, { today: '2026-06-10' })).toMatchObject({
      kind: 'no-change',
      days: 5,
      seen: 50,
    })
    expect(effectOf(days, question, { today: '2026-06-10' })).toMatchObject({ kind: 'lift' })
  })

  test('taken together, evaluations weigh by how sure each is', () => {
    const one = {
      kind: 'no-change' as const,
      effect: 0.5,
      range: { low: -0.1, high: 1.5 },
      p: 0.1,
      seen: 15,
      expected: 10,
      days: 5,
      baseDays: 56,
      logError: 0.26,
    }
    const sum = together([one, one, one, one, { kind: 'cannot-tell', why: 'too-few' }])
    expect(sum).toMatchObject({ n: 4, effect: expect.closeTo(0.5, 6) })
    expect(sum?.p).toBeLessThan(0.01)
    expect(together([])).toBeUndefined()
  })
})

test('[000-33] an index is told apart from chance and from growth; a month seen once says nothing', () => {
  const wave = (day: string) => (day.slice(5, 7) === '02' ? 6 : 10)
  const three = rhythm(series('2023-01-01', '2025-12-31', wave), 'month')
  expect(three.find((row) => row.key === '02')).toMatchObject({ said: 'lower', years: 3, days: 85 })
  expect(three.filter((row) => row.said === 'lower')).toHaveLength(1)
  const one = rhythm(series('2025-01-01', '2025-12-31', wave), 'month')
  expect(one.every((row) => row.said === 'too-few')).toBe(true)
  const weekend = rhythm(
    series('2026-03-02', '2026-05-31', (_, i) => (i % 7 > 4 ? 16 : 9)),
    'weekday',
  )
  expect(weekend.filter((row) => row.said === 'higher').map((row) => row.key)).toEqual(['6', '7'])
})

test('[000-30] marked days of one name are one period a year', () => {
  const days = series('2025-09-25', '2025-10-10', () => 1).map((one) => ({
    ...one,
    mark: one.day >= '2025-10-01' && one.day <= '2025-10-08' ? '国庆节' : undefined,
  }))
  expect(holidayPeriods(days)).toEqual([{ name: '国庆节', from: '2025-10-01', to: '2025-10-08' }])
})

test('[000-30] two years of a holiday show together what each alone cannot; all are adjusted for', () => {
  const isSpring = (day: string) => day.slice(5) >= '02-10' && day.slice(5) <= '02-14'
  const days = series('2025-01-01', '2026-06-30', (day, i) =>
    isSpring(day) ? 3 : 4 + (i % 5),
  ).map((one) => (isSpring(one.day) ? { ...one, mark: '春节' } : one))
  const { each, together } = holidayEffects(days, '2026-07-01')
  expect(each.map((one) => [one.from, one.times, one.seen])).toEqual([
    ['2025-02-10', 1, 15],
    ['2026-02-10', 1, 15],
  ])
  expect(together).toMatchObject([{ name: '春节', times: 2, seen: 30, days: 10 }])
  const [alone, both] = [each[0], together[0]]
  expect(both?.p).toBeLessThan(alone?.p ?? 0)
  // A dozen of the same, all compared at once, are judged more strictly than one.
  const one = judgeHolidays([alone].flatMap((row) => row ?? []))
  const many = judgeHolidays(Array.from({ length: 12 }, () => alone).flatMap((row) => row ?? []))
  expect(many[0]?.adjusted).toBeGreaterThan(one[0]?.adjusted ?? 1)
})

test('a store without four weeks of days has no model; closed days are no days', () => {
  expect(
    fitDays(
      series('2026-01-01', '2026-01-20', () => 3),
      ['weekday'],
    ),
  ).toBeUndefined()
  const half = series('2026-01-01', '2026-04-30', (_, i) => (i % 2 === 0 ? 8 : 0)).map(
    (one, i) => ({ ...one, isOpen: i % 2 === 0 }),
  )
  expect(fitDays(half, ['weekday'])?.expected('2026-05-01')).toBeCloseTo(8, 6)
})

test('[000-44] cohorts that have not come so far are left out of the curve, not counted as zero', () => {
  const cell = (filed: string, closed: string | null, count: number) => ({
    filed,
    closed,
    days: closed ? 10 : null,
    state: closed ? ('bought' as const) : ('open' as const),
    count,
  })
  const cohorts = cohortsOf(
    [
      cell('2026-01', '2026-01', 5),
      cell('2026-01', '2026-02', 1),
      cell('2026-01', null, 4),
      cell('2026-03', '2026-03', 9),
      cell('2026-03', null, 1),
    ],
    '2026-04-10',
  )
  expect(cohorts[1]).toMatchObject({
    closed: [9, null, null, null, null, null, null],
    isOver: false,
  })
  // Of the ten filed in January five were left and one bought: 1 − 6/20 × 4/5, not 6 of 10.
  const curve = closingCurve(cohorts)
  expect(curve.slice(0, 4).map(({ waiting, bought, share }) => [waiting, bought, share])).toEqual([
    [20, 14, expect.closeTo(0.7, 10)],
    [5, 1, expect.closeTo(0.76, 10)],
    [4, 0, expect.closeTo(0.76, 10)],
    [0, 0, null],
  ])
  // Greenwood: √(14 / (20 × 6)) ÷ |ln 0.3| = 0.2837; 0.3 to the power of e^±0.5560.
  expect(curve[0]?.range).toEqual({
    low: expect.closeTo(0.4986, 4),
    high: expect.closeTo(0.8775, 4),
  })
  expect(closingsOf([cell('2026-01', '2026-02', 1), cell('2026-02', '2026-02', 3)])).toEqual([
    {
      month: '2026-02',
      deals: 4,
      sameMonth: 3,
      before: [1, 0, 0, 0, 0, 0],
      earlier: 0,
      days: { quarter: 10, median: 10, threeQuarters: 10 },
    },
  ])
})

test('the day after a window must be past: today is not over', () => {
  const days = series('2026-01-01', '2026-04-30', () => 10)
  const asked = { day: '2026-04-01', days: 7, lag: 0 }
  expect(effectOf(days, asked, { today: addDays('2026-04-01', 6) })).toEqual({
    kind: 'cannot-tell',
    why: 'not-over',
  })
})
