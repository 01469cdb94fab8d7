import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { beginCounter, highestNumber, raiseCounter } from './orders.queries.ts'

/**
 * The next order number of the store: `DD260915` and the how-manieth of that day. Drawn in the
 * transaction that makes the order, so that a failed one leaves no gap.
 */
export async function nextOrderNumber(ctx: Ctx): Promise<string> {
  const prefix = `DD${dayInZone(ctx.now, ctx.store.timeZone).replaceAll('-', '').slice(2)}`
  return prefix + (await next(ctx, 'orders', prefix, 4))
}

/** The next receipt number of the store: `SJ2609` and the how-manieth of that month; without a gap. */
export async function nextReceiptNumber(ctx: Ctx): Promise<string> {
  const month = dayInZone(ctx.now, ctx.store.timeZone).replaceAll('-', '').slice(2, 6)
  const prefix = `SJ${month}`
  return prefix + (await next(ctx, 'order_payments', prefix, 5))
}

async function next(
  ctx: Ctx,
  table: 'orders' | 'order_payments',
  series: string,
  width: number,
): Promise<string> {
  const known = await raiseCounter(ctx, series)
  if (known !== undefined) return String(known).padStart(width, '0')
  // What came in otherwise may have numbers of the day or month already.
  const highest = await highestNumber(ctx, table, series)
  const before = Number(highest?.slice(series.length) ?? 0)
  const first = await beginCounter(ctx, series, (Number.isFinite(before) ? before : 0) + 1)
  return String(first).padStart(width, '0')
}
