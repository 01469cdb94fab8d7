import type { ImportCounts } from '../contracts/import-record.ts'
import type { JudgedLine, OpenedImport } from './kind.ts'

/** Adds up what judged lines become. */
export function createTally() {
  const counts: ImportCounts = {
    lines: 0,
    taken: 0,
    updated: 0,
    unchanged: 0,
    typedTwice: 0,
    refused: 0,
    doubtful: 0,
  }
  const keyOf = {
    new: 'taken',
    updated: 'updated',
    unchanged: 'unchanged',
    typed_twice: 'typedTwice',
    refused: 'refused',
  } as const
  return {
    add(lines: readonly JudgedLine[]): void {
      for (const line of lines) {
        counts.lines += 1
        counts[keyOf[line.outcome]] += 1
        if (line.outcome === 'refused' || line.outcome === 'typed_twice') continue
        if (line.doubts.length > 0) counts.doubtful += 1
        else if (line.told?.length) counts.told = (counts.told ?? 0) + 1
      }
    },
    counts: (opened: OpenedImport): ImportCounts => ({ ...counts, ...opened.extra() }),
  }
}
