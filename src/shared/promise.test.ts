import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, daysBetween, weekday } from '#shared/days.ts'
import { compareLevels, type IntentLevel, INTENT_LEVELS } from '#shared/intent-level.ts'
import {
  DEFAULT_PROMISE_GAPS,
  dueAfterUnanswered,
  firstDue,
  type IsClosed,
  nextDue,
  nextOpenDay,
  openDayFrom,
  planFirstPromises,
  pullForward,
  settleOnOpenDay,
} from '#shared/promise.ts'

const alwaysOpen: IsClosed = () => false
const closedOn = (...days: Day[]): IsClosed => {
  const closed = new Set(days)
  return (day) => closed.has(day)
}

/** Due days of a card when every contact is made on the day it is due. */
function sequence(filedOn: Day, level: IntentLevel, count: number, isClosed = alwaysOpen): Day[] {
  const dues = [firstDue(filedOn, isClosed)]
  for (let due = dues[0] ?? ''; dues.length < count; dues.push(due)) {
    due = nextDue({ lastContactOn: due, level, isClosed })
  }
  return dues
}

const offsets = (filedOn: Day, dues: Day[]) => dues.map((due) => daysBetween(filedOn, due))

const day = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays('2024-01-01', n))
const level = fc.constantFrom(...INTENT_LEVELS)
const gap = fc.integer({ min: 1, max: 30 })
// Closed days as a repeating pattern: any share of days, but at least one open in each run.
const calendar: fc.Arbitrary<IsClosed> = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 12 })
  .map(
    (pattern) => (d) =>
      pattern[Math.abs(daysBetween('2024-01-01', d)) % (pattern.length + 1)] ?? false,
  )

describe('the cadence of a level', () => {
  test.each([
    ['H', [1, 3, 5, 7, 9]],
    ['A', [1, 4, 7, 10]],
    ['B', [1, 8, 15, 22]],
    ['C', [1, 16, 31, 46]],
  ] as const)('[003-55] level %s falls due on day %j', (lvl, expected) => {
    for (const filedOn of ['2026-11-22', '2026-12-30', '2024-02-27', '2026-02-27']) {
      expect(offsets(filedOn, sequence(filedOn, lvl, expected.length))).toEqual(expected)
    }
  })

  test('[003-55] the cadence crosses the end of a month and of a year to the day', () => {
    expect(sequence('2026-12-28', 'H', 4)).toEqual([
      '2026-12-29',
      '2026-12-31',
      '2027-01-02',
      '2027-01-04',
    ])
    expect(sequence('2024-02-27', 'A', 3)).toEqual(['2024-02-28', '2024-03-02', '2024-03-05'])
    expect(sequence('2026-01-30', 'C', 3)).toEqual(['2026-01-31', '2026-02-15', '2026-03-02'])
  })

  test('[003-55] the gap counts from the last contact, also when it came late or early', () => {
    const due = (lastContactOn: Day) => nextDue({ lastContactOn, level: 'B', isClosed: alwaysOpen })
    expect(due('2026-11-25')).toBe('2026-12-02')
    expect(due('2026-11-20')).toBe('2026-11-27')
  })

  test('[003-54] the level as it is now sets the next gap', () => {
    const on = (lvl: IntentLevel) =>
      nextDue({ lastContactOn: '2026-11-22', level: lvl, isClosed: alwaysOpen })
    expect(INTENT_LEVELS.map(on)).toEqual(['2026-11-24', '2026-11-25', '2026-11-29', '2026-12-07'])
  })

  test('[003-55] a store has its own gaps', () => {
    const gaps = { ...DEFAULT_PROMISE_GAPS, H: 1 }
    const next = nextDue({ lastContactOn: '2026-11-22', level: 'H', gaps, isClosed: alwaysOpen })
    expect(next).toBe('2026-11-23')
  })
})

describe('closed days', () => {
  // The first three days of the Spring Festival of 2026.
  const festival = closedOn('2026-02-17', '2026-02-18', '2026-02-19')

  test('[003-55] a due date on a closed day moves to the last open day before it', () => {
    const next = nextDue({ lastContactOn: '2026-02-11', level: 'B', isClosed: festival })
    expect(next).toBe('2026-02-16')
  })

  test('[003-55] with no open day after the contact it moves to the first open day after', () => {
    expect(firstDue('2026-02-16', festival)).toBe('2026-02-20')
    expect(nextDue({ lastContactOn: '2026-02-16', level: 'H', isClosed: festival })).toBe(
      '2026-02-20',
    )
    expect(nextDue({ lastContactOn: '2026-02-16', level: 'A', isClosed: festival })).toBe(
      '2026-02-20',
    )
    expect(nextDue({ lastContactOn: '2026-02-17', level: 'H', isClosed: festival })).toBe(
      '2026-02-20',
    )
  })

  test('[003-55] the day of contact itself never takes the moved promise', () => {
    const isClosed = closedOn('2026-03-03')
    expect(settleOnOpenDay('2026-03-03', '2026-03-02', isClosed)).toBe('2026-03-04')
    expect(settleOnOpenDay('2026-03-03', '2026-03-01', isClosed)).toBe('2026-03-02')
  })

  test('[003-55] the cadences across the Spring Festival, to the day', () => {
    expect(sequence('2026-02-13', 'H', 5, festival)).toEqual([
      '2026-02-14',
      '2026-02-16',
      '2026-02-20',
      '2026-02-22',
      '2026-02-24',
    ])
    expect(sequence('2026-02-14', 'A', 4, festival)).toEqual([
      '2026-02-15',
      '2026-02-16',
      '2026-02-20',
      '2026-02-23',
    ])
    expect(sequence('2026-02-10', 'B', 3, festival)).toEqual([
      '2026-02-11',
      '2026-02-16',
      '2026-02-23',
    ])
    expect(sequence('2026-02-02', 'C', 3, festival)).toEqual([
      '2026-02-03',
      '2026-02-16',
      '2026-03-03',
    ])
  })

  test('[003-55] a store closed on Sundays keeps its cadence across a month end', () => {
    const sundays: IsClosed = (d) => weekday(d) === 7
    expect(sequence('2026-11-27', 'H', 5, sundays)).toEqual([
      '2026-11-28',
      '2026-11-30',
      '2026-12-02',
      '2026-12-04',
      '2026-12-05',
    ])
  })

  test('[003-55] an unanswered attempt moves the promise to the next open day', () => {
    expect(dueAfterUnanswered('2026-11-22', alwaysOpen)).toBe('2026-11-23')
    expect(dueAfterUnanswered('2026-02-16', festival)).toBe('2026-02-20')
  })

  test('[003-55] a calendar that never opens still leaves a promise', () => {
    const never: IsClosed = () => true
    expect(firstDue('2026-02-16', never)).toBe('2026-02-18')
    expect(nextOpenDay('2026-02-16', never)).toBe('2026-02-17')
  })

  test('[003-55] whatever the calendar, a promise falls on an open day after the contact', () => {
    fc.assert(
      fc.property(day, level, calendar, (contact, lvl, isClosed) => {
        const due = nextDue({ lastContactOn: contact, level: lvl, isClosed })
        expect(due > contact).toBe(true)
        expect(isClosed(due)).toBe(false)
        const raw = addDays(contact, DEFAULT_PROMISE_GAPS[lvl])
        // Later than the gap only where no day between contact and gap was open.
        if (due > raw) {
          for (let d = addDays(contact, 1); d < due; d = addDays(d, 1))
            expect(isClosed(d)).toBe(true)
        } else {
          for (let d = addDays(due, 1); d <= raw; d = addDays(d, 1)) expect(isClosed(d)).toBe(true)
        }
      }),
    )
  })

  test('[003-55] a hotter level is never due later', () => {
    fc.assert(
      fc.property(day, calendar, (contact, isClosed) => {
        const dues = INTENT_LEVELS.map((lvl) =>
          nextDue({ lastContactOn: contact, level: lvl, isClosed }),
        )
        expect([...dues].sort()).toEqual(dues)
      }),
    )
  })
})

describe('a level that becomes hotter', () => {
  const pull = (due: Day, lastContactOn: Day, newGap: number, isClosed = alwaysOpen) =>
    pullForward({ due, lastContactOn, newGap, today: '2026-11-22', isClosed })

  test('[003-54] pulls the promise to last contact + new gap', () => {
    expect(pull('2026-12-05', '2026-11-20', 7)).toBe('2026-11-27')
  })

  test('[003-54] never before the next open day', () => {
    expect(pull('2026-12-05', '2026-11-10', 2)).toBe('2026-11-23')
    expect(pull('2026-12-05', '2026-11-10', 2, closedOn('2026-11-23'))).toBe('2026-11-24')
  })

  test('[003-54] leaves a promise that is sooner', () => {
    expect(pull('2026-11-24', '2026-11-21', 7)).toBe('2026-11-24')
  })

  test('[003-54] leaves what is due today or overdue, so that no breach is hidden', () => {
    expect(pull('2026-11-22', '2026-11-10', 2)).toBe('2026-11-22')
    expect(pull('2026-11-15', '2026-11-10', 2)).toBe('2026-11-15')
  })

  test('[003-54] never delays, and what it moves falls on an open day after today', () => {
    const past = fc.nat(60)
    fc.assert(
      fc.property(
        day,
        past,
        fc.integer({ min: -10, max: 60 }),
        gap,
        calendar,
        (today, ago, ahead, newGap, isClosed) => {
          const due = addDays(today, ahead)
          const pulled = pullForward({
            due,
            lastContactOn: addDays(today, -ago),
            newGap,
            today,
            isClosed,
          })
          expect(pulled <= due).toBe(true)
          if (pulled !== due) {
            expect(pulled > today).toBe(true)
            expect(isClosed(pulled)).toBe(false)
          }
        },
      ),
    )
  })
})

describe('first promises of an imported register', () => {
  const cards = (count: number, consultantId: string, lvl: IntentLevel, from = 0) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${consultantId}-${lvl}-${from + i}`,
      consultantId,
      level: lvl,
    }))

  test('[003-55] begin on the day of import, H first, at most 8 a day', () => {
    const planned = planFirstPromises(
      [...cards(6, 'chen', 'C'), ...cards(5, 'chen', 'H'), ...cards(6, 'chen', 'B')],
      '2026-11-22',
      alwaysOpen,
    )
    const on = (d: Day) => [...planned].filter(([, due]) => due === d).map(([id]) => id)
    expect(on('2026-11-22')).toEqual([
      'chen-H-0',
      'chen-H-1',
      'chen-H-2',
      'chen-H-3',
      'chen-H-4',
      'chen-B-0',
      'chen-B-1',
      'chen-B-2',
    ])
    expect(on('2026-11-23')).toHaveLength(8)
    expect(on('2026-11-24')).toEqual(['chen-C-5'])
  })

  test('[003-55] each consultant has a list of their own', () => {
    const planned = planFirstPromises(
      [...cards(8, 'chen', 'A'), ...cards(8, 'zhao', 'C')],
      '2026-11-22',
      alwaysOpen,
    )
    expect(new Set(planned.values())).toEqual(new Set(['2026-11-22']))
  })

  test('[003-55] closed days take none', () => {
    const isClosed = closedOn('2026-11-22', '2026-11-24')
    const planned = planFirstPromises(cards(10, 'chen', 'A'), '2026-11-22', isClosed)
    expect([...new Set(planned.values())]).toEqual(['2026-11-23', '2026-11-25'])
    expect(openDayFrom('2026-11-22', isClosed)).toBe('2026-11-23')
  })

  test('[003-55] a second import on the same day fills up what the first left', () => {
    const before = (_: string, d: Day) => (d === '2026-11-22' ? 8 : d === '2026-11-23' ? 5 : 0)
    const planned = planFirstPromises(cards(4, 'chen', 'H'), '2026-11-22', alwaysOpen, 8, before)
    expect([...planned.values()]).toEqual(['2026-11-23', '2026-11-23', '2026-11-23', '2026-11-24'])
  })

  test('[003-55] every card gets one open day, no day is overfull, no cooler card comes sooner', () => {
    const someCards = fc.array(fc.tuple(fc.constantFrom('chen', 'zhao', 'liu'), level), {
      maxLength: 80,
    })
    fc.assert(
      fc.property(
        someCards,
        day,
        calendar,
        fc.integer({ min: 1, max: 10 }),
        (rows, from, isClosed, perDay) => {
          const list = rows.map(([consultantId, lvl], i) => ({
            id: String(i),
            consultantId,
            level: lvl,
          }))
          const planned = planFirstPromises(list, from, isClosed, perDay)
          expect(planned.size).toBe(list.length)
          const load = new Map<string, number>()
          for (const card of list) {
            const due = planned.get(card.id) ?? ''
            expect(due >= from && !isClosed(due)).toBe(true)
            const key = `${card.consultantId} ${due}`
            load.set(key, (load.get(key) ?? 0) + 1)
            for (const other of list) {
              const isCooler = compareLevels(other.level, card.level) > 0
              if (isCooler && other.consultantId === card.consultantId) {
                expect(due <= (planned.get(other.id) ?? '')).toBe(true)
              }
            }
          }
          for (const count of load.values()) expect(count).toBeLessThanOrEqual(perDay)
        },
      ),
      { numRuns: 60 },
    )
  })
})
