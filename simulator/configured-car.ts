import { type Configuration, listPriceOf, startConfiguration } from '#shared/configuration.ts'
import type { PriceBook, PriceItem, PriceItemKind } from '#shared/price-book.ts'
import type { Random } from './random.ts'

export type SimulatedPayment = 'cash' | 'loan' | 'lease' | 'trade_in'

const hundredYuan = 10_000
const usedCars = ['2018款 速腾 1.6L', '2017款 朗逸 1.6L', '2019款 思域 1.5T', '2016款 福克斯 1.6L']

/** A car as customers choose it: mostly the usual paint, now and then an option or window film. */
export function configuredCar(
  book: PriceBook,
  random: Random,
  wish: { payment: SimulatedPayment; discountFen: number; depositFen: number },
): Configuration {
  const oneOf = (kind: PriceItemKind, share: number): string[] => {
    const items = book.items.filter((item) => item.kind === kind && item.needs.length === 0)
    return items.length > 0 && random.chance(share) ? [random.pick(items).id] : []
  }
  const start = startConfiguration(book)
  const chosen: Configuration = {
    ...start,
    colourId: oneOf('colour', 0.6)[0] ?? start.colourId,
    optionIds: oneOf('option', 0.35),
    accessories: oneOf('accessory', 0.45).map((itemId) => ({
      itemId,
      quantity: 1,
      isGift: false,
    })),
    discountFen: Math.min(wish.discountFen, book.model.listFen),
    depositFen: wish.depositFen,
    tradeIn:
      wish.payment === 'trade_in'
        ? { text: random.pick(usedCars), allowanceFen: random.whole(20, 80) * 100_000 }
        : null,
  }
  return { ...chosen, finance: financeOf(book, random, chosen, wish.payment) }
}

/** The car at its list price less the discount, with its tax: what is kept of long ago. */
export function plainCar(book: PriceBook, discountFen: number): Configuration {
  const none = { colourId: null, interiorId: null, optionIds: [], insurances: [], fees: [] }
  return {
    ...startConfiguration(book),
    ...none,
    accessories: [],
    discountFen: Math.min(discountFen, book.model.listFen),
  }
}

function financeOf(
  book: PriceBook,
  random: Random,
  chosen: Configuration,
  payment: SimulatedPayment,
): Configuration['finance'] {
  if (payment !== 'loan' && payment !== 'lease') return null
  const offers = book.items.filter(
    (item) => item.kind === 'finance' && (item.rule.isLease === true) === (payment === 'lease'),
  )
  const item = offers.length > 0 ? random.pick<PriceItem>(offers) : undefined
  const terms = item?.rule.terms ?? []
  if (!item || terms.length === 0) return null
  const priceFen = listPriceOf(book, chosen) - chosen.discountFen
  const downPercent = Math.min(90, (item.rule.downPercent ?? 0) + random.pick([0, 10, 20]))
  return {
    itemId: item.id,
    months: random.pick(terms).months,
    downFen: Math.ceil((priceFen * downPercent) / 100 / hundredYuan) * hundredYuan,
  }
}
