import type { translator } from '#shared/words.ts'
import type { paperWords } from '../paper-words.ts'
import type { PaperCell, PaperTable } from '#shared/paper.ts'

/** What the tables of a paper are made with. */
export type SayPaper = ReturnType<typeof translator<typeof paperWords>>

/** A table of a paper. */
export const tableOf = (table: Omit<PaperTable, 'kind'>): PaperTable => ({
  kind: 'table',
  ...table,
})

/** A share in words, marked where it stands on fewer than the least n; empty without a denominator. */
export const sayShareOf = (numerator: number, denominator: number, leastN: number): PaperCell =>
  denominator === 0
    ? '—'
    : `${((numerator / denominator) * 100).toFixed(1)}%${denominator < leastN ? ' *' : ''}`
