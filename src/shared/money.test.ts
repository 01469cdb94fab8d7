import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatWan, formatYuan, isFen, parseMoney, thousands } from '#shared/money.ts'

describe('money', () => {
  test('fen are shown as yuan with thousands', () => {
    expect(formatYuan(12_980_000)).toBe('129,800.00')
    expect(formatYuan(12_980_000, { whole: true, symbol: true })).toBe('¥129,800')
    expect(formatYuan(12_980_005, { whole: true })).toBe('129,800.05')
    expect(formatYuan(-5)).toBe('-0.05')
    expect(formatYuan(0)).toBe('0.00')
    expect(() => formatYuan(0.5)).toThrow(RangeError)
  })

  test('fen are shown in 万元 without trailing zeros', () => {
    expect(formatWan(12_980_000)).toBe('12.98')
    expect(formatWan(12_000_000)).toBe('12')
    expect(formatWan(12_985_500)).toBe('12.99')
    expect(formatWan(123_456_789_000_000)).toBe('123,456,789')
    expect(formatWan(12_980_000, 0)).toBe('13')
    expect(formatWan(-12_980_000)).toBe('-12.98')
    expect(formatWan(-1)).toBe('0')
  })

  test.each([
    ['129800', 12_980_000],
    ['129,800.00', 12_980_000],
    ['１２９，８００元', 12_980_000],
    ['¥ 129800.5', 12_980_050],
    ['￥129800', 12_980_000],
    ['12.98万', 12_980_000],
    ['12.98 万元', 12_980_000],
    ['15w', 15_000_000],
    ['0.29', 29],
    ['-100', -10_000],
    ['1.00', 100],
    ['RMB 100', 10_000],
    ['0', 0],
  ])('%s is read as %i fen', (text, fen) => expect(parseMoney(text)).toBe(fen))

  test.each([
    '',
    '元',
    '12,98',
    '1.234',
    '12.3456789万',
    'about 5',
    '1e5',
    '99999999999999999',
    '1.2.3',
  ])('"%s" is no amount', (text) => expect(parseMoney(text)).toBeUndefined())

  test('what is shown is read back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (fen) => {
        expect(parseMoney(formatYuan(fen))).toBe(fen)
        expect(parseMoney(`${formatWan(fen, 6)}万`)).toBe(fen)
      }),
    )
  })

  test('thousands are parted by commas', () => {
    expect(thousands(999)).toBe('999')
    expect(thousands(1_234_567)).toBe('1,234,567')
    expect(thousands(-1_234)).toBe('-1,234')
    expect(isFen(1.5)).toBe(false)
  })
})
