import { expect, test } from 'vitest'
import { countsAsTry } from './tries.ts'

const zone = 'Asia/Shanghai'
const tried = [{ at: new Date('2026-09-15T02:10:00Z'), onDay: '2026-09-15' }]

test('a try counts on another day at another hour', () => {
  expect(countsAsTry(new Date('2026-09-16T07:00:00Z'), zone, tried)).toBe(true)
})

test('the same day, or the same hour of another day, does not count', () => {
  expect(countsAsTry(new Date('2026-09-15T07:00:00Z'), zone, tried)).toBe(false)
  expect(countsAsTry(new Date('2026-09-16T02:55:00Z'), zone, tried)).toBe(false)
})
