import { describe, expect, it } from 'vitest'
import type { Cell } from '#foundation/sheets/cell.ts'
import { readDay } from './read-day.ts'

const september = { year: 2026, month: 9 }

describe('a day in a register', () => {
  it.each<[Cell]>([
    [{ serial: 46266 }],
    [{ serial: 46266.448 }],
    [46266],
    [20260901],
    ['46266'],
    ['2026/9/1'],
    ['2026-09-01'],
    ['2026.9.1'],
    ['2026年9月1日'],
    ['２０２６／９／１'],
    ['20260901'],
    ['26/9/1'],
    ['26年9月1日'],
    ['9/1/26'],
    ['9/1/2026'],
    ['1/9/2026'],
    ['9月1日'],
    ['9月1号'],
    ['９月１日'],
    [' 9 月 1 日 '],
    ['09-01'],
    ['9.1'],
    [9.1],
    ['9/1'],
    ['0901'],
    ['1日'],
    ['1'],
    [1],
    ['九月一日'],
    ['二〇二六年九月一日'],
    ['9月1日(周二)'],
    ['9月1日 星期二'],
    ['2026-09-01 10:46'],
    ['2026-09-01T10:46:00'],
    ['1 Sep 2026'],
    ['Sep 1, 2026'],
    ['1-Sep'],
    ['Tue 1-Sep-26'],
  ])('is read from %j', (cell) => {
    expect(readDay(cell, september).day).toBe('2026-09-01')
  })

  it.each<[Cell]>([
    [''],
    ['合计'],
    ['9月31日'],
    ['2026-02-30'],
    ['13月1日'],
    ['王芳'],
    [0.44],
    [true],
    [null],
    ['13812345678'],
    [{ serial: 0.44 }],
    [{ serial: 1e12 }],
    [Number.NaN],
  ])('is not read from %j', (cell) => {
    expect(readDay(cell, september).day).toBeNull()
  })

  it('with a time behind it gives the minutes too', () => {
    expect(readDay('2026-09-01 10:46', september).minutes).toBe(646)
    expect(readDay({ serial: 46266 + 646 / 1440 }, september).minutes).toBe(646)
    expect(readDay({ serial: 46266 }, september).minutes).toBeNull()
  })

  it('without a year is marked so', () => {
    const unknown = { year: null, month: null }
    expect(readDay('9月1日', unknown)).toMatchObject({ day: null, isYearless: true })
    expect(readDay('2026-09-01', unknown)).toMatchObject({ isYearless: false })
  })
})
