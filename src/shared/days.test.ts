import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  compareDays,
  dayInZone,
  daysBetween,
  daysFromTo,
  earlierDay,
  firstDayOfMonth,
  instantOf,
  isDay,
  lastDayOfMonth,
  laterDay,
  minutesSince,
  monthOf,
  timeInZone,
  weekday,
} from '#shared/days.ts'

const someDay = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays('2000-01-01', n))

describe('business days', () => {
  test('adding days crosses months, years and leap days', () => {
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  test('what is added can be taken away, and the difference is what was added', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -5_000, max: 5_000 }), (day, count) => {
        const there = addDays(day, count)
        return (
          isDay(there) &&
          addDays(there, -count) === day &&
          daysBetween(day, there) === count &&
          Math.sign(compareDays(there, day)) === Math.sign(count)
        )
      }),
    )
  })

  test('weeks begin on Monday and repeat every seven days', () => {
    expect(weekday('2026-11-22')).toBe(7)
    expect(weekday('2026-11-23')).toBe(1)
    expect(weekday('1960-01-02')).toBe(6)
    fc.assert(fc.property(someDay, (day) => weekday(addDays(day, 7)) === weekday(day)))
  })

  test('a month has its first and last day', () => {
    expect(monthOf('2026-02-17')).toBe('2026-02')
    expect(firstDayOfMonth('2026-02-17')).toBe('2026-02-01')
    expect(lastDayOfMonth('2026-02-17')).toBe('2026-02-28')
    expect(lastDayOfMonth('2024-02')).toBe('2024-02-29')
    expect(lastDayOfMonth('2026-12-31')).toBe('2026-12-31')
    fc.assert(
      fc.property(someDay, (day) => {
        const last = lastDayOfMonth(day)
        return monthOf(last) === monthOf(day) && monthOf(addDays(last, 1)) !== monthOf(day)
      }),
    )
  })

  test('a span lists every day once', () => {
    expect(daysFromTo('2026-02-27', '2026-03-02')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ])
    expect(daysFromTo('2026-03-02', '2026-03-01')).toEqual([])
    expect(earlierDay('2026-03-02', '2026-03-01')).toBe('2026-03-01')
    expect(laterDay('2026-03-02', '2026-03-01')).toBe('2026-03-02')
  })

  test('days that do not exist are refused', () => {
    for (const wrong of ['2026-02-30', '2026-13-01', '2026-1-1', '26-01-01', '', 5, null]) {
      expect(isDay(wrong)).toBe(false)
    }
    expect(() => addDays('tomorrow', 1)).toThrow(RangeError)
  })
})

describe('the store has a time zone', () => {
  test('one instant is two business days in two zones', () => {
    const instant = new Date('2026-09-01T17:30:00Z')
    expect(dayInZone(instant, 'Asia/Shanghai')).toBe('2026-09-02')
    expect(dayInZone(instant, 'UTC')).toBe('2026-09-01')
    expect(timeInZone(instant, 'Asia/Shanghai')).toBe('01:30')
  })

  test('midnight belongs to the day it begins', () => {
    const midnight = instantOf('2026-09-02', '00:00', 'Asia/Shanghai')
    expect(midnight.toISOString()).toBe('2026-09-01T16:00:00.000Z')
    expect(dayInZone(midnight, 'Asia/Shanghai')).toBe('2026-09-02')
    expect(timeInZone(midnight, 'Asia/Shanghai')).toBe('00:00')
    expect(dayInZone(new Date(midnight.getTime() - 1), 'Asia/Shanghai')).toBe('2026-09-01')
  })

  test('a time on a day and back is the same, in every zone', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'UTC', 'Asia/Kolkata')
    const minutes = fc.integer({ min: 0, max: 1439 })
    const days = fc.integer({ min: 0, max: 15_000 }).map((n) => addDays('1995-01-01', n))
    fc.assert(
      fc.property(days, minutes, zones, (day, minute, zone) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const instant = instantOf(day, time, zone)
        return dayInZone(instant, zone) === day && timeInZone(instant, zone) === time
      }),
    )
  })

  test('where clocks change, the earlier of two and the time after a gap are meant', () => {
    expect(instantOf('2026-11-01', '01:30', 'America/New_York').toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    )
    expect(instantOf('2026-03-08', '02:30', 'America/New_York').toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    )
  })

  test('on the day the clocks change, each instant reads by its own offset', () => {
    const reads = (iso: string) => timeInZone(new Date(iso), 'America/New_York')
    expect(reads('2026-03-08T06:59:59Z')).toBe('01:59')
    expect(reads('2026-03-08T07:00:00Z')).toBe('03:00')
    expect(reads('2026-11-01T05:59:00Z')).toBe('01:59')
    expect(reads('2026-11-01T06:00:00Z')).toBe('01:00')
    expect(dayInZone(new Date('1986-08-01T15:30:00Z'), 'Asia/Shanghai')).toBe('1986-08-02')
  })

  test('a time or zone that does not exist is refused', () => {
    expect(() => instantOf('2026-09-01', '24:00', 'Asia/Shanghai')).toThrow(RangeError)
    expect(() => instantOf('2026-02-30', '10:00', 'Asia/Shanghai')).toThrow(RangeError)
    expect(() => instantOf('2026-09-01', '10:00', 'Asia/Nowhere')).toThrow(RangeError)
  })

  test('the timer of a visit counts whole minutes and never runs backwards', () => {
    const since = new Date('2026-09-01T02:00:00Z')
    expect(minutesSince(since, new Date('2026-09-01T02:59:59Z'))).toBe(59)
    expect(minutesSince(since, new Date('2026-09-01T01:00:00Z'))).toBe(0)
  })
})
