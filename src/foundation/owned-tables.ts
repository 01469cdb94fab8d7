import type { Phrase } from '#shared/words.ts'

/**
 * Rows that a consultant has because of a customer: appointments, tasks. Declared once by their
 * module (`Module.ownedTables`); a hand-over gives those that are still open to the new consultant
 * in the same transaction, counts them in its preview, and gives them back when it is taken back.
 */
export interface OwnedTable {
  /** A store table with `id`; rows with `withdrawn_at` set are left alone. */
  table: string
  customerColumn: string
  ownerColumn: string
  /** What still has to be done: the column that says so, and its words. */
  open: { column: string; values: readonly string[] }
  /** How many of them a preview says: `预约`, `Appointments`. */
  title: Phrase
}
