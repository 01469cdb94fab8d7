import { expect, test } from 'vitest'
import { firstProposal, startOf } from './when-form.ts'

test('the form begins at the next full hour, never before ten or after five', () => {
  expect(firstProposal('2026-09-15', '08:10')).toEqual({ day: '2026-09-15', time: '10:00' })
  expect(firstProposal('2026-09-15', '13:10')).toEqual({ day: '2026-09-15', time: '14:00' })
  expect(firstProposal('2026-09-15', '13:40')).toEqual({ day: '2026-09-15', time: '15:00' })
  expect(firstProposal('2026-09-15', '17:40')).toEqual({ day: '2026-09-16', time: '10:00' })
  expect(firstProposal('2026-09-15', '23:59')).toEqual({ day: '2026-09-16', time: '10:00' })
})

test('day and time are the store’s, whatever the browser’s zone', () => {
  expect(startOf({ day: '2026-09-15', time: '14:30' }, 'Asia/Shanghai')?.toISOString()).toBe(
    '2026-09-15T06:30:00.000Z',
  )
  expect(startOf({ day: '2026-09-31', time: '14:30' }, 'Asia/Shanghai')).toBeUndefined()
  expect(startOf({ day: '2026-09-15', time: '' }, 'Asia/Shanghai')).toBeUndefined()
})
