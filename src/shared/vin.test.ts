import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasVinCheckDigit, normaliseVin, vinTail } from '#shared/vin.ts'

describe('vehicle identification numbers', () => {
  test('a VIN reads the same in full width, lower case and with spaces', () => {
    for (const text of [
      '1m8gdm9axkp042788',
      '1M8GDM9A XKP042788',
      '１Ｍ８ＧＤＭ９ＡＸＫＰ０４２７８８',
      '*1M8GDM9AXKP042788*',
    ]) {
      expect(normaliseVin(text)).toBe('1M8GDM9AXKP042788')
    }
  })

  test('I, O and Q, which no VIN has, are read as digits', () => {
    expect(normaliseVin('IM8GDM9AXKPO42788')).toBe('1M8GDM9AXKP042788')
  })

  test('what has not 17 characters is no VIN', () => {
    for (const text of [
      '',
      '1M8GDM9AXKP04278',
      '1M8GDM9AXKP0427889',
      '吉A12345',
      '1M8GDM9AXKP04278é',
    ]) {
      expect(normaliseVin(text)).toBeUndefined()
    }
  })

  test('the check digit is known for published examples', () => {
    expect(hasVinCheckDigit('1M8GDM9AXKP042788')).toBe(true)
    expect(hasVinCheckDigit('11111111111111111')).toBe(true)
    expect(hasVinCheckDigit('5GZCZ43D13S812715')).toBe(true)
    expect(hasVinCheckDigit('1M8GDM9A1KP042788')).toBe(false)
    expect(hasVinCheckDigit('too short')).toBe(false)
  })

  test('a digit typed wrong is found', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 4, 6, 10, 12, 16),
        fc.integer({ min: 0, max: 9 }),
        (at, digit) => {
          const vin = '11111111111111111'
          const typed = vin.slice(0, at) + digit + vin.slice(at + 1)
          return hasVinCheckDigit(typed) === (digit === 1)
        },
      ),
    )
  })

  test('the tail is the last six characters', () => {
    expect(vinTail('1M8GDM9AXKP042788')).toBe('042788')
  })
})
