import { formatYuan, parseMoney } from '#shared/money.ts'

export interface Choice {
  code: string
  name: string
  nameEn: string
  fen: number
}
export interface Term {
  months: number
  rateBp: number
}
/** What was read, or the first line nobody understands, from 1. */
export type Read<T> = { ok: true; items: T[] } | { ok: false; line: number; text: string }

/** Sums insured as lines: `200 万 1631`, with `| 2 million` for the English name. */
export function readChoices(text: string): Read<Choice> {
  return readLines(text, (line) => {
    const [zh = '', en = ''] = line.split('|').map((part) => part.trim())
    const found = /^(.+?)\s+([\d,.]+)$/.exec(zh)
    const fen = parseMoney(found?.[2] ?? '')
    const name = found?.[1]?.trim()
    if (fen === undefined || name === undefined) return undefined
    return { code: name.slice(0, 20), name, nameEn: en, fen }
  })
}

export function writeChoices(choices: readonly Choice[]): string {
  return choices
    .map(
      ({ name, nameEn, fen }) =>
        `${name} ${formatYuan(fen, { whole: true }).replaceAll(',', '')}${nameEn ? ` | ${nameEn}` : ''}`,
    )
    .join('\n')
}

/** Terms as lines of months and rate in per cent: `36 4.3`. */
export function readTerms(text: string): Read<Term> {
  return readLines(text, (line) => {
    const found = /^(\d{1,3})\s+(\d{1,3}(?:\.\d{1,2})?)%?$/.exec(line)
    const months = Number(found?.[1])
    const rate = Number(found?.[2])
    if (!found || months < 1 || months > 120 || rate > 100) return undefined
    return { months, rateBp: Math.round(rate * 100) }
  })
}

export function writeTerms(terms: readonly Term[]): string {
  return terms.map(({ months, rateBp }) => `${months} ${rateBp / 100}`).join('\n')
}

function readLines<T>(text: string, read: (line: string) => T | undefined): Read<T> {
  const items: T[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const item = read(line.trim())
    if (item === undefined) return { ok: false, line: index + 1, text: line.trim() }
    items.push(item)
  }
  return { ok: true, items }
}
