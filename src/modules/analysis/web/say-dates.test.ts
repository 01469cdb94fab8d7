import { expect, test } from 'vitest'
import { sayDatesIn } from './say-dates.ts'

test('a reading says its days as people do, in the language of its reader', () => {
  const note = '2026-05-26 至 2026-09-23 建档的'
  expect(sayDatesIn(note, 'zh')).toBe('2026年5月26日 至 2026年9月23日 建档的')
  expect(sayDatesIn('Filed 2026-05-26 – 2026-09-23', 'en')).toBe('Filed 26 May 2026 – 23 Sept 2026')
  expect(sayDatesIn('+1666.7%', 'en')).toBe('+1666.7%')
})
