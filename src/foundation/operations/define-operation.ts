import { runInStore } from '../app.ts'
import { keepKind } from './kinds.ts'
import type { RecordedKind } from './operation.ts'
import { takeBackOperation } from './take-back.ts'

/**
 * Declares a kind of operation whose inverse is recorded by `runOperation`. List it in
 * `Module.operations` as well, so that the command `undo` knows it.
 */
export function defineOperation(kind: Omit<RecordedKind, 'takeBack'>): RecordedKind {
  const made: RecordedKind = {
    ...kind,
    takeBack: (app, store, operationId, { withTouched }) =>
      runInStore(app, store, (ctx) =>
        takeBackOperation(ctx, made, operationId, { touched: withTouched ? 'take_back' : 'keep' }),
      ),
  }
  keepKind(made)
  return made
}
