import { describe, expect, test } from 'vitest'
import { usualQuestions } from '#shared/lead-questions.ts'
import { faultOf, readDays, readPlan, readQuestion, sayPlan, typeQuestion } from './rules-form.ts'

const empty = { key: 'k', zh: '', en: '', grade: '', days: '' }

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

  test('a question comes back as it was, with its keys; empty options fall away', () => {
    for (const one of usualQuestions) {
      const question = { ...one, options: one.options.map((option) => ({ ...option })) }
      expect(readQuestion(typeQuestion(question))).toEqual(question)
    }
    const typed = { key: 'q', zh: '付款？', en: '', options: [{ ...empty }] }
    expect(readQuestion(typed)).toEqual({ ...typed, en: '付款？', kind: 'text', options: [] })
  })

  test('a fault is told by its question and option', () => {
    const question = (...options: Partial<typeof empty>[]) => ({
      key: 'q',
      zh: '什么时候买？',
      en: '',
      options: options.map((one, at) => ({ ...empty, key: `k${at}`, ...one })),
    })
    expect(faultOf([question({ zh: '本周', days: '7' }, {})])).toBeUndefined()
    expect(faultOf([question({ zh: '本周' }), question({ zh: '好' }, { grade: 'A' })])).toEqual({
      q: 2,
      n: 2,
      what: 'wrongOption',
    })
    expect(faultOf([question({ zh: '好', days: '366' })])?.what).toBe('wrongOption')
    expect(faultOf([question({ zh: '好', days: 'bald' })])?.what).toBe('wrongOption')
    expect(faultOf([question({ zh: '好' }, { zh: '好 ' })])).toEqual({
      q: 1,
      n: 2,
      what: 'twiceOption',
    })
    expect(faultOf([{ ...question(), zh: ' ' }])?.what).toBe('noQuestion')
  })

  test('gaps are days with commas', () => {
    expect(readDays('3, 4，7')).toEqual([3, 4, 7])
    expect(readDays('3, bald')).toBeUndefined()
    expect(readDays('')).toBeUndefined()
  })
})
