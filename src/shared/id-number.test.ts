import { describe, expect, test } from 'vitest'
import { maskIdNumber, parseIdNumber } from '#shared/id-number.ts'

describe('resident ID numbers', () => {
  test('a number tells birthday, sex and area', () => {
    // The example of GB 11643-1999.
    expect(parseIdNumber('11010519491231002X')).toEqual({
      idNumber: '11010519491231002X',
      birthday: '1949-12-31',
      sex: 'female',
      areaCode: '110105',
    })
    expect(parseIdNumber('440524188001010014')?.sex).toBe('male')
  })

  test('full width, lower case and spaces are the same number', () => {
    for (const text of [
      '11010519491231002x',
      '１１０１０５１９４９１２３１００２Ｘ',
      ' 110105 19491231 002X ',
    ]) {
      expect(parseIdNumber(text)?.idNumber).toBe('11010519491231002X')
    }
  })

  test('a wrong check digit, birthday or length is refused', () => {
    for (const text of [
      '110105194912310021',
      '11010519490231002X',
      '11010519491231002',
      '010105194912310020',
      '',
      '13812345678',
    ]) {
      expect(parseIdNumber(text)).toBeUndefined()
    }
  })

  test('every single wrong digit is found', () => {
    const right = '11010519491231002X'
    for (let at = 0; at < 17; at++) {
      for (let digit = 0; digit <= 9; digit++) {
        const typed = right.slice(0, at) + digit + right.slice(at + 1)
        expect(parseIdNumber(typed) !== undefined).toBe(typed === right)
      }
    }
  })

  test('lists show head and last four', () => {
    expect(maskIdNumber('220102199003074518')).toBe('220***********4518')
    expect(maskIdNumber('12345')).toBe('****5')
    expect(maskIdNumber('12')).toBe('****')
  })
})
