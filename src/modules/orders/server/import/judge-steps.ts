import { hash } from 'node:crypto'
import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import type { ImportRun, Judge, RecordLine, StoreWords } from '#modules/imports/index.ts'
import type { Day } from '#shared/days.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { rulesOf } from '../rules.ts'
import { type NewStep, writeSteps } from '../steps.queries.ts'
import { findOrders, findSteps, type KnownStep } from './import-steps.queries.ts'

export interface StepValues {
  orderNumber: string | null
  vin: string | null
  step: string
  doneOn: Day | null
  number: string
  note: string
}
type Line = RecordLine<StepValues>

/** What an import keeps of a step before it changed it; null: there was none. */
export interface StepBefore {
  step: string
  before: KnownStep | null
}

/** Decides which lines are new steps and which change one: a step is its order and its kind. */
export async function createStepJudge(
  ctx: Ctx,
  _words: StoreWords,
  run: ImportRun | undefined,
): Promise<Judge<StepValues>> {
  const keys = new Map<string, string>()
  for (const rule of (await rulesOf(ctx)).steps)
    for (const name of [rule.key, rule.zh, rule.en]) keys.set(fold(name), rule.key)
  const seen = new Map<string, number>()
  let count = 0
  let position = 0
  return {
    made: () => ({ order_steps: count }),
    async judge(lines) {
      const orders = await ordersOf(ctx, lines)
      const known = await findSteps(ctx, [...new Set(orders.values())])
      const written: { step: NewStep; before: KnownStep | null }[] = []
      for (const line of lines) {
        const { values, reader } = line
        const orderId = orders.get(line)
        const step = keys.get(fold(values.step))
        if (orderId === undefined)
          reader.refuse(values.orderNumber === null ? 'vin' : 'orderNumber', 'no_such_order')
        if (step === undefined) reader.refuse('step', 'no_such_step')
        const mark = `${orderId} ${step}`
        const earlier = seen.get(mark)
        if (earlier !== undefined) reader.refuse('step', 'same_as_line', String(earlier))
        if (reader.reasons.length > 0 || !orderId || !step || values.doneOn === null) continue
        seen.set(mark, reader.row)
        const before = known.find((one) => one.order_id === orderId && one.step === step) ?? null
        const next = {
          order_id: orderId,
          step,
          done_on: values.doneOn,
          number: maskPhonesInText(values.number || (before?.number ?? '')),
          note: maskPhonesInText(values.note || (before?.note ?? '')),
          operation_id: run?.operationId ?? null,
        }
        line.outcome = before === null ? 'new' : isSame(before, next) ? 'unchanged' : 'updated'
        if (line.outcome === 'new') count += 1
        if (line.outcome !== 'unchanged') written.push({ step: next, before })
      }
      if (!run) return
      await writeSteps(
        ctx,
        written.map((one) => one.step),
      )
      await keepBefore(ctx, run.operationId, written, position)
      position += written.length
    },
    async *finish() {
      if (run)
        announce(ctx, { type: 'orders.steps_imported', recordId: run.operationId, data: { count } })
      yield 1
    },
  }
}

const fold = (text: string) => text.toLowerCase().replace(/\s/g, '')

const isSame = (before: KnownStep, next: NewStep): boolean =>
  before.done_on === next.done_on && before.number === next.number && before.note === next.note

async function ordersOf(ctx: Ctx, lines: readonly Line[]): Promise<Map<Line, string>> {
  const rows = await findOrders(
    ctx,
    lines.flatMap(({ values }) => (values.orderNumber ? [values.orderNumber] : [])),
    lines.flatMap(({ values }) => (values.vin ? [values.vin] : [])),
  )
  const found = new Map<Line, string>()
  for (const line of lines) {
    const { orderNumber, vin } = line.values
    const row =
      orderNumber === null
        ? rows.find((one) => one.vin !== null && one.vin === vin)
        : rows.find((one) => one.number === orderNumber)
    if (row) found.set(line, row.id)
  }
  return found
}

async function keepBefore(
  ctx: Ctx,
  operationId: string,
  written: readonly { step: NewStep; before: KnownStep | null }[],
  position: number,
): Promise<void> {
  await insertOperationChanges(
    ctx.tx,
    written.map(({ step, before }, index) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      position: position + index,
      table_name: 'order_steps',
      record_id: step.order_id,
      customer_id: null,
      before_sealed: ctx.vault.seal(
        JSON.stringify({ step: step.step, before } satisfies StepBefore),
      ),
      after_fingerprint: hash('sha256', JSON.stringify(step), 'buffer'),
    })),
  )
}
