import { describe, expect, test } from 'vitest'
import { usualQuestions } from '#shared/lead-questions.ts'
import { readDays, readOptions, readPlan, sayOptions, sayPlan } from './rules-form.ts'

describe('the rules of leads as people type them', () => {
  test('a plan of tries is lines of days and time; a line that is none is named', () => {
    const plan = [
      { days: 0, at: '18:30' },
      { days: 1, at: '09:00' },
    ]
    expect(readPlan(sayPlan(plan))).toEqual(plan)
    expect(readPlan('1 9：05')).toEqual([{ days: 1, at: '09:05' }])
    expect(readPlan('1 10:00\nmorgen')).toBe(2)
  })

  test('options come back as they were, with their keys; a wrong grade is named by its line', () => {
    const options = usualQuestions[0]?.options.map((one) => ({ ...one })) ?? []
    expect(readOptions(sayOptions(options), options)).toEqual(options)
    expect(readOptions('好的 | Fine | A | 3\n不 | No | Z', [])).toBe(2)
    expect(readOptions('好的', [])).toEqual([
      { key: 'k1', zh: '好的', en: '好的', grade: null, days: null },
    ])
  })

  test('gaps are days with commas', () => {
    expect(readDays('3, 4，7')).toEqual([3, 4, 7])
    expect(readDays('3, bald')).toBeUndefined()
    expect(readDays('')).toBeUndefined()
  })
})
