import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  brokenRules,
  type Configuration,
  sayBrokenRule,
  startConfiguration,
} from '#shared/configuration.ts'
import {
  type DiscountLimit,
  isCovered,
  rolesCovering,
  standardLadder,
} from '#shared/discount-ladder.ts'
import { instalmentPlan } from '#shared/instalments.ts'
import { type ItemRule, type PriceBook, type PriceItem, partOf } from '#shared/price-book.ts'
import { purchaseTax } from '#shared/purchase-tax.ts'
import { quoteLines, quoteTotals } from '#shared/quote-totals.ts'

const item = (
  id: string,
  kind: PriceItem['kind'],
  priceFen: number,
  rule: ItemRule = {},
  more: Partial<PriceItem> = {},
): PriceItem => ({
  id,
  kind,
  name: id,
  nameEn: id,
  priceFen,
  needs: [],
  excludes: [],
  rule,
  ...more,
})

const book: PriceBook = {
  day: '2026-09-15',
  model: {
    id: 'model',
    seriesId: 'series',
    name: '速腾 300TSI',
    nameEn: 'Sagitar',
    energy: 'fuel',
    listFen: 150_000_00,
    authorisedFen: 1_500_00,
  },
  items: [
    item('white', 'colour', 0, { isDefault: true }),
    item('red', 'colour', 2_000_00),
    item('cloth', 'interior', 0, { isDefault: true }),
    item('leather', 'interior', 6_000_00),
    item('tech', 'option', 8_000_00),
    item('park', 'option', 5_000_00, {}, { needs: ['tech'] }),
    item('w18', 'option', 4_500_00, {}, { excludes: ['w19'] }),
    item('w19', 'option', 8_000_00, {}, { excludes: ['w18'] }),
    item('film', 'accessory', 1_980_00),
    item('mats', 'accessory', 480_00),
    item('damage', 'insurance', 566_00, { ratePpm: 13_500 }),
    item('third', 'insurance', 0, {
      choices: [
        { code: '100', name: '100 万', nameEn: '', fen: 1_252_00 },
        { code: '200', name: '200 万', nameEn: '', fen: 1_631_00 },
      ],
    }),
    item('plate', 'fee', 500_00),
    item('fee-loan', 'finance', 0, {
      method: 'fee',
      downPercent: 20,
      terms: [{ months: 24, rateBp: 350 }],
    }),
    item('bank', 'finance', 0, {
      method: 'annual',
      downPercent: 30,
      terms: [{ months: 36, rateBp: 430 }],
    }),
    item('tax', 'tax', 0, { rateBp: 1000, vatBp: 1300 }),
  ],
}

const subset = <T>(...from: T[]) => fc.subarray(from)
const configurations: fc.Arbitrary<Configuration> = fc
  .record({
    quantity: fc.integer({ min: 1, max: 9 }),
    colourId: fc.constantFrom('white', 'red', null),
    interiorId: fc.constantFrom('cloth', 'leather', null),
    optionIds: subset('tech', 'park', 'w18', 'w19'),
    accessories: subset('film', 'mats').chain((ids) =>
      fc
        .tuple(...ids.map(() => fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean())))
        .map((how) =>
          ids.map((itemId, n) => ({
            itemId,
            quantity: how[n]?.[0] ?? 1,
            isGift: how[n]?.[1] ?? false,
          })),
        ),
    ),
    third: fc.constantFrom('100', '200', null),
    hasDamage: fc.boolean(),
    plate: fc.option(fc.option(fc.integer({ min: 0, max: 1_000_00 }))),
    paysTax: fc.boolean(),
    loan: fc.option(
      fc.tuple(fc.constantFrom('fee-loan', 'bank'), fc.integer({ min: 0, max: 150_000_00 })),
    ),
    tradeIn: fc.option(fc.integer({ min: 0, max: 300_000_00 })),
    discountFen: fc.integer({ min: 0, max: 150_000_00 }),
    depositFen: fc.integer({ min: 0, max: 50_000_00 }),
  })
  .map(({ third, hasDamage, plate, loan, tradeIn, ...rest }) => ({
    modelId: 'model',
    ...rest,
    insurances: [
      ...(hasDamage ? [{ itemId: 'damage', choice: null }] : []),
      ...(third === null ? [] : [{ itemId: 'third', choice: third }]),
    ],
    fees: plate === null ? [] : [{ itemId: 'plate', amountFen: plate }],
    finance:
      loan === null
        ? null
        : { itemId: loan[0], months: loan[0] === 'bank' ? 36 : 24, downFen: loan[1] },
    tradeIn: tradeIn === null ? null : { text: '', allowanceFen: tradeIn },
  }))

describe('the figures of a quote', () => {
  test('[001-45] are whole fen and the sums of its lines, whatever is chosen', () => {
    fc.assert(
      fc.property(configurations, (chosen) => {
        const totals = quoteTotals(book, chosen)
        const lines = quoteLines(book, chosen)
        for (const value of Object.values(totals)) expect(Number.isSafeInteger(value)).toBe(true)
        const all = lines.reduce((sum, line) => sum + line.amountFen, 0)
        expect(all).toBe(totals.totalFen - totals.tradeInFen)
        expect(totals.carFen).toBe(totals.listFen - totals.discountFen)
        expect(totals.dueFen + totals.tradeInFen + totals.loanFen + totals.depositFen).toBe(
          totals.totalFen,
        )
        expect(totals.basisFen).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('[001-45] n like cars cost n times one, deposit and trade-in once', () => {
    fc.assert(
      fc.property(configurations, (given) => {
        const chosen = { ...given, finance: null }
        const one = quoteTotals(book, { ...chosen, quantity: 1 })
        const many = quoteTotals(book, chosen)
        expect(many.totalFen).toBe(one.totalFen * chosen.quantity)
        expect(many.tradeInFen).toBe(one.tradeInFen)
        expect(many.basisFen).toBe(one.basisFen)
      }),
    )
  })

  test('[001-45] a broken rule is always named, and a whole configuration breaks none', () => {
    expect(brokenRules(book, startConfiguration(book))).toEqual([])
    fc.assert(
      fc.property(configurations, (chosen) => {
        const broken = brokenRules(book, chosen)
        const has = (id: string) => chosen.optionIds.includes(id)
        expect(broken.some(({ rule }) => rule === 'needs')).toBe(has('park') && !has('tech'))
        expect(broken.some(({ rule }) => rule === 'excludes')).toBe(has('w18') && has('w19'))
        for (const rule of broken) {
          expect(sayBrokenRule(book, rule, 'zh')).not.toMatch(/[{}]/)
          expect(sayBrokenRule(book, rule, 'en')).not.toMatch(/[{}]/)
        }
      }),
    )
  })

  test('[001-45] a choice of another kind or not sold any more is refused', () => {
    const start = startConfiguration(book)
    expect(brokenRules(book, { ...start, colourId: 'leather' })).toEqual([
      { rule: 'not_sold', itemId: 'leather' },
    ])
    expect(brokenRules(book, { ...start, optionIds: ['gone'] })[0]).toMatchObject({
      rule: 'not_sold',
    })
    expect(
      brokenRules(book, { ...start, insurances: [{ itemId: 'third', choice: '500' }] })[0]?.rule,
    ).toBe('sum_insured')
  })
})

describe('instalments', () => {
  const loans = fc.record({
    loanFen: fc.integer({ min: 1_000_00, max: 5_000_000_00 }),
    months: fc.constantFrom(1, 3, 12, 24, 36, 60),
    rateBp: fc.integer({ min: 0, max: 2400 }),
    method: fc.constantFrom('annual' as const, 'fee' as const),
    residualPercent: fc.constantFrom(0, 0, 30, 50),
  })

  test('[001-45] pay the loan back to the fen, the last making up for rounding', () => {
    fc.assert(
      fc.property(loans, ({ residualPercent, ...loan }) => {
        const residualFen = Math.floor((loan.loanFen * residualPercent) / 100)
        const plan = instalmentPlan({ ...loan, residualFen })
        const principal = plan.rows.reduce((sum, row) => sum + row.principalFen, 0)
        expect(plan.rows).toHaveLength(loan.months)
        expect(principal + plan.residualFen).toBe(loan.loanFen)
        expect(plan.rows.at(-1)?.balanceFen).toBe(plan.residualFen)
        for (const row of plan.rows) {
          expect(row.paymentFen).toBe(row.principalFen + row.interestFen)
          expect(row.interestFen).toBeGreaterThanOrEqual(0)
        }
        if (loan.method === 'fee')
          expect(plan.interestFen).toBe(partOf(loan.loanFen, loan.rateBp, 10_000))
        if (loan.rateBp === 0) expect(plan.interestFen).toBe(0)
        // All but the last are equal, and the last differs by cents, not by yuan.
        expect(Math.abs(plan.lastFen - plan.monthlyFen)).toBeLessThanOrEqual(loan.months * 3)
      }),
    )
  })

  test('[001-45] a known loan: 100,000 at 4.3 % over 36 months is 2,965.76 a month', () => {
    const plan = instalmentPlan({
      loanFen: 100_000_00,
      months: 36,
      rateBp: 430,
      method: 'annual',
    })
    // 100,000 × r ÷ (1 − (1 + r)^−36), r = 4.3 % ÷ 12.
    const r = 0.043 / 12
    expect(plan.monthlyFen).toBe(Math.round((100_000_00 * r) / (1 - (1 + r) ** -36)))
    expect(instalmentPlan({ loanFen: 0, months: 12, rateBp: 0, method: 'fee' }).rows).toEqual([])
  })
})

describe('the purchase tax', () => {
  test.each([
    // 113,000 with VAT is 100,000 without: 10,000.
    [113_000_00, {}, 10_000_00],
    [163_000_00, {}, 14_424_78],
    [226_000_00, { reliefPercent: 100, reliefCapFen: 30_000_00 }, 0],
    // 400,000 ÷ 1.13 × 10 % = 35,398.23, of which 30,000 are let off.
    [400_000_00, { reliefPercent: 100, reliefCapFen: 30_000_00 }, 5_398_23],
    // Half of 17,699.12 stays below the cap of 15,000.
    [200_000_00, { reliefPercent: 50, reliefCapFen: 15_000_00 }, 8_849_56],
    // Half of 35,398.23 is above it.
    [400_000_00, { reliefPercent: 50, reliefCapFen: 15_000_00 }, 20_398_23],
  ])('[001-45] of %d fen with %o is %d fen', (price, relief, tax) => {
    expect(purchaseTax(price, { rateBp: 1000, vatBp: 1300, ...relief })).toBe(tax)
  })

  test('a part of an amount is exact and rounds half up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 10_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (fen, numerator) => {
          const part = partOf(fen, numerator, 10_000)
          expect(Math.abs(part * 10_000 - fen * numerator)).toBeLessThanOrEqual(5_000)
        },
      ),
    )
    expect([partOf(5, 1, 10), partOf(-5, 1, 10), partOf(15, 1, 10)]).toEqual([1, 0, 2])
  })
})

describe('the ladder of discounts', () => {
  const asked = fc.record({
    basisFen: fc.integer({ min: 0, max: 60_000_00 }),
    listFen: fc.integer({ min: 50_000_00, max: 500_000_00 }),
    isBelowFloor: fc.boolean(),
  })

  test('[002-55] who may give much may give less, and the roles come from the lowest up', () => {
    fc.assert(
      fc.property(asked, fc.integer({ min: 0, max: 100 }), (more, percent) => {
        const less = { ...more, basisFen: Math.floor((more.basisFen * percent) / 100) }
        for (const limit of standardLadder)
          if (isCovered(limit, more)) expect(isCovered(limit, less)).toBe(true)
        const roles = rolesCovering(standardLadder, more)
        expect(roles.at(-1)).toBe('general_manager')
        if (more.isBelowFloor) expect(roles).toEqual(['general_manager'])
      }),
    )
  })

  test('[002-55] both limits hold: per cent to the fen, and the amount', () => {
    const limit: DiscountLimit = {
      roleKey: 'consultant',
      percentBp: 50,
      amountFen: 3_000_00,
      mayGoBelowFloor: false,
    }
    const at = (basisFen: number, listFen: number) =>
      isCovered(limit, { basisFen, listFen, isBelowFloor: false })
    expect([at(750_00, 150_000_00), at(750_01, 150_000_00)]).toEqual([true, false])
    expect([at(3_000_00, 1_000_000_00), at(3_000_01, 1_000_000_00)]).toEqual([true, false])
  })
})
