import { setImmediate } from 'node:timers/promises'
import type { Ctx } from '#foundation/ctx.ts'
import { foldText } from '#shared/full-width.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { ImportCounts, ImportReport } from '../../contracts/import.ts'
import type { ClassifiedRegister, UnknownWord } from '../register/classify-register.ts'
import type { ColumnMapping } from '../register/column-mapping.ts'
import type { ImportChoices } from './draft.ts'
import { createPlanner, type PlannedLine } from './plan-lines.ts'
import type { ReadRegister } from './read-register.ts'

export const linesAtOnce = 2_000
const wordsShown = 200

/** Tries an import without writing anything: what it would take, change, refuse, and count. */
export async function dryRun(
  ctx: Ctx,
  register: ReadRegister,
  choices: ImportChoices,
): Promise<ImportReport> {
  const { classified, mapping } = register
  const tally = createTally(classified)
  const taken = classified.lines.filter((line) => line.outcome === 'taken')
  const planLines = createPlanner(ctx, taken)
  for (let from = 0; from < taken.length; from += linesAtOnce) {
    tally.add(await planLines(taken.slice(from, from + linesAtOnce)))
    await setImmediate()
  }
  const chosen = new Map(
    Object.entries(choices.consultants ?? {}).map(([name, choice]) => [foldText(name), choice]),
  )
  return {
    mapping: shownMapping(mapping),
    unknown: {
      consultants: shown(classified.unknown.consultants).map((word) => ({
        ...word,
        choice: chosen.get(foldText(word.text)) ?? null,
      })),
      series: shown(classified.unknown.series),
      sources: shown(classified.unknown.sources),
    },
    counts: tally.counts(),
  }
}

/** Adds up what planned lines do. */
export function createTally({ lines, totals }: ClassifiedRegister) {
  const counts: ImportCounts = {
    lines: totals.lines,
    taken: 0,
    updated: 0,
    unchanged: 0,
    typedTwice: totals.typedTwice,
    refused: totals.refused,
    doubtful: lines.filter((line) => line.outcome === 'taken' && line.doubts.length > 0).length,
    newlyFiled: 0,
    repeat: 0,
    unfiled: 0,
    from: null,
    to: null,
  }
  return {
    add(planned: readonly PlannedLine[]): void {
      for (const { action, outcome, line } of planned) {
        if (action === 'unchanged') counts.unchanged += 1
        else if (action === 'update') counts.updated += 1
        else {
          counts.taken += 1
          counts[outcome === 'filed' ? 'newlyFiled' : outcome] += 1
        }
        const { day } = line.values
        if (day === null) continue
        if (counts.from === null || day < counts.from) counts.from = day
        if (counts.to === null || day > counts.to) counts.to = day
      }
    },
    counts: () => ({ ...counts }),
  }
}

/** The samples of a column, with numbers masked like in any list. */
export function shownMapping(mapping: ColumnMapping): ColumnMapping {
  const columns = mapping.columns.map((column) => ({
    ...column,
    samples: column.samples.map((sample) => maskPhonesInText(sample).slice(0, 80)),
  }))
  return { ...mapping, columns }
}

function shown(words: readonly UnknownWord[]) {
  return words.slice(0, wordsShown).map(({ text, rows }) => ({
    text: text.slice(0, 200),
    lines: rows.length,
    firstRow: rows[0] ?? 0,
  }))
}
