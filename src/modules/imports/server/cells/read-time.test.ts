import { describe, expect, it } from 'vitest'
import type { Cell } from '#foundation/sheets/cell.ts'
import { readTime } from './read-time.ts'

describe('a time in a register', () => {
  it.each<[Cell, number]>([
    [{ serial: 0.4041666666666667 }, 582],
    [{ serial: 46266.404166666 }, 582],
    [0.4041666666666667, 582],
    ['9:42', 582],
    ['09:42', 582],
    ['9:42:30', 582],
    ['９：４２', 582],
    ['9：42', 582],
    ['9点42分', 582],
    ['9点42', 582],
    ['9时42分', 582],
    ['9.42', 582],
    [9.42, 582],
    ['0942', 582],
    [942, 582],
    ['上午9:42', 582],
    ['9:42 AM', 582],
    ['9点', 540],
    ['9点半', 570],
    ['9.5', 590],
    ['9', 540],
    ['下午2:05', 845],
    ['2:05 pm', 845],
    ['下午14:05', 845],
    ['晚上7点', 1140],
    ['中午12:10', 730],
    ['中午1点', 780],
    ['12:30 am', 30],
    ['2026-09-01 09:42', 582],
    ['17:00', 1020],
    ['00:00', 0],
  ])('is read from %j', (cell, minutes) => {
    expect(readTime(cell)?.minutes).toBe(minutes)
  })

  it.each<[Cell]>([[''], ['上午'], ['25:00'], ['9:60'], ['王芳'], [null], [true], [13812345678]])(
    'is not read from %j',
    (cell) => {
      expect(readTime(cell)).toBeNull()
    },
  )

  it.each(['10:46-11:18', '10:46~11:18', '10:46至11:18', '10点46分到11点18分'])(
    'may be a span: %s',
    (text) => {
      expect(readTime(text)).toEqual({ minutes: 646, until: 678 })
    },
  )
})
