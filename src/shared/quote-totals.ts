import { type Configuration, findItem, listPriceOf } from '#shared/configuration.ts'
import { instalmentPlan } from '#shared/instalments.ts'
import type { Fen } from '#shared/money.ts'
import { type PriceBook, type PriceItem, partOf } from '#shared/price-book.ts'
import { purchaseTax } from '#shared/purchase-tax.ts'

export const quoteLineKinds = [
  'car',
  'colour',
  'interior',
  'option',
  'discount',
  'accessory',
  'gift',
  'tax',
  'insurance',
  'fee',
  'trade_in',
] as const
export type QuoteLineKind = (typeof quoteLineKinds)[number]

/** One line of a quote; `amountFen` is what it adds to the bill (0 for gifts, negative for discounts). */
export interface QuoteLine {
  kind: QuoteLineKind
  itemId: string | null
  name: string
  nameEn: string
  quantity: number
  priceFen: Fen
  amountFen: Fen
}

/** The figures of a quote, for all its cars, in fen. */
export interface QuoteTotals {
  listFen: Fen
  discountFen: Fen
  /** What is given along without pay, at its price. */
  giftsFen: Fen
  /** Net price of the cars, as invoiced: list less discount. */
  carFen: Fen
  accessoriesFen: Fen
  taxFen: Fen
  insuranceFen: Fen
  feesFen: Fen
  /** On the road (落地价): cars, accessories, tax, insurance, fees. */
  totalFen: Fen
  tradeInFen: Fen
  depositFen: Fen
  loanFen: Fen
  months: number
  monthlyFen: Fen
  lastFen: Fen
  interestFen: Fen
  residualFen: Fen
  /** Still to pay when the car is fetched: on the road less trade-in, loan and deposit. */
  dueFen: Fen
  /** What counts against the limits of approval, per car: discount and gifts beyond the authorised. */
  basisFen: Fen
}

/** The lines of a configuration, each for all cars; items the book does not hold give none. */
export function quoteLines(book: PriceBook, chosen: Configuration): QuoteLine[] {
  const { quantity } = chosen
  const carFen = listPriceOf(book, chosen) - chosen.discountFen
  const line = (
    kind: QuoteLineKind,
    item: { id: string | null; name: string; nameEn: string },
    priceFen: Fen,
    count = quantity,
  ): QuoteLine => ({
    kind,
    itemId: item.id,
    name: item.name,
    nameEn: item.nameEn,
    quantity: count,
    priceFen,
    amountFen: kind === 'gift' ? 0 : priceFen * count,
  })
  const part = (kind: 'colour' | 'interior' | 'option', id: string | null) => {
    const item = findItem(book, id)
    return item ? [line(kind, item, item.priceFen)] : []
  }
  return [
    line('car', book.model, book.model.listFen),
    ...part('colour', chosen.colourId),
    ...part('interior', chosen.interiorId),
    ...chosen.optionIds.flatMap((id) => part('option', id)),
    ...(chosen.discountFen > 0 ? [line('discount', fixedLines.discount, -chosen.discountFen)] : []),
    ...chosen.accessories.flatMap((accessory) => {
      const item = findItem(book, accessory.itemId)
      const kind = accessory.isGift ? 'gift' : 'accessory'
      return item ? [line(kind, item, item.priceFen, accessory.quantity * quantity)] : []
    }),
    ...(chosen.paysTax ? taxLine(book, carFen, line) : []),
    ...chosen.insurances.flatMap(({ itemId, choice }) => {
      const item = findItem(book, itemId)
      return item ? [line('insurance', insured(item, choice), premium(item, choice, carFen))] : []
    }),
    ...chosen.fees.flatMap(({ itemId, amountFen }) => {
      const item = findItem(book, itemId)
      return item ? [line('fee', item, amountFen ?? item.priceFen)] : []
    }),
    ...(chosen.tradeIn
      ? [line('trade_in', fixedLines.tradeIn, -chosen.tradeIn.allowanceFen, 1)]
      : []),
  ]
}

/** The figures of a configuration. Sums are those of its lines, to the fen. */
export function quoteTotals(book: PriceBook, chosen: Configuration): QuoteTotals {
  const lines = quoteLines(book, chosen)
  const sum = (...kinds: QuoteLineKind[]) =>
    lines.reduce((all, line) => (kinds.includes(line.kind) ? all + line.amountFen : all), 0)
  const listFen = sum('car', 'colour', 'interior', 'option')
  const discountFen = 0 - sum('discount')
  const giftsFen = lines.reduce(
    (all, line) => (line.kind === 'gift' ? all + line.priceFen * line.quantity : all),
    0,
  )
  const carFen = listFen - discountFen
  const accessoriesFen = sum('accessory')
  const taxFen = sum('tax')
  const insuranceFen = sum('insurance')
  const feesFen = sum('fee')
  const totalFen = carFen + accessoriesFen + taxFen + insuranceFen + feesFen
  const tradeInFen = 0 - sum('trade_in')
  const borrowed = borrowing(book, chosen, carFen)
  return {
    listFen,
    discountFen,
    giftsFen,
    carFen,
    accessoriesFen,
    taxFen,
    insuranceFen,
    feesFen,
    totalFen,
    tradeInFen,
    depositFen: chosen.depositFen,
    ...borrowed,
    dueFen: totalFen - tradeInFen - borrowed.loanFen - chosen.depositFen,
    basisFen: approvalBasis({
      discountFen: chosen.discountFen,
      giftsFen: Math.round(giftsFen / chosen.quantity),
      authorisedFen: book.model.authorisedFen,
    }),
  }
}

/** What of a discount counts against the limits: all that is given, beyond what anybody may give. */
export function approvalBasis(given: { discountFen: Fen; giftsFen: Fen; authorisedFen: Fen }): Fen {
  return Math.max(0, given.discountFen + given.giftsFen - given.authorisedFen)
}

function borrowing(book: PriceBook, chosen: Configuration, carFen: Fen) {
  const none = { loanFen: 0, months: 0, monthlyFen: 0, lastFen: 0, interestFen: 0, residualFen: 0 }
  const { finance } = chosen
  const item = findItem(book, finance?.itemId ?? null)
  const term = item?.rule.terms?.find(({ months }) => months === finance?.months)
  if (!finance || !item || !term) return none
  const loanFen = Math.max(0, carFen - finance.downFen * chosen.quantity)
  const plan = instalmentPlan({
    loanFen,
    months: term.months,
    rateBp: term.rateBp,
    method: item.rule.method ?? 'annual',
    residualFen: partOf(carFen, item.rule.residualPercent ?? 0, 100),
  })
  const { monthlyFen, lastFen, interestFen, residualFen } = plan
  return { loanFen, months: term.months, monthlyFen, lastFen, interestFen, residualFen }
}

function premium(item: PriceItem, choice: string | null, carFen: Fen): Fen {
  const sum = item.rule.choices?.find(({ code }) => code === choice)
  return (sum?.fen ?? item.priceFen) + partOf(carFen, item.rule.ratePpm ?? 0, 1_000_000)
}

function insured(item: PriceItem, choice: string | null): PriceItem {
  const sum = item.rule.choices?.find(({ code }) => code === choice)
  if (!sum) return item
  return {
    ...item,
    name: `${item.name} ${sum.name}`,
    nameEn: `${item.nameEn || item.name} ${sum.nameEn || sum.name}`,
  }
}

function taxLine(
  book: PriceBook,
  carFen: Fen,
  line: (kind: 'tax', item: PriceItem, fen: Fen) => QuoteLine,
): QuoteLine[] {
  const rules = book.items.filter(
    ({ kind, rule }) =>
      kind === 'tax' && (rule.energy === undefined || rule.energy === book.model.energy),
  )
  // The line for this energy goes before the one for all.
  const item = rules.find(({ rule }) => rule.energy !== undefined) ?? rules[0]
  return item ? [line('tax', item, purchaseTax(carFen, item.rule))] : []
}

/** The lines that are no item of the price book. */
export const fixedLines = {
  discount: { id: null, name: '现金优惠', nameEn: 'Discount' },
  tradeIn: { id: null, name: '旧车抵价', nameEn: 'Trade-in allowance' },
}
