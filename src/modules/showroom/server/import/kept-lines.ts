import type { Ctx } from '#foundation/ctx.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { cellText } from '#foundation/sheets/cell.ts'
import type { Locale } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { ImportLine } from '../../contracts/import.ts'
import type { RegisterLine } from '../register/classify-register.ts'
import type { RegisterFieldDoubt } from '../register/normalise-line.ts'
import { fieldWords } from '../register/register-fields.ts'
import { type RegisterReason, reasonText } from '../register/register-reasons.ts'
import { type KeptLine, replaceLines } from './import-lines.queries.ts'
import type { ReadRegister } from './read-register.ts'

/** The sealed part of a line that has something to say: cells and reasons as the file has them. */
export interface LineContent {
  cells: Cell[]
  reasons: RegisterReason[]
  doubts: RegisterFieldDoubt[]
  sameAs: number | null
  identity: string | null
}

/** Keeps the lines of an import that people must look at; plain ones live on in their visits. */
export async function keepLines(
  ctx: Ctx,
  operationId: string,
  { sheet, classified }: ReadRegister,
): Promise<void> {
  const notable = classified.lines.filter(
    (line) => line.outcome !== 'taken' || line.doubts.length > 0,
  )
  const wanted = new Set(notable.map((line) => line.row))
  const cellsOf = new Map(
    sheet.rows.filter(({ row }) => wanted.has(row)).map(({ row, cells }) => [row, cells]),
  )
  await replaceLines(
    ctx,
    operationId,
    notable.map((line) => keptLine(ctx, line, cellsOf.get(line.row) ?? [])),
  )
}

function keptLine(ctx: Ctx, line: RegisterLine, cells: Cell[]): KeptLine {
  const { reasons, doubts, sameAs, identity } = line
  const content: LineContent = { cells, reasons, doubts, sameAs, identity }
  return {
    row: line.row,
    outcome: line.outcome,
    // The identity may hold what stood in the number column, so it stays sealed.
    identity: null,
    field: reasons[0]?.field ?? doubts[0]?.field ?? null,
    reason: reasons[0]?.code ?? null,
    sealed: ctx.vault.seal(JSON.stringify(content)),
  }
}

export function openLine(ctx: Ctx, sealed: Buffer | null): LineContent | null {
  return sealed === null ? null : (JSON.parse(ctx.vault.open(sealed)) as LineContent)
}

/** A kept line in words. */
export function presentLine(
  row: number,
  outcome: ImportLine['outcome'],
  content: LineContent,
  locale: Locale,
): ImportLine {
  return {
    row,
    outcome,
    reasons: sentencesOf(outcome, content, locale),
    // A list shows numbers masked like any other; the refused file has them for correcting.
    cells: content.cells.map((cell) => maskPhonesInText(cellText(cell))),
  }
}

function sentencesOf(
  outcome: ImportLine['outcome'],
  { reasons, doubts, sameAs }: LineContent,
  locale: Locale,
): string[] {
  if (outcome === 'refused') return reasons.map((reason) => reasonText(reason, locale))
  if (outcome === 'typed_twice')
    return [locale === 'zh' ? `与第 ${sameAs} 行完全相同` : `The same as line ${sameAs}`]
  return doubts.map(({ field, value }) =>
    locale === 'zh'
      ? `“${fieldWords[field].zh}”看不懂，已留空：${value}`
      : `“${fieldWords[field].en}” was not understood and left empty: ${value}`,
  )
}
