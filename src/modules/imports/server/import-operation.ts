import { runInStore } from '#foundation/app.ts'
import type { OperationKind } from '#foundation/operations/operation.ts'
import { type ImportKind, operationKindOf } from './kind.ts'
import { takeImportBack } from './undo-import.ts'

/** Imports of a kind as operations that can be taken back. */
export function importOperation(kind: ImportKind): OperationKind {
  return {
    kind: operationKindOf(kind),
    takeBack: (app, store, operationId, options) =>
      runInStore(app, store, (ctx) => takeImportBack(ctx, operationId, options)),
  }
}
