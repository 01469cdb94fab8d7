import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chineseAmount } from '#shared/chinese-amount.ts'

const amounts = fc.oneof(
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  fc.integer({ min: 0, max: 99_999_999 }),
  // Amounts full of zeros, where the rules of 零 are.
  fc
    .array(fc.constantFrom('0', '0', '0', '1', '7'), { minLength: 1, maxLength: 15 })
    .map((digits) => Number(digits.join(''))),
)

describe('an amount in Chinese capitals', () => {
  test.each([
    [12345600, '壹拾贰万叁仟肆佰伍拾陆元整'],
    [0, '零元整'],
    [1, '壹分'],
    [50, '伍角整'],
    [55, '伍角伍分'],
    [105, '壹元零伍分'],
    [140950, '壹仟肆佰零玖元伍角整'],
    [600714, '陆仟零柒元壹角肆分'],
    [168032, '壹仟陆佰捌拾元叁角贰分'],
    [10700053, '壹拾万柒仟元伍角叁分'],
    [1640902, '壹万陆仟肆佰零玖元零贰分'],
    [32504, '叁佰贰拾伍元零肆分'],
    [1000, '壹拾元整'],
    [10000000, '壹拾万元整'],
    [10000100, '壹拾万零壹元整'],
    [1000000000000, '壹佰亿元整'],
    [10000000001, '壹亿元零壹分'],
    [10001000000, '壹亿零壹万元整'],
    [100000000000000, '壹万亿元整'],
    [-129800, '负壹仟贰佰玖拾捌元整'],
  ])('%d fen is %s', (fen, text) => {
    expect(chineseAmount(fen)).toBe(text)
  })

  test('reads back as the same amount', () => {
    fc.assert(fc.property(amounts, (fen) => readCapitals(chineseAmount(fen)) === fen))
  })

  test('two amounts never read alike, and a minus is 负', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        expect(chineseAmount(a) === chineseAmount(b)).toBe(a === b)
        if (a > 0) expect(chineseAmount(-a)).toBe(`负${chineseAmount(a)}`)
      }),
    )
  })

  test('never says 零 twice, before a unit, or at the end; 整 closes all but 分', () => {
    fc.assert(
      fc.property(
        amounts.filter((fen) => fen > 0),
        (fen) => {
          const text = chineseAmount(fen)
          expect(text).not.toMatch(/零零|零[拾佰仟万亿元角分整]|^零|亿万/)
          expect(text.endsWith('分')).toBe(fen % 10 !== 0)
          expect(text.endsWith('整')).toBe(fen % 10 === 0)
          expect(text.includes('元')).toBe(fen >= 100)
          expect(text).toMatch(/^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+$/)
        },
      ),
    )
  })

  test('every amount up to 1,000 yuan reads back', () => {
    for (let fen = 0; fen <= 100_000; fen += 1) {
      if (readCapitals(chineseAmount(fen)) !== fen) throw new Error(chineseAmount(fen))
    }
  })

  test('refuses what is no whole number of fen', () => {
    expect(() => chineseAmount(0.5)).toThrow(RangeError)
    expect(() => chineseAmount(Number.NaN)).toThrow(RangeError)
  })
})

/** A reader of capitals, written the other way round: it splits at the highest unit named. */
function readCapitals(text: string): number {
  const [yuan, parts] = text.includes('元') ? halves(text, '元') : ['', text]
  const [jiao, fen] = parts.includes('角') ? halves(parts, '角') : ['', parts]
  return readWhole(yuan) * 100 + readWhole(jiao) * 10 + readWhole(fen.replace(/[分整]/g, ''))
}

function readWhole(text: string): number {
  for (const [name, unit] of [
    ['亿', 100_000_000],
    ['万', 10_000],
    ['仟', 1000],
    ['佰', 100],
    ['拾', 10],
  ] as const) {
    if (!text.includes(name)) continue
    const [above, below] = halves(text, name)
    return readWhole(above) * unit + readWhole(below)
  }
  return Math.max(0, '零壹贰叁肆伍陆柒捌玖'.indexOf(text.replace(/^零/, '') || '零'))
}

function halves(text: string, at: string): [string, string] {
  return [text.slice(0, text.indexOf(at)), text.slice(text.indexOf(at) + 1)]
}
