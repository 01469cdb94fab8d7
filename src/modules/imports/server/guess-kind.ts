import { cellText } from '#foundation/sheets/cell.ts'
import { findHeader, scoreOf } from './columns/find-header.ts'
import { type ImportKind, listKinds, type RowSource } from './kind.ts'

/**
 * The kind whose words stand over the columns: the best match per field counts, columns that a
 * kind cannot do without weigh more. Undefined where no kind fits.
 */
export function guessKind(source: RowSource): ImportKind | undefined {
  let best: { kind: ImportKind; score: number } | undefined
  for (const kind of listKinds()) {
    const score = fitOf(kind, source)
    if (score > 0 && score > (best?.score ?? 0)) best = { kind, score }
  }
  return best?.kind
}

const weightOfNeeded = 1
const weightOfUnknown = 0.35

function fitOf(kind: ImportKind, source: RowSource): number {
  const { texts } = findHeader(source.sample, kind.matcher)
  if (texts.length === 0) return 0
  const known = new Set(
    texts.flatMap((text) => {
      const [best] = [...kind.matcher.match(text)].sort((a, b) => b[1] - a[1])
      return best ? [best[0]] : []
    }),
  )
  const needed = Object.entries(kind.fields).filter(([, field]) => field.isNeeded)
  if (needed.some(([key]) => !known.has(key))) return 0
  const unknown = texts.filter(
    (text) => cellText(text).trim() !== '' && kind.matcher.match(text).size === 0,
  )
  return (
    scoreOf(texts, kind.matcher) + needed.length * weightOfNeeded - unknown.length * weightOfUnknown
  )
}
