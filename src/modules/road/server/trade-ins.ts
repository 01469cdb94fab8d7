import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { loadCustomer, ownersWithin } from '#modules/customers/index.ts'
import { findOpenCard } from '#modules/opportunities/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { Permission } from '#shared/permissions.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { normalisePlate } from '#shared/plate.ts'
import { normaliseVin } from '#shared/vin.ts'
import { roadError, roadEvents } from '../contract.ts'
import { type TradeIn, usualValidDays } from '../contracts/trade-ins.ts'
import { nextPage, placeOf } from './pages.ts'
import {
  countFilesOf,
  countRows,
  findTradeIn,
  insertTradeIn,
  listRows,
  type TradeInRow,
  updateTradeIn,
} from './trade-ins.queries.ts'

export interface TradeInsAsked {
  decision?: TradeIn['decision'] | undefined
  waiting?: boolean | undefined
  customerId?: string | undefined
  cursor?: string | undefined
  limit: number
}

const todayOf = (ctx: Ctx): Day => dayInZone(ctx.now, ctx.store.timeZone)

/** One page of the trade-ins of one's cards, the newest first. */
export async function readTradeIns(ctx: Ctx, asked: TradeInsAsked) {
  const query = { ...asked, today: todayOf(ctx) }
  const rows = await listRows(ctx, query, {
    limit: asked.limit + 1,
    after: placeOf(asked.cursor, query.today),
  })
  const page = rows.slice(0, asked.limit)
  return {
    items: await presentAll(ctx, page),
    nextCursor: nextPage(rows, asked.limit, query.today, (row) => row.made_at.toISOString()),
    count: asked.cursor ? null : await countRows(ctx, query),
  }
}

async function presentAll(ctx: Ctx, rows: readonly TradeInRow[]): Promise<TradeIn[]> {
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => [row.owner_id, row.appraised_by ?? row.owner_id]),
  )
  const today = todayOf(ctx)
  return rows.map((row) => ({
    id: row.id,
    customer: { id: row.customer_id, name: row.customer_name },
    opportunityId: row.opportunity_id,
    ownerId: row.owner_id,
    ownerName: names.get(row.owner_id) ?? null,
    car: row.car,
    plate: row.plate,
    vin: row.vin,
    year: row.year,
    mileageKm: row.mileage_km,
    condition: row.condition as TradeIn['condition'],
    conditionNote: row.condition_note,
    photoIds: row.photo_ids,
    askedFen: row.asked_fen,
    appraisedFen: row.appraised_fen,
    appraisedBy: row.appraised_by ? (names.get(row.appraised_by) ?? null) : null,
    appraisedOn: row.appraised_on,
    validUntil: row.valid_until,
    isExpired: row.valid_until !== null && row.valid_until < today,
    decision: row.decision as TradeIn['decision'],
    decisionNote: row.decision_note,
    madeAt: row.made_at.toISOString(),
    version: row.version,
  }))
}

async function read(ctx: Ctx, id: string): Promise<TradeIn> {
  const row = await findTradeIn(ctx, id)
  if (!row) throw coreError('core.not_found')
  const [one] = await presentAll(ctx, [row])
  return one as TradeIn
}

type Facts = Partial<{
  car: string | undefined
  plate: string | null | undefined
  vin: string | null | undefined
  year: number | null | undefined
  mileageKm: number | null | undefined
  condition: TradeIn['condition'] | undefined
  conditionNote: string | undefined
  photoIds: string[] | undefined
  askedFen: number | null | undefined
}>

/** Records which car a customer would trade in; the id again gives it as it is now. */
export async function addWish(
  ctx: Ctx,
  customerId: string,
  given: Facts & { id?: string | undefined; car: string },
): Promise<TradeIn> {
  const customer = await loadCustomer(ctx, customerId)
  const card = await findOpenCard(ctx, customerId)
  const id = given.id ?? uuidv7()
  const isNew = await insertTradeIn(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: customerId,
    opportunity_id: card?.id ?? null,
    owner_id: card?.ownerId ?? customer.owner_id ?? personOf(ctx),
    ...(await columnsOf(ctx, given, customerId)),
    car: maskPhonesInText(given.car),
    made_at: ctx.now,
    made_by: ctx.actor.personId,
    changed_at: ctx.now,
  })
  if (isNew) note(ctx, 'trade_in.recorded', await lockFor(ctx, id, undefined, 'customers.read'))
  else await lockFor(ctx, id, undefined, 'opportunities.write')
  return read(ctx, id)
}

async function columnsOf(ctx: Ctx, given: Facts, customerId: string) {
  if (given.photoIds && given.photoIds.length > 0) {
    const ids = [...new Set(given.photoIds)]
    if ((await countFilesOf(ctx, ids, customerId)) < ids.length)
      throw roadError('road.no_such_file')
  }
  const columns = {
    car: given.car === undefined ? undefined : maskPhonesInText(given.car),
    plate: given.plate ? (normalisePlate(given.plate) ?? given.plate) : given.plate,
    vin: given.vin ? (normaliseVin(given.vin) ?? given.vin) : given.vin,
    year: given.year,
    mileage_km: given.mileageKm,
    condition: given.condition,
    condition_note:
      given.conditionNote === undefined ? undefined : maskPhonesInText(given.conditionNote),
    photo_ids: given.photoIds,
    asked_fen: given.askedFen,
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<typeof columns>
}

/** A trade-in within what the actor may do, locked, as they saw it. */
async function lockFor(
  ctx: Ctx,
  id: string,
  version: number | undefined,
  permission: Permission,
): Promise<TradeInRow> {
  const row = await findTradeIn(ctx, id, true)
  const people = await ownersWithin(ctx, permission)
  if (!row || (people !== null && !people.includes(row.owner_id))) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  if (version !== undefined && row.version !== version)
    throw coreError('core.stale_version', { current: await read(ctx, id) })
  return row
}

export async function changeWish(
  ctx: Ctx,
  id: string,
  given: Facts & { version: number },
): Promise<TradeIn> {
  const row = await lockFor(ctx, id, given.version, 'opportunities.write')
  const columns = await columnsOf(ctx, given, row.customer_id)
  await updateTradeIn(ctx, id, { ...columns, changed_at: ctx.now })
  note(ctx, 'trade_in.changed', row)
  return read(ctx, id)
}

/** The price the store gives for the car, who said so and until when; a week unless given. */
export async function appraise(
  ctx: Ctx,
  id: string,
  given: { version: number; appraisedFen: number; validUntil?: Day | undefined },
): Promise<TradeIn> {
  const row = await lockFor(ctx, id, given.version, 'trade_ins.appraise')
  const today = todayOf(ctx)
  await updateTradeIn(ctx, id, {
    appraised_fen: given.appraisedFen,
    appraised_by: personOf(ctx),
    appraised_on: today,
    valid_until: given.validUntil ?? addDays(today, usualValidDays),
    changed_at: ctx.now,
  })
  note(ctx, 'trade_in.appraised', row, { appraisedFen: given.appraisedFen })
  return read(ctx, id)
}

/** What the customer says to the price; accepting needs one that still holds. */
export async function decide(
  ctx: Ctx,
  id: string,
  given: { version: number; decision: TradeIn['decision']; note: string },
): Promise<TradeIn> {
  const row = await lockFor(ctx, id, given.version, 'opportunities.write')
  if (given.decision === 'accepted') {
    if (row.appraised_fen === null) throw roadError('road.not_appraised')
    if (row.valid_until !== null && row.valid_until < todayOf(ctx))
      throw roadError('road.appraisal_expired', { until: row.valid_until })
  }
  await updateTradeIn(ctx, id, {
    decision: given.decision,
    decision_note: maskPhonesInText(given.note),
    decided_at: given.decision === 'open' ? null : ctx.now,
    changed_at: ctx.now,
  })
  note(ctx, 'trade_in.decided', row, { decision: given.decision })
  return read(ctx, id)
}

/** Withdraws a trade-in that was entered by mistake. */
export async function withdraw(ctx: Ctx, id: string): Promise<TradeIn> {
  const row = await lockFor(ctx, id, undefined, 'opportunities.write')
  const before = await read(ctx, id)
  await updateTradeIn(ctx, id, { withdrawn_at: ctx.now })
  note(ctx, 'trade_in.withdrawn', row)
  return before
}

function note(
  ctx: Ctx,
  action: string,
  row: TradeInRow,
  detail: Record<string, unknown> = {},
): void {
  audit(ctx, {
    action,
    recordType: 'trade_in',
    recordId: row.id,
    customer: { id: row.customer_id, sealedKey: null },
    detail,
  })
  announce(ctx, {
    type: roadEvents.tradeInChanged,
    recordId: row.id,
    data: { customerId: row.customer_id },
  })
}
