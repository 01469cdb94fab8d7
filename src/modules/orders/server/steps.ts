import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { orderEvents, ordersError } from '../contract.ts'
import {
  type OrderStep,
  type WinQuery,
  type WinStep,
  type WinTick,
  winSteps,
} from '../contracts/steps.ts'
import { cursorKey } from './cursor-key.ts'
import { factsOf } from './note-order.ts'
import { assertState, lockOrder } from './orders.policy.ts'
import { countOrders, findOrderLine, type OrderRow } from './orders.queries.ts'
import { rulesOf } from './rules.ts'
import {
  deleteStep,
  deleteWinTick,
  listSteps,
  listWinTicks,
  selectWinDeals,
  winWhere,
  writeSteps,
  writeWinTick,
} from './steps.queries.ts'

/** Where an order stands between signing and plate, and which steps of winning are done. */
export async function readProgress(ctx: Ctx, orderId: string) {
  const order = await findOrderLine(ctx, orderId, 'orders.read')
  if (!order) throw coreError('core.not_found')
  ctx.customerId = order.customer_id
  return progressOf(ctx, order)
}

async function progressOf(ctx: Ctx, order: OrderRow) {
  return { steps: await stepsOf(ctx, order), win: await winOf(ctx, order) }
}

/** The steps of the store's rule with what is noted; steps no more in the rule show while noted. */
async function stepsOf(ctx: Ctx, order: OrderRow): Promise<OrderStep[]> {
  const rules = (await rulesOf(ctx)).steps
  const rows = await listSteps(ctx, order.id)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const isOpen = order.state !== 'cancelled'
  const old = rows
    .filter((row) => !rules.some((rule) => rule.key === row.step))
    .map((row) => ({ key: row.step, zh: row.step, en: row.step, dueDays: null }))
  return [...rules, ...old].map((rule) => {
    const row = rows.find((one) => one.step === rule.key)
    const dueOn: Day | null =
      order.signed_on !== null && rule.dueDays !== null
        ? addDays(order.signed_on, rule.dueDays)
        : null
    return {
      key: rule.key,
      zh: rule.zh,
      en: rule.en || rule.zh,
      doneOn: row?.done_on ?? null,
      number: row?.number ?? '',
      note: row?.note ?? '',
      by: row?.person ?? null,
      isFromFile: row ? row.operation_id !== null : false,
      dueOn,
      isLate: isOpen && row === undefined && dueOn !== null && dueOn < today,
      version: row?.version ?? 0,
    }
  })
}

async function winOf(ctx: Ctx, order: OrderRow): Promise<WinTick[]> {
  const rows = await listWinTicks(ctx, order.id)
  return winSteps.map((step) => {
    const row = rows.find((one) => one.step === step)
    const isOrder = step === 'order'
    return {
      step,
      doneAt: (isOrder ? order.signed_at : row?.done_at)?.toISOString() ?? null,
      by: row?.person ?? null,
      note: row?.note ?? '',
      isOwn: isOrder,
    }
  })
}

/** Notes a step with its day, or takes it back. Throws `orders.no_such_step`, `core.stale_version`. */
export async function noteStep(
  ctx: Ctx,
  orderId: string,
  key: string,
  given: { version: number; doneOn: Day | null; number: string; note: string },
) {
  const order = await lockOrder(ctx, orderId, 'orders.steps')
  assertState(ctx, order, 'signed', 'delivered')
  const known = (await listSteps(ctx, orderId)).find((row) => row.step === key)
  if (!known && !(await rulesOf(ctx)).steps.some((rule) => rule.key === key))
    throw ordersError('orders.no_such_step')
  if ((known?.version ?? 0) !== given.version)
    throw coreError('core.stale_version', { current: { version: known?.version ?? 0 } })
  if (given.doneOn !== null && given.doneOn > dayInZone(ctx.now, ctx.store.timeZone))
    throw ordersError('orders.day_in_future')
  if (given.doneOn === null) await deleteStep(ctx, orderId, key)
  else
    await writeSteps(ctx, [
      {
        order_id: orderId,
        step: key,
        done_on: given.doneOn,
        number: maskPhonesInText(given.number),
        note: maskPhonesInText(given.note),
        operation_id: null,
      },
    ])
  noteIt(ctx, order, 'order.step_noted', {
    step: key,
    before: known?.done_on ?? null,
    after: given.doneOn,
  })
  return progressOf(ctx, order)
}

/** Ticks a step of winning, or takes the tick back (seed row 003-57). */
export async function tickWin(
  ctx: Ctx,
  orderId: string,
  step: Exclude<WinStep, 'order'>,
  given: { isDone: boolean; note: string },
) {
  const order = await lockOrder(ctx, orderId, 'orders.steps')
  assertState(ctx, order, 'signed', 'delivered')
  if (given.isDone)
    await writeWinTick(ctx, { order_id: orderId, step, note: maskPhonesInText(given.note) })
  else await deleteWinTick(ctx, orderId, step)
  noteIt(ctx, order, 'order.win_step', { step, isDone: given.isDone })
  return progressOf(ctx, order)
}

function noteIt(ctx: Ctx, order: OrderRow, action: string, detail: Record<string, unknown>): void {
  audit(ctx, {
    action,
    recordType: 'order',
    recordId: order.id,
    detail: { number: order.number, ...detail },
  })
  announce(ctx, { type: orderEvents.stepDone, recordId: order.id, data: factsOf(order) })
}

/** Deals with steps of winning missing, the latest signing first. */
export async function readWinDeals(
  ctx: Ctx,
  query: WinQuery & { cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const where = winWhere(ctx, { ...query, isAll: query.show === 'all' })
  const after = cursorKey(query.cursor, today)
  const rows = await selectWinDeals(ctx, where, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => {
      const done = winSteps.filter((step) => step === 'order' || row.done?.includes(step))
      return {
        orderId: row.id,
        number: row.number,
        customer: { id: row.customer_id, name: row.customer ?? '—' },
        ownerName: row.owner ?? '—',
        modelText: row.model_text,
        state: row.state,
        signedOn: row.signed_on,
        done,
        missing: winSteps.filter((step) => !done.includes(step)),
      }
    }),
    nextCursor: last ? encodeCursor([last.signed_on, last.id], today) : null,
    count: after === undefined ? await countOrders(ctx, where) : null,
  }
}
