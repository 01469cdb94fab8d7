import { type Ctx, can } from '#foundation/ctx.ts'
import { addDays, type Day, daysBetween, dayInZone } from '#shared/days.ts'
import { formatYuan } from '#shared/money.ts'
import { hasVinCheckDigit } from '#shared/vin.ts'
import { say, translator } from '#shared/words.ts'
import type { LateKind, Order, OrderCar, OrderHead } from '../contract.ts'
import type { OrderRules } from '../contracts/steps.ts'
import { orderWords } from '../words.ts'
import type { CarRow } from './cars.queries.ts'
import { reachesOrder } from './orders.policy.ts'
import type { ChangeRow, CreditRow, LineRow, OrderLineRow, OrderRow } from './orders.queries.ts'

/** Since which day an order is in its state. */
export function stateSince(ctx: Ctx, row: OrderRow): Day {
  const made = dayInZone(row.made_at, ctx.store.timeZone)
  if (row.state === 'signed') return row.signed_on ?? made
  if (row.state === 'delivered') return row.delivered_on ?? made
  if (row.state === 'cancelled') return row.cancelled_on ?? made
  return made
}

/** Why an order under way is late, the weightier reason first. */
export function latenessOf(
  ctx: Ctx,
  row: OrderRow,
  rules: OrderRules,
  today: Day,
): LateKind | null {
  if (row.state !== 'draft' && row.state !== 'signed') return null
  if (row.promised_on !== null && row.promised_on < today) return 'promised'
  const patience = row.state === 'draft' ? rules.draftDays : rules.signedDays
  return addDays(stateSince(ctx, row), patience) < today ? 'waiting' : null
}

/** Says names of the price book in the reader's language. */
export type SayItem = (text: string) => string

export function presentHead(
  ctx: Ctx,
  row: OrderLineRow,
  rules: OrderRules,
  sayItem: SayItem,
): OrderHead {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    customer: { id: row.customer_id, name: row.customer ?? '—' },
    opportunityId: row.opportunity_id,
    owner: { id: row.owner_id, name: row.owner ?? '—' },
    keeper: { id: row.keeper_id ?? row.owner_id, name: row.keeper ?? row.owner ?? '—' },
    seriesId: row.series_id,
    seriesName: row.series,
    modelId: row.model_id,
    modelText: row.model_text,
    colour: row.colour,
    modelName: row.model_name,
    colourName: sayItem(row.colour),
    quantity: row.quantity,
    amountFen: row.amount_fen,
    discountFen: row.discount_fen,
    paidFen: row.paid_fen,
    balanceFen: row.state === 'cancelled' ? 0 : row.amount_fen - row.paid_fen,
    madeAt: row.made_at.toISOString(),
    signedOn: row.signed_on,
    promisedOn: row.promised_on,
    deliveredOn: row.delivered_on,
    cancelledOn: row.cancelled_on,
    daysInState: Math.max(0, daysBetween(stateSince(ctx, row), today)),
    late: latenessOf(ctx, row, rules, today),
    vins: row.vins ?? [],
    version: row.version,
  }
}

export function presentCar(row: CarRow): OrderCar {
  return {
    id: row.id,
    vin: row.vin,
    hasCheckDigit: hasVinCheckDigit(row.vin),
    vehicleId: row.vehicle_id,
    allocatedAt: row.allocated_at.toISOString(),
    allocatedBy: row.allocator,
    releasedAt: row.released_at?.toISOString() ?? null,
    releaseReason: row.release_reason,
    deliveredOn: row.delivered_on,
  }
}

export interface OrderParts {
  lines: LineRow[]
  credits: CreditRow[]
  cars: CarRow[]
  changes: ChangeRow[]
}

export function presentOrder(
  ctx: Ctx,
  row: OrderLineRow,
  rules: OrderRules,
  sayItem: SayItem,
  parts: OrderParts,
): Order {
  const isUnderWay = row.state === 'draft' || row.state === 'signed'
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return {
    ...presentHead(ctx, row, rules, sayItem),
    quoteId: row.quote_id,
    listFen: row.list_fen,
    paymentMethod: row.payment_method,
    note: row.note,
    cancelReason: row.cancel_reason,
    refundDueFen: row.state === 'cancelled' ? row.paid_fen : 0,
    lines: parts.lines.map((line) => ({
      kind: line.kind,
      name: line.name,
      quantity: line.quantity,
      unitFen: line.unit_fen,
      amountFen: line.amount_fen,
      note: line.note,
      shownAs: line.name === row.model_text ? row.model_name : sayItem(line.name),
    })),
    credits: parts.credits.map((one) => ({
      id: one.person_id,
      name: one.name ?? '—',
      percent: one.percent,
    })),
    cars: parts.cars.map(presentCar),
    history: parts.changes.map((change, index) => ({
      id: change.id,
      kind: change.kind,
      at: change.at.toISOString(),
      by: change.person,
      reason: change.reason,
      version: change.version,
      changes: differencesOf(ctx, change.before, nextOf(parts.changes, index, row, parts.lines)),
    })),
    may: {
      change: isUnderWay && reachesOrder(ctx, row, 'orders.write'),
      sign: row.state === 'draft' && reachesOrder(ctx, row, 'orders.sign'),
      cancel:
        row.state === 'draft'
          ? reachesOrder(ctx, row, 'orders.write')
          : row.state === 'signed' && reachesOrder(ctx, row, 'orders.cancel'),
      deliver: row.state === 'signed' && reachesOrder(ctx, row, 'orders.deliver'),
      undeliver:
        row.state === 'delivered' &&
        row.delivered_on === today &&
        reachesOrder(ctx, row, 'orders.cancel') &&
        can(ctx, 'orders.cancel', 'team'),
      pay: reachesOrder(ctx, row, 'payments.write'),
      steps: reachesOrder(ctx, row, 'orders.steps'),
      contracts: isUnderWay && reachesOrder(ctx, row, 'orders.write'),
    },
  }
}

/** How an order stood: what a change keeps. */
export interface Snapshot {
  modelText: string
  colour: string
  paymentMethod: string | null
  promisedOn: string | null
  note: string
  amountFen: number
  lines: { kind: string; name: string; quantity: number; amountFen: number }[]
}

export function snapshotOf(row: OrderRow, lines: readonly LineRow[]): Snapshot {
  return {
    modelText: row.model_text,
    colour: row.colour,
    paymentMethod: row.payment_method,
    promisedOn: row.promised_on,
    note: row.note,
    amountFen: row.amount_fen,
    lines: lines.map((line) => ({
      kind: line.kind,
      name: line.name,
      quantity: line.quantity,
      amountFen: line.amount_fen,
    })),
  }
}

/** What followed a change: how the next one found the order, else the order as it is. */
function nextOf(
  changes: readonly ChangeRow[],
  index: number,
  row: OrderRow,
  lines: readonly LineRow[],
): Snapshot {
  const later = changes.slice(index + 1).find((change) => change.before !== null)
  return later ? (later.before as Snapshot) : snapshotOf(row, lines)
}

function differencesOf(ctx: Ctx, before: unknown, after: Snapshot) {
  if (before === null || before === undefined) return []
  const was = before as Snapshot
  const t = translator(orderWords, ctx.locale)
  const none = t('nothing')
  const lineText = (one: Snapshot) =>
    one.lines
      .map(
        (line) => `${line.name} ×${line.quantity} ${formatYuan(line.amountFen, { whole: true })}`,
      )
      .join(ctx.locale === 'zh' ? '；' : '; ') || none
  const method = (value: string | null) =>
    value === null ? none : say(orderWords[value as 'cash'], ctx.locale)
  const fields: [string, string, string][] = [
    [t('model'), was.modelText || none, after.modelText || none],
    [t('colour'), was.colour || none, after.colour || none],
    [t('paymentMethod'), method(was.paymentMethod), method(after.paymentMethod)],
    [t('promisedOn'), was.promisedOn ?? none, after.promisedOn ?? none],
    [t('amount'), formatYuan(was.amountFen), formatYuan(after.amountFen)],
    [t('lines'), lineText(was), lineText(after)],
    [t('note'), was.note || none, after.note || none],
  ]
  return fields
    .filter(([, from, to]) => from !== to)
    .map(([field, from, to]) => ({ field, from, to }))
}
