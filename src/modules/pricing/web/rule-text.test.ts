import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChoices, readTerms, writeChoices, writeTerms } from './rule-text.ts'

test('terms and sums insured read back as they were written', () => {
  const terms = fc.array(
    fc.record({
      months: fc.integer({ min: 1, max: 120 }),
      rateBp: fc.integer({ min: 0, max: 10_000 }),
    }),
  )
  fc.assert(
    fc.property(terms, (items) => {
      expect(readTerms(writeTerms(items))).toEqual({ ok: true, items })
    }),
  )
  const choices = [
    { code: '200 万', name: '200 万', nameEn: '2 million', fen: 1_631_00 },
    { code: '100 万', name: '100 万', nameEn: '', fen: 1_252_50 },
  ]
  expect(readChoices(writeChoices(choices))).toEqual({ ok: true, items: choices })
})

test('a line nobody understands is named', () => {
  expect(readTerms('12 0\n\n三十六 4.3')).toEqual({ ok: false, line: 3, text: '三十六 4.3' })
  expect(readTerms('36 101')).toMatchObject({ ok: false, line: 1 })
  expect(readChoices('200 万')).toMatchObject({ ok: false, line: 1 })
})
