import type { Phrase } from '#shared/words.ts'
import type { App } from '../app.ts'
import type { Ctx, StoreInfo } from '../ctx.ts'

/** What taking an operation back did. */
export interface TakenBack {
  /** Records taken back, and those that stay because somebody worked on them since. */
  withdrawn: number
  restored: number
  kept: number
}

/** A kind of operation that can be taken back as a whole: imports, hand-overs, merges, bulk edits. */
export interface OperationKind {
  kind: string
  /**
   * Takes an operation back in the name of the product. Records touched since stay unless
   * `withTouched`. Throws when it is not done, or was taken back before.
   */
  takeBack(
    app: App,
    store: StoreInfo,
    operationId: string,
    options: { withTouched: boolean },
  ): Promise<TakenBack>
}

/**
 * Rows that belong to a unit of an operation, and are read before and after it: the rows of `table`
 * whose `column` is one of the unit's keys of the kind `key`. Every table has `store_id` and `id`.
 */
export interface Watch {
  table: string
  column: string
  key: string
  /** The columns that matter; without it all. What people change in others is none of the operation's. */
  only?: readonly string[]
  /** Columns that matter to nobody: notes of the product to itself. */
  except?: readonly string[]
  /** Locked before anything is read, so that nobody works on them meanwhile. */
  lock?: true
  /**
   * Which rows somebody may change later although the operation leaves them alone; their image is
   * kept too, so that later work can be taken back with the operation. Without it all; `none` for
   * tables that are only added to.
   */
  keep?: 'none' | ((row: WatchedRow) => boolean)
}

export type WatchedRow = Record<string, unknown> & { id: string }

/** A customer or a card of an operation: shown, kept and taken back as one. */
export interface OperationUnit {
  id: string
  /** Whose key seals what is kept of it. */
  customerId: string | null
  /** Records whose rows are watched, by kind: `{ customer: [id], opportunity: [id] }`. */
  keys: Record<string, readonly string[]>
}

export interface LaterRow {
  unitId: string
  table: string
  row: WatchedRow
}

/** A kind whose inverse is recorded row by row (`runOperation`); `defineOperation` makes it. */
export interface RecordedKind extends OperationKind {
  title: Phrase
  /**
   * What becomes of later work on a unit that is taken back: it is withdrawn with it, or it stays and
   * only what the operation itself changed goes back, column by column.
   */
  laterWork?: 'withdraw' | 'stay'
  /** Before rows get their image again: where later work stays, it may be given another place. */
  beforeRestore?(ctx: Ctx, operationId: string, later: readonly LaterRow[]): Promise<void>
  /** What follows from taking units back beyond their rows: news, numbers claimed across stores. */
  afterTakeBack?(
    ctx: Ctx,
    operationId: string,
    units: readonly OperationUnit[],
    /** Rows made on the units since, where later work stays. */
    later: readonly LaterRow[],
  ): Promise<void>
}
