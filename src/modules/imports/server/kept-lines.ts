import type { Ctx } from '#foundation/ctx.ts'
import { type Cell, cellText } from '#foundation/sheets/cell.ts'
import type { Locale } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type Phrase, say } from '#shared/words.ts'
import type { ImportLine } from '../contract.ts'
import { insertLines } from './imports.queries.ts'
import {
  type Doubt,
  type ImportKind,
  type JudgedLine,
  labelOf,
  type Reason,
  reasonText,
} from './kind.ts'

/** The sealed part of a line that has something to say: cells and reasons as the file has them. */
export interface LineContent {
  cells: Cell[]
  reasons: Reason[]
  doubts: Doubt[]
  sameAs: number | null
  identity: string | null
  told?: Phrase[]
}

/** Keeps the lines of a portion that people must look at; plain ones live on in their records. */
export async function keepLines(
  ctx: Ctx,
  operationId: string,
  lines: readonly JudgedLine[],
): Promise<void> {
  const notable = lines.filter(
    (line) => isProblem(line) || line.doubts.length > 0 || (line.told?.length ?? 0) > 0,
  )
  await insertLines(
    ctx,
    operationId,
    notable.map((line) => {
      const content = {
        cells: line.cells,
        reasons: line.reasons,
        doubts: line.doubts,
        sameAs: line.sameAs,
        // The identity may hold what stood in the number column, so it stays sealed.
        identity: line.identity ?? null,
        told: [...(line.told ?? [])],
      }
      return {
        row: line.row,
        outcome: isProblem(line) ? line.outcome : line.doubts.length > 0 ? 'taken' : 'updated',
        field: line.reasons[0]?.field ?? line.doubts[0]?.field ?? null,
        reason: line.reasons[0]?.code ?? null,
        sealed: ctx.vault.seal(JSON.stringify(content)),
      }
    }),
  )
}

function isProblem(line: JudgedLine): line is JudgedLine & { outcome: 'refused' | 'typed_twice' } {
  return line.outcome === 'refused' || line.outcome === 'typed_twice'
}

export function openLine(ctx: Ctx, sealed: Buffer | null): LineContent | null {
  return sealed === null ? null : (JSON.parse(ctx.vault.open(sealed)) as LineContent)
}

/** A kept line in words. */
export function presentLine(
  kind: ImportKind,
  row: number,
  outcome: ImportLine['outcome'],
  content: LineContent,
  locale: Locale,
): ImportLine {
  return {
    row,
    outcome,
    reasons: sentencesOf(kind, outcome, content, locale).map(maskPhonesInText),
    // A list shows numbers masked like any other; the refused file has them for correcting.
    cells: content.cells.map((cell) => maskPhonesInText(cellText(cell))),
  }
}

function sentencesOf(
  kind: ImportKind,
  outcome: ImportLine['outcome'],
  { reasons, doubts, sameAs, told = [] }: LineContent,
  locale: Locale,
): string[] {
  if (outcome === 'refused') return reasons.map((reason) => reasonText(kind, reason, locale))
  if (outcome === 'typed_twice')
    return [locale === 'zh' ? `与第 ${sameAs} 行完全相同` : `The same as line ${sameAs}`]
  if (outcome === 'told') return told.map((phrase) => say(phrase, locale))
  return doubts.map(({ field, value }) => {
    const label = labelOf(kind, field, locale)
    return locale === 'zh'
      ? `“${label}”看不懂，已留空：${value}`
      : `“${label}” was not understood and left empty: ${value}`
  })
}
