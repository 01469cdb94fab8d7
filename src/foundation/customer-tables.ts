import type { Phrase } from '#shared/words.ts'
import type { Ctx } from './ctx.ts'

/** A column as a person reads it in their own access package. */
export interface CustomerColumn {
  column: string
  title: Phrase
  /** With which key it is sealed; opened for the package. */
  sealed?: 'customer' | 'installation'
  /** The words of stored ids and codes in the language of the request; lists are said one by one. */
  say?: (ctx: Ctx, stored: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/**
 * A table that keeps rows about customers. Declared once by its module (`Module.customerTables`) and
 * read by merging, access packages and erasing alike; a test finds every table that names a
 * customer and is not declared.
 */
export interface CustomerTable {
  table: string
  /** The column that names the customer. */
  customerColumn: string
  /** Its sheet in the access package. */
  title: Phrase
  /** What the person is shown, in this order; nothing where the rows are about the product alone. */
  shown: readonly CustomerColumn[]
  /** Rows the product computes from others: nobody's work, so they keep no customer from being taken back. */
  computed?: true
  /** On a merge the rows go over to the customer that stays, or remain where they are. */
  merged: 'move' | 'stay'
  /**
   * What erasing does: `delete` removes the rows; `keep` touches nothing, because nothing in them is
   * personal once the person's key is gone; else the columns named are emptied.
   */
  erased: 'delete' | 'keep' | readonly string[]
  /** Why rows stay although the person is erased: the law that requires it. */
  keptBecause?: Phrase
}
