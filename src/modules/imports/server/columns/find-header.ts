// Which line of a sheet is the header: titles, store names and blank lines may stand above it.
import { cellText, type SheetRow } from '#foundation/sheets/cell.ts'
import type { HeaderMatcher } from './header-words.ts'

export interface Header {
  /** Line of the (lower) header line from 1; null where there is none. */
  row: number | null
  /** The upper one, where group titles stand over the header. */
  firstRow: number | null
  texts: string[]
}

const SEARCHED_LINES = 40
const TWO_LINES_GAIN = 1.5

/** Finds the header line, or the pair of lines that make it together. `told` is the user's choice. */
export function findHeader(
  rows: readonly SheetRow[],
  matcher: HeaderMatcher,
  told?: number,
): Header {
  const toldRow = rows.find((row) => row.row === told)
  if (toldRow) return single(toldRow)
  let best: Header = { row: null, firstRow: null, texts: [] }
  let bestScore = 0
  const searched = rows.slice(0, SEARCHED_LINES)
  for (const [index, row] of searched.entries()) {
    const alone = single(row)
    const aloneScore = scoreOf(alone.texts, matcher)
    if (aloneScore > bestScore) [best, bestScore] = [alone, aloneScore]
    const next = searched[index + 1]
    if (next === undefined || next.row !== row.row + 1) continue
    const pair = together(row, next, matcher)
    const pairScore = scoreOf(pair.texts, matcher)
    if (pairScore >= Math.max(bestScore, scoreOf(single(next).texts, matcher)) + TWO_LINES_GAIN) {
      best = pair
      bestScore = pairScore
    }
  }
  const width = best.texts.filter((text) => text.trim() !== '').length
  const fewest = Math.min(matcher.fewest, Math.max(2, width))
  return bestScore >= fewest * 0.7 && countFields(best.texts, matcher) >= fewest
    ? best
    : { row: null, firstRow: null, texts: [] }
}

function single(row: SheetRow): Header {
  return { row: row.row, firstRow: row.row, texts: row.cells.map(cellText) }
}

/** Lower words count; a group title counts where below it is nothing, or makes one word with it. */
function together(upper: SheetRow, lower: SheetRow, matcher: HeaderMatcher): Header {
  const width = Math.max(upper.cells.length, lower.cells.length)
  let group = ''
  const texts = Array.from({ length: width }, (_, index) => {
    const above = cellText(upper.cells[index]).trim()
    const below = cellText(lower.cells[index]).trim()
    if (above !== '') group = above
    if (below === '') return above
    return matcher.match(below).size > 0 ? below : `${group}${below}`
  })
  return { row: lower.row, firstRow: upper.row, texts }
}

/** Sum of the best match per field; a field named twice counts once. */
export function scoreOf(texts: readonly string[], matcher: HeaderMatcher): number {
  const best = new Map<string, number>()
  for (const text of texts) {
    const [match] = [...matcher.match(text)].sort((a, b) => b[1] - a[1])
    if (match) best.set(match[0], Math.max(best.get(match[0]) ?? 0, match[1]))
  }
  return [...best.values()].reduce((sum, score) => sum + score, 0)
}

function countFields(texts: string[], matcher: HeaderMatcher): number {
  return new Set(texts.map((text) => [...matcher.match(text).keys()][0] ?? '').filter(Boolean)).size
}
