import { describe, expect, test } from 'vitest'
import { matches } from '#ui/live.tsx'
import { readSort, writeSort } from '#ui/table/url-state.ts'
import { cssVariables } from '#ui/theme.ts'
import { browserLocale } from '#ui/words.tsx'

describe('small rules of the browser', () => {
  test('news are meant by their type or by all of a kind', () => {
    expect(matches('visits.*', 'visits.opened')).toBe(true)
    expect(matches('visits.opened', 'visits.opened')).toBe(true)
    expect(matches('visits.*', 'visits_old.opened')).toBe(false)
    expect(matches('visits.opened', 'visits.closed')).toBe(false)
  })

  test('an order in the address reads as it is written', () => {
    expect(readSort('-arrivedAt')).toEqual({ by: 'arrivedAt', down: true })
    expect(writeSort({ by: 'name', down: false })).toBe('name')
    expect(readSort('')).toBeUndefined()
  })

  test('the language is Chinese unless the browser asks for another first', () => {
    expect(browserLocale(['zh-TW', 'en'])).toBe('zh')
    expect(browserLocale(['en-GB', 'zh-CN'])).toBe('en')
    expect(browserLocale([])).toBe('zh')
  })

  test('both modes carry the same tokens', () => {
    expect(Object.keys(cssVariables('light'))).toEqual(Object.keys(cssVariables('dark')))
    expect(cssVariables('light')['--level-h']).toMatch(/^#/)
  })
})
