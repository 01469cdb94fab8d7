import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownBy } from './shown-by.ts'

const at = (hour: number) => Date.UTC(2026, 8, 15, hour)
const ten = { id: 'ten', startsAt: at(10), ignoredVisitId: null }
const eleven = { id: 'eleven', startsAt: at(11), ignoredVisitId: null }
const four = { id: 'four', startsAt: at(16), ignoredVisitId: null }

describe('which appointment a visit shows', () => {
  test('the one nearest to the arrival', () => {
    expect(shownBy({ id: 'v', arrivedAt: at(15), leftAt: null }, [ten, four])).toEqual(['four'])
    expect(shownBy({ id: 'v', arrivedAt: at(9), leftAt: null }, [ten, four])).toEqual(['ten'])
  })

  test('and those that began while the party was here, but not the evening’s', () => {
    const visit = { id: 'v', arrivedAt: at(10), leftAt: at(12) }
    expect(shownBy(visit, [four, eleven, ten])).toEqual(['ten', 'eleven'])
  })

  test('never one that somebody said was another visit’s', () => {
    const wrong = { ...ten, ignoredVisitId: 'v' }
    expect(shownBy({ id: 'v', arrivedAt: at(10), leftAt: null }, [wrong])).toEqual([])
  })

  test('asked again after closing, everything shown at the opening is still shown', () => {
    const appointment = fc.record({
      id: fc.uuid(),
      startsAt: fc.integer({ min: at(8), max: at(19) }),
      ignoredVisitId: fc.constant(null),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(appointment, { selector: (one) => one.id, minLength: 1 }),
        fc.integer({ min: at(8), max: at(18) }),
        fc.integer({ min: 0, max: 3_600_000 * 4 }),
        (day, arrivedAt, stay) => {
          const opened = shownBy({ id: 'v', arrivedAt, leftAt: null }, day)
          const closed = shownBy({ id: 'v', arrivedAt, leftAt: arrivedAt + stay }, day)
          expect(opened).toHaveLength(1)
          expect(closed).toEqual(expect.arrayContaining(opened))
        },
      ),
    )
  })
})
