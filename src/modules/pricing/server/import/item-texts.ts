import { toHalfWidth } from '#shared/full-width.ts'
import type { Fen } from '#shared/money.ts'
import { type MoneyUnit, readAmount } from './read-amounts.ts'

export interface NamedItem {
  name: string
  /** Null where the text names no price. */
  fen: Fen | null
}

const longestName = 60
// 珠光白(+2000), 全景天窗+8000元, 真皮座椅 0.8万
const PRICED = /^(.*?)\s*(?:[(（]\s*)?\+\s*([\d.,]+\s*(?:万元?|w|元)?)\s*[)）]?$/i

/** What one cell lists: 极地白、幻影黑(+2000); undefined where a price in it is no amount. */
export function readItemTexts(
  text: string,
  units: { unit?: MoneyUnit | undefined; beside?: MoneyUnit | undefined },
): NamedItem[] | undefined {
  const items: NamedItem[] = []
  for (const part of text.split(/[、;；\n|]|[,，](?!\d{3}(?!\d))|\/(?!\d)/)) {
    const piece = part.trim()
    if (piece === '') continue
    const match = PRICED.exec(toHalfWidth(piece))
    if (!match) {
      items.push({ name: piece.slice(0, longestName), fen: null })
      continue
    }
    const amount = readAmount(match[2] ?? '', units)
    const name = (match[1] ?? '').trim()
    if (!amount || name === '') return undefined
    items.push({ name: name.slice(0, longestName), fen: amount.fen })
  }
  return items
}
