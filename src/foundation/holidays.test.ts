import { describe, expect, test } from 'vitest'
import { defaultClosedDays, holidayMarks } from '#foundation/holidays.ts'
import { isDay } from '#shared/days.ts'

describe('the marks of the calendar', () => {
  test('the published days of 2026 are known, make-up workdays included', () => {
    const marks = holidayMarks([2026])
    const on = (day: string) => marks.find((mark) => mark.day === day)
    expect(on('2026-02-17')).toEqual({
      day: '2026-02-17',
      kind: 'holiday',
      nameZh: '春节',
      nameEn: 'Spring Festival',
      isEstimated: false,
    })
    expect(on('2026-02-14')?.kind).toBe('makeup-workday')
    expect(on('2026-10-07')?.nameEn).toBe('National Day')
    expect(on('2026-11-22')).toBeUndefined()
    expect(marks.filter((mark) => mark.kind === 'makeup-workday')).toHaveLength(6)
  })

  test('2024 to 2026 are published and in order, each day once', () => {
    const marks = holidayMarks([2024, 2025, 2026])
    const days = marks.map((mark) => mark.day)
    expect(marks.some((mark) => mark.isEstimated)).toBe(false)
    expect(new Set(days).size).toBe(days.length)
    expect([...days].sort()).toEqual(days)
    expect(days.every(isDay)).toBe(true)
  })

  test('a year not yet published gets the days by law, marked as estimated', () => {
    const marks = holidayMarks([2032])
    expect(marks.every((mark) => mark.isEstimated && mark.kind === 'holiday')).toBe(true)
    expect(marks).toHaveLength(13)
    expect(marks.map((mark) => mark.day)).toContain('2032-02-11')
    expect(marks.find((mark) => mark.nameZh === '清明')?.day).toBe('2032-04-04')
  })

  test('where a leap month follows, the festivals keep the regular month', () => {
    // 2028 has a leap fifth month: the Dragon Boat Festival is on 28 May.
    expect(holidayMarks([2028]).find((mark) => mark.nameZh === '端午')?.day).toBe('2028-05-28')
  })

  test('a day carries one mark, also where Mid-autumn falls into the National Day', () => {
    const days = holidayMarks([2028, 2031]).map((mark) => mark.day)
    expect(new Set(days).size).toBe(days.length)
    expect([...days].sort()).toEqual(days)
    expect(days.filter((day) => day >= '2031-09-01')).toEqual([
      '2031-10-01',
      '2031-10-02',
      '2031-10-03',
    ])
  })

  test('a store is closed on the first three days of the Spring Festival only', () => {
    expect(defaultClosedDays(2024)).toEqual(['2024-02-10', '2024-02-11', '2024-02-12'])
    expect(defaultClosedDays(2025)).toEqual(['2025-01-29', '2025-01-30', '2025-01-31'])
    expect(defaultClosedDays(2026)).toEqual(['2026-02-17', '2026-02-18', '2026-02-19'])
    expect(defaultClosedDays(2027)).toEqual(['2027-02-06', '2027-02-07', '2027-02-08'])
  })
})
