import type { App } from '../app.ts'
import type { StoreInfo } from '../ctx.ts'

/** What taking an operation back did. */
export interface TakenBack {
  /** Records taken back, and those that stay because somebody worked on them since. */
  withdrawn: number
  restored: number
  kept: number
}

/** A kind of operation that can be taken back as a whole: imports now, merges and hand-overs later. */
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
