import { expect, test } from 'vitest'
import { moveTo } from './option-order.ts'

test('an option moved up or down stands where it was dropped', () => {
  expect(moveTo(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b'])
  expect(moveTo(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
  expect(moveTo(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a'])
})

test('dropped on itself or out of the list it stays', () => {
  const ids = ['a', 'b']
  expect(moveTo(ids, 'a', 0)).toBe(ids)
  expect(moveTo(ids, 'x', 1)).toBe(ids)
  expect(moveTo(ids, 'a', -1)).toBe(ids)
})
