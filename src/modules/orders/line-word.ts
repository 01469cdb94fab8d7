import type { LineKind } from './contract.ts'

/** The word of a kind of line; two of them are other words than the ways of paying. */
export function lineWord(kind: LineKind) {
  if (kind === 'trade_in') return 'line_trade_in'
  return kind === 'other' ? 'line_other' : kind
}
