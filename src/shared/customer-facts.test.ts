import { describe, expect, test } from 'vitest'
import {
  completenessOf,
  customerFacts,
  DEFAULT_FACT_LEVELS,
  isFactOf,
  nextQuestion,
} from './customer-facts.ts'

const person = { kind: 'person' as const, isOwner: false, known: [] }

describe('what must be known at which level', () => {
  test('[001-01] a hotter level needs all a colder one needs, and more, in one order', () => {
    const needed = (['C', 'B', 'A', 'H'] as const).map(
      (level) => completenessOf({ ...person, level }).needed,
    )
    expect(needed[0]).toEqual(['sex', 'source', 'preferences'])
    for (let i = 1; i < needed.length; i++)
      expect(needed[i]?.slice(0, needed[i - 1]?.length)).toEqual(needed[i - 1])
    expect(needed[3]?.length).toBeGreaterThan(needed[2]?.length ?? 0)
  })

  test('without a card an owner is asked as H, anybody else as C', () => {
    const of = (isOwner: boolean) => completenessOf({ ...person, isOwner, level: null }).needed
    expect(of(true)).toEqual(completenessOf({ ...person, level: 'H' }).needed)
    expect(of(false)).toEqual(completenessOf({ ...person, level: 'C' }).needed)
  })

  test('a company is not asked for its hobbies, nor a person for a tax number', () => {
    const levels = { ...DEFAULT_FACT_LEVELS }
    for (const fact of customerFacts) levels[fact] = 'C'
    const company = completenessOf({ ...person, kind: 'company', level: 'C' }, levels).needed
    expect(company).toContain('taxNumber')
    expect(company).not.toContain('hobbies')
    expect(completenessOf({ ...person, level: 'C' }, levels).needed).not.toContain('taxNumber')
    expect(company.every((fact) => isFactOf(fact, 'company'))).toBe(true)
  })

  test('the figure counts what is known of what is needed, and is never rounded up to 100', () => {
    const levels = { ...DEFAULT_FACT_LEVELS }
    for (const fact of customerFacts) levels[fact] = 'never'
    expect(completenessOf({ ...person, level: 'H' }, levels).percent).toBe(100)
    for (const fact of ['sex', 'source', 'hobbies'] as const) levels[fact] = 'C'
    const two = completenessOf({ ...person, level: 'C', known: ['sex', 'hobbies'] }, levels)
    expect(two).toMatchObject({ missing: ['source'], percent: 66 })
  })
})

describe('the one thing to ask', () => {
  test('the first missing; one not known gives way to the next, and comes back after all others', () => {
    const missing = ['source', 'occupation', 'hobbies'] as const
    expect(nextQuestion(missing, new Map())).toBe('source')
    expect(nextQuestion(missing, new Map([['source', '2026-09-01']]))).toBe('occupation')
    const all = new Map([
      ['source', '2026-09-03'],
      ['occupation', '2026-09-01'],
      ['hobbies', '2026-09-02'],
    ])
    expect(nextQuestion(missing, all)).toBe('occupation')
    expect(nextQuestion([], all)).toBeUndefined()
  })
})
