import { setImmediate } from 'node:timers/promises'
import type { Ctx } from '#foundation/ctx.ts'
import { foldText } from '#shared/full-width.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { ImportReport } from '../contracts/import-record.ts'
import type { ImportChoices } from './draft.ts'
import { dropLines, planForGrowingStore } from './imports.queries.ts'
import { keepLines } from './kept-lines.ts'
import { type ImportKind, labelOf, type OpenedImport, type RowSource } from './kind.ts'
import { createTally } from './tally.ts'

/**
 * Tries an import without writing any record: what it would take, change, refuse, and count. Lines
 * with something to say are kept, so that they can be looked at.
 */
export async function dryRun(
  ctx: Ctx,
  operationId: string,
  { kind, source, choices }: { kind: ImportKind; source: RowSource; choices: ImportChoices },
): Promise<ImportReport> {
  const opened = await kind.open(ctx, source, choices)
  const { sheet, otherSheets } = source
  const tally = createTally()
  await planForGrowingStore(ctx.tx)
  await dropLines(ctx.tx, ctx.store.id, operationId)
  for await (const { lines } of opened.lines()) {
    tally.add(lines)
    await keepLines(ctx, operationId, lines)
    await setImmediate()
  }
  return { ...reportOf(ctx, kind, opened, choices, tally), sheet, otherSheets: [...otherSheets] }
}

/** How the columns of a file are understood; no line is looked at. */
export async function readColumns(
  ctx: Ctx,
  { kind, source, choices }: { kind: ImportKind; source: RowSource; choices: ImportChoices },
): Promise<ImportReport> {
  const opened = await kind.open(ctx, source, choices)
  const { sheet, otherSheets } = source
  const report = reportOf(ctx, kind, opened, choices, createTally())
  return { ...report, sheet, otherSheets: [...otherSheets] }
}

/** What is shown of an import that was tried or run. */
export function reportOf(
  ctx: Ctx,
  kind: ImportKind,
  opened: OpenedImport,
  choices: ImportChoices,
  tally: ReturnType<typeof createTally>,
): ImportReport {
  const chosen = new Map(
    Object.entries(choices.consultants ?? {}).map(([name, choice]) => [foldText(name), choice]),
  )
  const unknown = opened.unknown()
  return {
    mapping: shownMapping(opened.mapping),
    unknown: {
      ...unknown,
      consultants: unknown.consultants.map((word) => ({
        ...word,
        choice: chosen.get(foldText(word.text)) ?? null,
      })),
    },
    missing: opened.missing.map((field) => labelOf(kind, field, ctx.locale)),
    counts: tally.counts(opened),
    day: opened.day ?? null,
  }
}

/** The samples of a column, with numbers masked like in any list. */
function shownMapping(mapping: ImportReport['mapping']): ImportReport['mapping'] {
  const columns = mapping.columns.map((column) => ({
    ...column,
    samples: column.samples.map((sample) => maskPhonesInText(sample).slice(0, 80)),
  }))
  return { ...mapping, columns }
}
