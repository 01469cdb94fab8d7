import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  lastFour,
  looksLikeCompletePhone,
  maskPhone,
  maskPhonesInText,
  normalisePhone,
} from '#shared/phone.ts'

const canonical = (text: string) => normalisePhone(text)?.canonical
const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
const mobiles = fc
  .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`)

describe('reading a phone number', () => {
  test.each([
    '13812345678',
    ' 138 1234 5678 ',
    '138-1234-5678',
    '138.1234.5678',
    '１３８１２３４５６７８',
    '１３８－１２３４－５６７８',
    '+86 13812345678',
    '＋８６　１３８１２３４５６７８',
    '0086-138-1234-5678',
    '86 13812345678',
    '(+86)13812345678',
    '+86(138)12345678',
    '013812345678',
    '\u202d13812345678\u202c',
    '手机：13812345678',
    '电话 13812345678',
    'Tel: 13812345678',
    '13812345678.0',
    "'13812345678",
    '1.3812345678E+10',
  ])('%s is one and the same mobile', (text) => {
    expect(normalisePhone(text)).toEqual({
      kind: 'mobile',
      canonical: '+8613812345678',
      national: '13812345678',
    })
  })

  test.each([
    ['010-12345678', '+861012345678', '010-12345678'],
    ['(0431)87654321', '+8643187654321', '0431-87654321'],
    ['（０４３１）８７６５４３２', '+864318765432', '0431-8765432'],
    ['0431 8765 4321', '+8643187654321', '0431-87654321'],
    ['021-61234567', '+862161234567', '021-61234567'],
    ['+86 431 87654321', '+8643187654321', '0431-87654321'],
    ['+86-0431-87654321', '+8643187654321', '0431-87654321'],
    ['+86 10 12345678', '+861012345678', '010-12345678'],
    ['86-010-62345678', '+861062345678', '010-62345678'],
    ['0431-87654321-801', '+8643187654321;ext=801', '0431-87654321-801'],
    ['0431-87654321转801', '+8643187654321;ext=801', '0431-87654321-801'],
    ['0431-87654321 ext. 801', '+8643187654321;ext=801', '0431-87654321-801'],
  ])('landline %s files as %s', (text, expected, national) => {
    expect(normalisePhone(text)).toEqual({ kind: 'landline', canonical: expected, national })
  })

  test.each([
    ['400-123-4567', '+864001234567', '400-123-4567'],
    ['4001234567', '+864001234567', '400-123-4567'],
    ['400 1234 567', '+864001234567', '400-123-4567'],
    ['8008101234', '+868008101234', '800-810-1234'],
    ['400-123-4567转2', '+864001234567;ext=2', '400-123-4567-2'],
  ])('service number %s files as %s', (text, expected, national) => {
    expect(normalisePhone(text)).toEqual({ kind: '400', canonical: expected, national })
  })

  test.each([
    ['+852 9123 4567', '+85291234567'],
    ['00852 91234567', '+85291234567'],
    ['+1 (415) 555-0123', '+14155550123'],
    ['+49 (0) 30 123456', '+4930123456'],
  ])('foreign number %s files as %s', (text, expected) => {
    expect(normalisePhone(text)).toEqual({
      kind: 'other-country',
      canonical: expected,
      national: expected,
    })
  })

  test('a privacy number keeps its extension', () => {
    expect(canonical('13812345678转1234')).toBe('+8613812345678;ext=1234')
  })

  test.each([
    '',
    '   ',
    '1336286320',
    '166-2910-234',
    '138123456789',
    '12812345678',
    '87654321',
    '010-1234567',
    '0431-876543',
    '4318765432',
    '+86 1336286320',
    '+86 138 1234 567',
    '000000000',
    '0400-1234567',
    '+123',
    '+1234567890123456',
    '400-123-456',
    '微信',
    '138x1234y5678',
    '13812345678/13912345678',
    '9'.repeat(5000),
  ])('"%s" is no phone number', (text) => {
    expect(normalisePhone(text)).toBeUndefined()
    expect(looksLikeCompletePhone(text)).toBe(false)
  })

  test('every mobile reads the same however it is written, and its canonical form reads itself', () => {
    const forms = (n: string) => [
      `+86${n}`,
      `0086 ${n}`,
      fullWidth(n),
      `${n.slice(0, 3)}-${n.slice(3, 7)}-${n.slice(7)}`,
      `${n.slice(0, 3)} ${n.slice(3, 7)} ${n.slice(7)}`,
    ]
    fc.assert(
      fc.property(mobiles, (n) => {
        expect(canonical(n)).toBe(`+86${n}`)
        for (const form of forms(n)) expect(canonical(form)).toBe(`+86${n}`)
      }),
    )
  })

  test('what is read once is read the same again from its canonical and its national form', () => {
    for (const text of ['0431-87654321-801', '010-62345678', '400-123-4567-2', '+85291234567']) {
      const phone = normalisePhone(text)
      expect(normalisePhone(phone?.canonical ?? '')).toEqual(phone)
      expect(normalisePhone(phone?.national ?? '')).toEqual(phone)
    }
  })

  test('a number is complete only at its last digit, so no check runs on a part of it', () => {
    const typed = '13812345678'
    for (let n = 0; n < typed.length; n++)
      expect(looksLikeCompletePhone(typed.slice(0, n))).toBe(false)
    expect(looksLikeCompletePhone(typed)).toBe(true)
  })
})

describe('showing a phone number', () => {
  test('numbers are masked but for their head and last four digits', () => {
    expect(maskPhone('+8613812341234')).toBe('138****1234')
    expect(maskPhone('+8643187651234')).toBe('0431****1234')
    expect(maskPhone('+861062341234;ext=801')).toBe('010****1234')
    expect(maskPhone('+864001231234')).toBe('400****1234')
    expect(maskPhone('+85291231234')).toBe('+852****1234')
    expect(maskPhone('+14155551234')).toBe('+1****1234')
  })

  test('what is too short to mask keeps at most two digits', () => {
    expect(maskPhone('1234')).toBe('****34')
    expect(maskPhone('1336286320')).toBe('****20')
    expect(maskPhone('')).toBe('****')
  })

  test('the last four digits leave the extension out', () => {
    expect(lastFour('+8613812345678')).toBe('5678')
    expect(lastFour('+8643187654321;ext=801')).toBe('4321')
  })
})

describe('numbers typed into remarks', () => {
  test.each([
    ['加微信13812345678,下周来', '加微信138****5678,下周来'],
    ['电话 138 1234 5678', '电话 138****5678'],
    ['１３８１２３４５６７８是他爱人', '138****5678是他爱人'],
    ['138-1234-5678/139-1234-5678', '138****5678/139****5678'],
    ['13812345678 13912345678', '138****5678 139****5678'],
    ['+86 138 1234 5678', '138****5678'],
    ['138_1234_5678', '138****5678'],
    ['13800001391 2345678一二三', '138****1391 2345678一二三'],
    ['1 3 8 1 2 3 4 5 6 7 8', '138****5678'],
    ['wx:a13812345678b', 'wx:a138****5678b'],
    ['1.13812345678', '1.138****5678'],
    ['1.138 1234 5678', '1.138****5678'],
    ['订单9913812345678', '订单****78'],
    ['13812345678****', '138****5678****'],
    ['一三八一二三四五六七八', '138****5678'],
    ['家里0431-87654321', '家里0431****4321'],
    ['(0431)8765 4321', '0431****4321'],
    ['客服400-123-4567', '客服400****4567'],
    ['香港+852 9123 4567', '香港+852****4567'],
    ['身份证220102199003074518', '身份证220***********4518'],
    ['身份证２２０１０２ １９９００３０７ ４５１Ｘ', '身份证220***********451X'],
    ['旧证220102900307451', '旧证220********7451'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(maskPhonesInText(typed)).toBe(kept)
  })

  test.each([
    '置换旧车,预算15.98万-18.98万',
    '2026-09-01 10:46到店,11:18离店',
    '9月13日 13:30 试驾高7,两口子',
    '想要红色🚗,等优惠\n下周再来',
    'VIN LFV3A23C4F3012345 里程 80000',
    '三月十八号来过,要一台二零二六款',
    '金额129800元,定金5000',
    '',
  ])('%s stays as typed', (typed) => {
    expect(maskPhonesInText(typed)).toBe(typed)
  })

  test('no mobile survives in any remark, however it is spread', () => {
    const gap = fc.constantFrom('', ' ', '-', '.', ' - ', '\u200b', '　')
    const words = fc.constantFrom('', '加微信', '电话:', 'tel', '他说 ', '\n')
    fc.assert(
      fc.property(mobiles, gap, words, words, fc.boolean(), (n, g, before, after, wide) => {
        const written = [n.slice(0, 3), n.slice(3, 7), n.slice(7)].join(g)
        const kept = maskPhonesInText(before + (wide ? fullWidth(written) : written) + after)
        expect(kept).toBe(`${before}${n.slice(0, 3)}****${n.slice(7)}${after}`)
      }),
    )
  })

  test('masking again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(mobiles, fc.string(), fc.stringMatching(/^\d{1,12}$/)), { maxLength: 4 }),
        (parts) => {
          const once = maskPhonesInText(parts.join(' '))
          expect(maskPhonesInText(once)).toBe(once)
        },
      ),
    )
  })

  test('a long remark is masked in good time', () => {
    const started = performance.now()
    maskPhonesInText('1 2-3.'.repeat(20_000))
    maskPhonesInText('0'.repeat(100_000))
    maskPhonesInText('1*'.repeat(50_000))
    maskPhonesInText('*'.repeat(100_000) + '1'.repeat(100_000))
    maskPhonesInText('13'.repeat(50_000))
    normalisePhone('1 -'.repeat(30_000))
    normalisePhone('0'.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(1_500)
  })
})
