import { parseMoney } from '#shared/money.ts'

/** An amount typed in yuan as fen; null where nothing is typed, undefined where it is no amount. */
export function fenOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const fen = parseMoney(text)
  return fen === undefined || fen < 0 ? undefined : fen
}

/** An amount as it stands in a field; empty for none. */
export const yuanOf = (fen: number | null | undefined) =>
  typeof fen === 'number' ? String(fen / 100) : ''
