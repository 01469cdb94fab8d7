import type { Locale } from '#shared/errors.ts'
import { type Fen, formatYuan } from '#shared/money.ts'
import type { PriceBook, PriceItem, PriceItemKind } from '#shared/price-book.ts'
import { defineWords, say } from '#shared/words.ts'

/** What a customer chose, for one car each; amounts in fen. */
export interface Configuration {
  modelId: string
  quantity: number
  colourId: string | null
  interiorId: string | null
  optionIds: string[]
  accessories: { itemId: string; quantity: number; isGift: boolean }[]
  /** `choice`: the code of the sum insured, where the item has several. */
  insurances: { itemId: string; choice: string | null }[]
  fees: { itemId: string; amountFen: Fen | null }[]
  paysTax: boolean
  /** `downFen` is paid at once for each car; the rest of its price is borrowed. */
  finance: { itemId: string; months: number; downFen: Fen } | null
  tradeIn: { text: string; allowanceFen: Fen } | null
  /** Off the list price of each car. */
  discountFen: Fen
  depositFen: Fen
}

/** Why a configuration cannot be sold, naming the items. */
export type BrokenRule =
  | { rule: 'not_sold'; itemId: string }
  | { rule: 'needs' | 'excludes'; itemId: string; otherId: string }
  | { rule: 'sum_insured'; itemId: string }
  | { rule: 'term'; itemId: string; months: number }
  | { rule: 'down_payment'; itemId: string; leastFen: Fen }
  | { rule: 'down_above_price'; itemId: string }
  | { rule: 'discount'; mostFen: Fen }

/** What a new configuration of a model begins with: the items marked as usual, nothing off. */
export function startConfiguration(book: PriceBook): Configuration {
  const usual = (kind: PriceItemKind) =>
    book.items.filter((item) => item.kind === kind && item.rule.isDefault)
  return {
    modelId: book.model.id,
    quantity: 1,
    colourId: usual('colour')[0]?.id ?? null,
    interiorId: usual('interior')[0]?.id ?? null,
    optionIds: usual('option').map((item) => item.id),
    accessories: usual('accessory').map((item) => ({
      itemId: item.id,
      quantity: 1,
      isGift: false,
    })),
    insurances: usual('insurance').map((item) => ({
      itemId: item.id,
      choice: item.rule.choices?.[0]?.code ?? null,
    })),
    fees: usual('fee').map((item) => ({ itemId: item.id, amountFen: null })),
    paysTax: true,
    finance: null,
    tradeIn: null,
    discountFen: 0,
    depositFen: 0,
  }
}

/** The list price of one car as configured: guide price, colours and options. */
export function listPriceOf(book: PriceBook, chosen: Configuration): Fen {
  const parts = [chosen.colourId, chosen.interiorId, ...chosen.optionIds]
  return parts.reduce<Fen>(
    (sum, id) => sum + (findItem(book, id)?.priceFen ?? 0),
    book.model.listFen,
  )
}

/** Every rule the choices break, in the order of the screen; none means it can be sold. */
export function brokenRules(book: PriceBook, chosen: Configuration): BrokenRule[] {
  const wanted: [string, PriceItemKind][] = [
    ...one(chosen.colourId, 'colour'),
    ...one(chosen.interiorId, 'interior'),
    ...chosen.optionIds.map((id): [string, PriceItemKind] => [id, 'option']),
    ...chosen.accessories.map(({ itemId }): [string, PriceItemKind] => [itemId, 'accessory']),
    ...chosen.insurances.map(({ itemId }): [string, PriceItemKind] => [itemId, 'insurance']),
    ...chosen.fees.map(({ itemId }): [string, PriceItemKind] => [itemId, 'fee']),
    ...one(chosen.finance?.itemId ?? null, 'finance'),
  ]
  const ids = new Set(wanted.map(([id]) => id))
  const broken: BrokenRule[] = []
  for (const [id, kind] of wanted) {
    const item = findItem(book, id)
    if (item?.kind !== kind) broken.push({ rule: 'not_sold', itemId: id })
    else broken.push(...brokenBetween(item, ids))
  }
  return [
    ...broken,
    ...brokenSums(book, chosen),
    ...brokenFinance(book, chosen),
    ...(chosen.discountFen > listPriceOf(book, chosen)
      ? [{ rule: 'discount' as const, mostFen: listPriceOf(book, chosen) }]
      : []),
  ]
}

function brokenBetween(item: PriceItem, ids: ReadonlySet<string>): BrokenRule[] {
  return [
    ...item.needs
      .filter((id) => !ids.has(id))
      .map((otherId) => ({ rule: 'needs' as const, itemId: item.id, otherId })),
    ...item.excludes
      .filter((id) => ids.has(id))
      .map((otherId) => ({ rule: 'excludes' as const, itemId: item.id, otherId })),
  ]
}

function brokenSums(book: PriceBook, chosen: Configuration): BrokenRule[] {
  return chosen.insurances.flatMap(({ itemId, choice }) => {
    const choices = findItem(book, itemId)?.rule.choices ?? []
    return choices.length > 0 && !choices.some(({ code }) => code === choice)
      ? [{ rule: 'sum_insured' as const, itemId }]
      : []
  })
}

function brokenFinance(book: PriceBook, chosen: Configuration): BrokenRule[] {
  const { finance } = chosen
  const item = findItem(book, finance?.itemId ?? null)
  if (!finance || item?.kind !== 'finance') return []
  const price = listPriceOf(book, chosen) - chosen.discountFen
  const leastFen = Math.ceil((price * (item.rule.downPercent ?? 0)) / 100)
  const broken: BrokenRule[] = []
  if (!item.rule.terms?.some(({ months }) => months === finance.months))
    broken.push({ rule: 'term', itemId: item.id, months: finance.months })
  if (finance.downFen < leastFen) broken.push({ rule: 'down_payment', itemId: item.id, leastFen })
  else if (finance.downFen > price) broken.push({ rule: 'down_above_price', itemId: item.id })
  return broken
}

const ruleWords = defineWords({
  not_sold: ['“{item}”现在不能配在这款车上', '“{item}” cannot be had with this model now'],
  needs: ['选“{item}”需要同时选“{other}”', '“{item}” needs “{other}” as well'],
  excludes: ['“{item}”与“{other}”不能同时选', '“{item}” and “{other}” exclude each other'],
  sum_insured: ['请选择“{item}”的保额', 'Choose the sum insured of “{item}”'],
  term: ['“{item}”没有 {months} 期', '“{item}” has no term of {months} months'],
  down_payment: ['“{item}”首付至少 {least} 元', '“{item}” needs at least ¥{least} down'],
  down_above_price: ['“{item}”的首付超过了车价', 'The down payment of “{item}” exceeds the price'],
  discount: ['优惠不能超过 {most} 元', 'The discount cannot exceed ¥{most}'],
  unknown: ['已下架的项目', 'an item no longer sold'],
})

/** A broken rule in words. */
export function sayBrokenRule(book: PriceBook, broken: BrokenRule, locale: Locale): string {
  const name = (id: string) => {
    const item = findItem(book, id)
    return item ? nameIn(item, locale) : say(ruleWords.unknown, locale)
  }
  return say(ruleWords[broken.rule], locale, {
    ...('itemId' in broken ? { item: name(broken.itemId) } : {}),
    ...('otherId' in broken ? { other: name(broken.otherId) } : {}),
    ...('months' in broken ? { months: broken.months } : {}),
    ...('leastFen' in broken ? { least: formatYuan(broken.leastFen, { whole: true }) } : {}),
    ...('mostFen' in broken ? { most: formatYuan(broken.mostFen, { whole: true }) } : {}),
  })
}

/** An item of the book by id. */
export function findItem(book: PriceBook, id: string | null): PriceItem | undefined {
  return id === null ? undefined : book.items.find((item) => item.id === id)
}

/** A name in the person's language; the Chinese one where there is no other. */
export function nameIn(item: { name: string; nameEn: string }, locale: Locale): string {
  return locale === 'zh' ? item.name : item.nameEn || item.name
}

const one = (id: string | null, kind: PriceItemKind): [string, PriceItemKind][] =>
  id === null ? [] : [[id, kind]]
