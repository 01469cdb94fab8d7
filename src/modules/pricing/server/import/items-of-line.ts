import type { LineReader } from '#modules/imports/index.ts'
import { readItemTexts } from './item-texts.ts'
import { type MoneyUnit, readAmount } from './read-amounts.ts'

export const importedKinds = ['colour', 'interior', 'option', 'accessory', 'fee'] as const
export type ItemKindWord = (typeof importedKinds)[number]

const kindWords: readonly (readonly ['car' | ItemKindWord, RegExp])[] = [
  ['car', /^(?:车型|整车|车辆|裸车|车|cars?|models?|vehicles?)$/],
  ['colour', /^(?:外观|外观颜色|外观色|颜色|车身颜色|车漆|colou?rs?|exterior)$/],
  ['interior', /^(?:内饰|内饰颜色|内饰色|interiors?)$/],
  ['option', /^(?:选装|选装包|选装件|选配|选装配置|options?|packages?)$/],
  ['accessory', /^(?:精品|附件|加装|装潢|accessor(?:y|ies))$/],
  ['fee', /^(?:费用|服务费|其他费用|fees?)$/],
]

/** What a line says it is; null where it does not say, undefined for a word nobody knows. */
export function kindOfWord(reader: LineReader): 'car' | ItemKindWord | null | undefined {
  const text = reader.text('kind')?.toLowerCase().replace(/\s/g, '')
  if (text === undefined) return null
  return kindWords.find(([, pattern]) => pattern.test(text))?.[0]
}

export interface LineItem {
  kind: ItemKindWord
  name: string
  nameEn: string | null
  code: string | null
  fen: number
}

const lists = [
  ['colours', 'colour'],
  ['interiors', 'interior'],
  ['options', 'option'],
] as const

/** Everything a line sells with a car: its own item, and what its cells list. Refuses what is no amount. */
export function itemsOf(
  reader: LineReader,
  kind: ItemKindWord | null,
  given: {
    price: number | null
    unitOf: (field: string) => MoneyUnit | undefined
    beside: MoneyUnit | undefined
  },
): LineItem[] | undefined {
  const { beside } = given
  const extraText = reader.text('extra')
  const extra =
    extraText === null ? null : readAmount(extraText, { unit: given.unitOf('extra'), beside })
  if (extra === undefined) {
    reader.refuse('extra', 'not_an_amount')
    return undefined
  }
  const items: LineItem[] = []
  const item = reader.text('item')
  if (kind !== null && item !== null)
    items.push({
      kind,
      name: item.slice(0, 60),
      nameEn: reader.text('itemEn')?.slice(0, 80) ?? null,
      code: reader.text('code')?.slice(0, 30) ?? null,
      fen: extra?.fen ?? given.price ?? 0,
    })
  for (const [field, listed] of lists) {
    const text = reader.text(field)
    if (text === null) continue
    const unit = given.unitOf('extra')
    const named = readItemTexts(text, { unit, beside })
    if (named === undefined) {
      reader.refuse(field, 'not_an_amount')
      return undefined
    }
    // One colour with a price of its own column is that colour's price.
    const alone = named.length === 1 && item === null ? extra?.fen : undefined
    for (const { name, fen } of named)
      items.push({ kind: listed, name, nameEn: null, code: null, fen: fen ?? alone ?? 0 })
  }
  return items
}
