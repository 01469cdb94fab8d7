import type { Ctx } from '#foundation/ctx.ts'
import { listOperationChanges } from '#foundation/operations/operations.queries.ts'
import type { TakenBackCounts, UndoPreview } from '#modules/imports/index.ts'
import { deleteStep, writeSteps } from '../steps.queries.ts'
import { findSteps, type KnownStep } from './import-steps.queries.ts'
import type { StepBefore } from './judge-steps.ts'

const touchedShown = 200

interface Change extends StepBefore {
  orderId: string
  /** Somebody noted the step anew since, or took it back. */
  isTouched: boolean
}

async function changesOf(ctx: Ctx, operationId: string): Promise<Change[]> {
  const rows = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'order_steps')
  const now = await findSteps(ctx, [...new Set(rows.map((row) => row.record_id))])
  return rows.flatMap((row) => {
    if (!row.before_sealed) return []
    const { step, before } = JSON.parse(ctx.vault.open(row.before_sealed)) as StepBefore
    const current = now.find(
      (one: KnownStep) => one.order_id === row.record_id && one.step === step,
    )
    return [
      { step, before, orderId: row.record_id, isTouched: current?.operation_id !== operationId },
    ]
  })
}

/** What taking a list of steps back would do. */
export async function previewStepUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const changes = await changesOf(ctx, operationId)
  const touched = changes.filter((one) => one.isTouched)
  return {
    withdrawn: { order_steps: changes.filter((one) => one.before === null).length },
    restored: changes.filter((one) => one.before !== null).length,
    touched: touched.slice(0, touchedShown).map((one) => ({
      id: one.orderId,
      record: 'order_steps',
      name: one.step,
      day: null,
    })),
    touchedTotal: touched.length,
  }
}

/** Takes a list of steps back: new ones go, changed ones are as before. */
export async function takeStepsBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  const all = await changesOf(ctx, operationId)
  const changes = all.filter((one) => withTouched || !one.isTouched)
  for (const { orderId, step, before } of changes) {
    if (before === null) await deleteStep(ctx, orderId, step)
    else {
      const { version: _version, ...row } = before
      await writeSteps(ctx, [row])
    }
  }
  const withdrawn = changes.filter((one) => one.before === null).length
  return { withdrawn, restored: changes.length - withdrawn, kept: all.length - changes.length }
}
