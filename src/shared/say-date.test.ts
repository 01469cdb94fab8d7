import { expect, test } from 'vitest'
import { sayCell } from '#shared/paper.ts'
import { sayMoment } from '#shared/say-date.ts'

test('paper says a day as a date in its language, never as 2026-11-22', () => {
  expect(sayCell({ day: '2026-11-22' }, 'zh')).toBe('2026年11月22日')
  expect(sayCell({ day: '2026-09-03' }, 'en')).toBe('3 Sept 2026')
  expect(sayCell(129_800, 'zh')).toBe('129,800')
  expect(sayCell(null, 'en')).toBe('')
})

test('the foot of a paper has date and time of the store, not of the server', () => {
  const late = new Date('2026-09-14T16:30:00Z')
  expect(sayMoment(late, 'Asia/Shanghai', 'zh')).toBe('2026年9月15日 00:30')
  expect(sayMoment(late, 'Asia/Shanghai', 'en')).toBe('15 Sept 2026 00:30')
})
