import { describe, expect, test } from 'vitest'
import { formatPlate, isNewEnergyPlate, normalisePlate, plateRegion } from '#shared/plate.ts'

describe('number plates', () => {
  test.each([
    '吉A12345',
    '吉a12345',
    '吉A·12345',
    '吉A 12345',
    ' 吉Ａ１２３４５ ',
    '吉A-12345',
    '吉A•12345',
  ])('%s is the plate 吉A12345', (text) => expect(normalisePlate(text)).toBe('吉A12345'))

  test('the letters O and I of a serial are read as the digits they stand for', () => {
    expect(normalisePlate('京AO12I5')).toBe('京A01215')
  })

  test.each(['京AD12345', '沪AF1234 5', '粤B·D12345', '川A12345D', '浙AA12345', '苏EDK1234'])(
    '%s is a new-energy plate of eight characters',
    (text) => {
      expect(normalisePlate(text)).toHaveLength(8)
      expect(isNewEnergyPlate(text)).toBe(true)
    },
  )

  test.each(['吉A1234学', '京A1234警', '粤Z1234港', '吉A1234挂'])(
    '%s is a marked plate',
    (text) => {
      expect(normalisePlate(text)).toBe(text)
      expect(isNewEnergyPlate(text)).toBe(false)
    },
  )

  test.each([
    '',
    '吉A',
    '吉A1234',
    '吉A1234567',
    'A12345',
    '某A12345',
    '吉112345',
    '吉AL12345',
    '13812345678',
  ])('"%s" is no plate', (text) => {
    expect(normalisePlate(text)).toBeUndefined()
    expect(plateRegion(text)).toBeUndefined()
  })

  test('a plate names its province and office', () => {
    expect(plateRegion('吉a·12345')).toEqual({
      office: '吉A',
      provinceZh: '吉林',
      provinceEn: 'Jilin',
    })
    expect(plateRegion('陕AD12345')?.provinceEn).toBe('Shaanxi')
  })

  test('a plate is shown with its dot', () => {
    expect(formatPlate('吉a12345')).toBe('吉A·12345')
    expect(formatPlate('吉AD12345')).toBe('吉A·D12345')
    expect(formatPlate('无牌')).toBe('无牌')
  })
})
