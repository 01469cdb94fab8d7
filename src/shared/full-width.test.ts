import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText, toHalfWidth, toHalfWidthInPlace } from '#shared/full-width.ts'

describe('full-width and half-width text', () => {
  test('full-width digits, letters, punctuation and spaces become half width', () => {
    expect(toHalfWidth('１０：４６')).toBe('10:46')
    expect(toHalfWidth('ＣＣ　（２．０Ｔ）')).toBe('CC (2.0T)')
    expect(toHalfWidth('9。1、“好”—【x】')).toBe('9.1,"好"-[x]')
    expect(toHalfWidth('￥１２，０００')).toBe('¥12,000')
  })

  test('Chinese, emoji, line breaks and case stay', () => {
    expect(toHalfWidth('想要红色🚗,等优惠\n下周再来 Abc')).toBe('想要红色🚗,等优惠\n下周再来 Abc')
  })

  test('zero-width and direction marks of pasted contacts vanish', () => {
    expect(toHalfWidth('\u202d138\u200b1234\ufeff5678\u202c')).toBe('13812345678')
  })

  test('the in-place form keeps every position', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => toHalfWidthInPlace(text).length === text.length,
      ),
    )
  })

  test('half width is reached in one step', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = toHalfWidth(text)
        return toHalfWidth(once) === once
      }),
    )
  })

  test('names and aliases compare without regard to width, case and spaces', () => {
    expect(foldText(' ＣＣ ')).toBe('cc')
    expect(foldText('Ｓａｇｉｔａｒ')).toBe(foldText('sagitar'))
    expect(foldText('欧阳　静 轩')).toBe('欧阳静轩')
    expect(foldText(' \t\n')).toBe('')
    expect(foldText('Cafe\u0301')).toBe(foldText('Café'))
  })
})
