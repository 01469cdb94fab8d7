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

/** The fields that headers stand for, each once; words with one meaning are settled first. */
function fieldsOf(kind: ImportKind, texts: readonly string[]): Set<string> {
  const matches = texts
    .map((text) => [...kind.matcher.match(text)].sort((a, b) => b[1] - a[1]))
    .sort((a, b) => a.length - b.length)
  const known = new Set<string>()
  for (const match of matches) {
    const found = match.find(([field]) => !known.has(field))
    if (found) known.add(found[0])
  }
  return known
}

function fitOf(kind: ImportKind, source: RowSource): number {
  const { texts } = findHeader(source.sample, kind.matcher)
  if (texts.length === 0) return 0
  const known = fieldsOf(kind, texts)
  const needed = Object.entries(kind.fields).filter(([, field]) => field.isNeeded)
  if (needed.some(([key]) => !known.has(key))) return 0
  const unknown = texts.filter(
    (text) => cellText(text).trim() !== '' && kind.matcher.match(text).size === 0,
  )
  return (
    scoreOf(texts, kind.matcher) + needed.length * weightOfNeeded - unknown.length * weightOfUnknown
  )
}
