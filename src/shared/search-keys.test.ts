import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bigrams, classifyQuery, plateKeys } from '#shared/search-keys.ts'

const kinds = (text: string) => classifyQuery(text).map((reading) => reading.kind)

describe('two-character keys', () => {
  test('a name gives every pair of neighbouring characters', () => {
    expect(bigrams('欧阳静轩')).toEqual(['欧阳', '阳静', '静轩'])
    expect(bigrams('张三')).toEqual(['张三'])
    expect(bigrams('Ｔｏｍ 王')).toEqual(['to', 'om', 'm王'])
  })

  test('one character is its own key, nothing has none, pairs come once', () => {
    expect(bigrams('王')).toEqual(['王'])
    expect(bigrams(' 　')).toEqual([])
    expect(bigrams('哈哈哈')).toEqual(['哈哈'])
    expect(bigrams('𠮷田')).toEqual(['𠮷田'])
  })

  test('every part of two or more characters has only keys of the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'欧阳静轩王三a1'), { minLength: 2, maxLength: 8 }),
        fc.nat(6),
        (chars, from) => {
          const part = chars.slice(Math.min(from, chars.length - 2)).join('')
          const whole = bigrams(chars.join(''))
          return bigrams(part).every((key) => whole.includes(key))
        },
      ),
    )
  })

  test('a plate is found with and without its province', () => {
    expect(plateKeys('吉a·12345')).toEqual(['吉A12345', 'A12345'])
    expect(plateKeys('无')).toEqual([])
  })
})

describe('what was typed into the search box', () => {
  test('a phone number in any form', () => {
    for (const text of [
      '13812345678',
      '138 1234 5678',
      '+86 138-1234-5678',
      '１３８１２３４５６７８',
    ]) {
      expect(classifyQuery(text)).toEqual([{ kind: 'phone', canonical: '+8613812345678' }])
    }
    expect(classifyQuery('0431-87654321')).toEqual([{ kind: 'phone', canonical: '+8643187654321' }])
  })

  test('the last four digits', () => {
    for (const text of ['5678', '５６７８', '尾号5678', '手机尾号：5678', '****5678']) {
      expect(classifyQuery(text)).toEqual([{ kind: 'lastFour', digits: '5678' }])
    }
  })

  test('a plate, also without its province', () => {
    expect(classifyQuery('吉a 12345')).toEqual([{ kind: 'plate', plate: '吉A12345' }])
    expect(classifyQuery('吉AD12345')).toEqual([{ kind: 'plate', plate: '吉AD12345' }])
    expect(classifyQuery('ad12345')[0]).toEqual({ kind: 'plate', plate: 'AD12345' })
  })

  test('a VIN and its tail', () => {
    expect(classifyQuery('1m8gdm9axkp042788')).toEqual([{ kind: 'vin', vin: '1M8GDM9AXKP042788' }])
    expect(classifyQuery('042788')[0]).toEqual({ kind: 'vinTail', tail: '042788' })
    expect(classifyQuery('kp4278')[0]).toEqual({ kind: 'vinTail', tail: 'KP4278' })
  })

  test('six characters that may be a plate or a VIN tail are read as both', () => {
    expect(kinds('A12345')).toEqual(['vinTail', 'plate', 'name'])
  })

  test('pinyin and its initials, with tones, ü and apostrophes', () => {
    expect(classifyQuery('OYJX')[0]).toEqual({ kind: 'pinyin', letters: 'oyjx' })
    expect(classifyQuery('ouyang jingxuan')[0]).toEqual({
      kind: 'pinyin',
      letters: 'ouyangjingxuan',
    })
    expect(classifyQuery("xi'an")[0]).toEqual({ kind: 'pinyin', letters: 'xian' })
    expect(classifyQuery('lǚ')[0]).toEqual({ kind: 'pinyin', letters: 'lv' })
    expect(classifyQuery('lü')[0]).toEqual({ kind: 'pinyin', letters: 'lv' })
    expect(kinds('Tom')).toEqual(['pinyin', 'name'])
  })

  test('everything else is a name', () => {
    expect(classifyQuery(' 欧阳 静轩 ')).toEqual([{ kind: 'name', text: '欧阳静轩' }])
    expect(kinds('1381234')).toEqual(['name'])
    expect(kinds('王12')).toEqual(['name'])
    expect(classifyQuery('  ')).toEqual([])
  })

  test('any text that is not blank has a reading', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const readings = classifyQuery(`李${text}`)
        return readings.length > 0
      }),
    )
  })
})
