import { describe, expect, test } from 'vitest'
import {
  addWorkingMinutes,
  isWorking,
  nextWorkingInstant,
  type WorkingHours,
  workingMinutes,
} from './working-hours.ts'

const hours: WorkingHours = {
  opensAt: '09:00',
  closesAt: '18:00',
  timeZone: 'Asia/Shanghai',
  isClosed: (day) => day === '2026-09-17',
}
const at = (text: string) => new Date(`${text}:00+08:00`)

describe('working hours', () => {
  test('the clock runs in the hours and stands still outside them and on closed days', () => {
    expect(workingMinutes(at('2026-09-15T10:00'), at('2026-09-15T10:25'), hours)).toBe(25)
    expect(workingMinutes(at('2026-09-15T17:50'), at('2026-09-16T09:10'), hours)).toBe(20)
    expect(workingMinutes(at('2026-09-16T17:50'), at('2026-09-18T09:10'), hours)).toBe(20)
    expect(workingMinutes(at('2026-09-15T22:00'), at('2026-09-15T23:00'), hours)).toBe(0)
    expect(workingMinutes(at('2026-09-15T12:00'), at('2026-09-15T11:00'), hours)).toBe(0)
  })

  test('a limit of minutes ends in the hours', () => {
    expect(addWorkingMinutes(at('2026-09-15T10:00'), 30, hours)).toEqual(at('2026-09-15T10:30'))
    expect(addWorkingMinutes(at('2026-09-15T20:00'), 30, hours)).toEqual(at('2026-09-16T09:30'))
    expect(addWorkingMinutes(at('2026-09-16T17:45'), 30, hours)).toEqual(at('2026-09-18T09:15'))
  })

  test('adding minutes and counting them again agree, whatever the instant', () => {
    for (let n = 0; n < 500; n += 1) {
      const from = new Date(at('2026-09-14T00:00').getTime() + n * 17 * 60_000)
      const minutes = (n * 37) % 1500
      expect(workingMinutes(from, addWorkingMinutes(from, minutes, hours), hours)).toBe(minutes)
    }
  })

  test('the next instant of work, and whether it is now', () => {
    expect(nextWorkingInstant(at('2026-09-17T10:00'), hours)).toEqual(at('2026-09-18T09:00'))
    expect(nextWorkingInstant(at('2026-09-16T10:00'), hours)).toEqual(at('2026-09-16T10:00'))
    expect(isWorking(at('2026-09-16T10:00'), hours)).toBe(true)
    expect(isWorking(at('2026-09-17T10:00'), hours)).toBe(false)
    expect(isWorking(at('2026-09-16T18:00'), hours)).toBe(false)
  })
})
