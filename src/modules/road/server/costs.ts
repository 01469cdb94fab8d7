import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { ownersWithin } from '#modules/customers/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { readCard } from '#modules/opportunities/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { roadEvents } from '../contract.ts'
import type { Cost, CostKind } from '../contracts/costs.ts'
import { roadWords } from '../words.ts'
import {
  type CostFilter,
  type CostRow,
  findCost,
  insertCost,
  isContactOf,
  listCostRows,
  setWithdrawn,
  type SumBy,
  sumRows,
  totalOf,
} from './costs.queries.ts'
import { nextPage, placeOf } from './pages.ts'

export interface CostsAsked extends CostFilter {
  cursor?: string | undefined
  limit: number
}

/** One page of costs, the newest first; with the first page their number and sum. */
export async function readCosts(ctx: Ctx, asked: CostsAsked) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rows = await listCostRows(ctx, asked, {
    limit: asked.limit + 1,
    after: placeOf(asked.cursor, today),
  })
  const total = asked.cursor ? undefined : await totalOf(ctx, asked)
  return {
    items: await presentAll(ctx, rows.slice(0, asked.limit)),
    nextCursor: nextPage(rows, asked.limit, today, (row) => row.on_day),
    count: total?.n ?? null,
    sumFen: total?.sum_fen ?? null,
  }
}

async function sourceNames(ctx: Ctx): Promise<Map<string, string>> {
  const options = await listOptions(ctx.tx, ctx.store.groupId, 'source', ctx.store.id)
  return new Map(
    options.map((one) => [one.id, ctx.locale === 'zh' ? one.label : one.labelEn || one.label]),
  )
}

async function presentAll(ctx: Ctx, rows: readonly CostRow[]): Promise<Cost[]> {
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.map((row) => row.person_id),
  )
  const sources = rows.length === 0 ? new Map<string, string>() : await sourceNames(ctx)
  return rows.map((row) => ({
    id: row.id,
    opportunityId: row.opportunity_id,
    customer: { id: row.customer_id, name: row.customer_name },
    personName: names.get(row.person_id) ?? null,
    contactId: row.contact_id,
    onDay: row.on_day,
    kind: row.kind as CostKind,
    amountFen: row.amount_fen,
    result: row.result,
    note: row.note,
    sourceName: row.source_id ? (sources.get(row.source_id) ?? null) : null,
    isDeal: row.is_deal,
  }))
}

async function presentOne(ctx: Ctx, id: string): Promise<Cost> {
  const row = await findCost(ctx, id)
  if (!row) throw coreError('core.not_found')
  const [cost] = await presentAll(ctx, [row])
  return cost as Cost
}

/** Sums by source, kind, person or card; what a deal cost where there are deals. */
export async function readSums(ctx: Ctx, asked: CostFilter & { by: SumBy }) {
  const rows = await sumRows(ctx, asked, asked.by)
  const names = await namesOf(ctx, asked.by, rows)
  return {
    items: rows.map((row) => ({
      key: row.key,
      name: names(row.key, row.name),
      lines: row.lines,
      cards: row.cards,
      deals: row.deals,
      sumFen: row.sum_fen,
      perDealFen: row.deals > 0 ? Math.round(row.sum_fen / row.deals) : null,
    })),
    sumFen: (await totalOf(ctx, asked)).sum_fen,
  }
}

async function namesOf(ctx: Ctx, by: SumBy, rows: readonly { key: string | null }[]) {
  const none = say(roadWords.none, ctx.locale)
  const keys = rows.flatMap((row) => row.key ?? [])
  if (by === 'kind')
    return (key: string | null) => (key ? say(roadWords[key as CostKind], ctx.locale) : none)
  if (by === 'card') return (_key: string | null, name: string | null) => name ?? none
  const names =
    by === 'person' ? await nameOfPeople(ctx.tx, ctx.store.groupId, keys) : await sourceNames(ctx)
  return (key: string | null) => (key ? (names.get(key) ?? '—') : none)
}

/** Notes what an activity on a card brought and cost, in fen; the id again gives the line as it is. */
export async function addLine(
  ctx: Ctx,
  cardId: string,
  given: {
    id?: string | undefined
    contactId: string | null
    onDay?: Day | undefined
    kind: CostKind
    amountFen: number
    result: string
    note: string
  },
): Promise<Cost> {
  const card = await readCard(ctx, cardId)
  await assertMine(ctx, card.ownerId)
  if (given.contactId && !(await isContactOf(ctx, given.contactId, cardId)))
    throw coreError('core.not_found')
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const id = given.id ?? uuidv7()
  const isNew = await insertCost(ctx, {
    store_id: ctx.store.id,
    id,
    opportunity_id: cardId,
    customer_id: card.customerId,
    contact_id: given.contactId,
    person_id: personOf(ctx),
    on_day: given.onDay && given.onDay < today ? given.onDay : today,
    kind: given.kind,
    amount_fen: given.amountFen,
    result: maskPhonesInText(given.result),
    note: maskPhonesInText(given.note),
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  })
  if (isNew)
    note(ctx, 'activity_cost.noted', {
      id,
      customer_id: card.customerId,
      opportunity_id: cardId,
      kind: given.kind,
      amount_fen: given.amountFen,
    })
  return presentOne(ctx, id)
}

async function assertMine(ctx: Ctx, ownerId: string): Promise<void> {
  const people = await ownersWithin(ctx, 'opportunities.write')
  if (people !== null && !people.includes(ownerId)) throw coreError('core.not_found')
}

/** Withdraws a line, or brings it back; a withdrawn line counts nowhere. */
export async function withdrawLine(ctx: Ctx, id: string, isWithdrawn: boolean): Promise<Cost> {
  const row = await findCost(ctx, id)
  if (!row) throw coreError('core.not_found')
  await assertMine(ctx, row.owner_id)
  ctx.customerId = row.customer_id
  await setWithdrawn(ctx, id, isWithdrawn ? ctx.now : null)
  note(ctx, isWithdrawn ? 'activity_cost.withdrawn' : 'activity_cost.restored', row)
  return presentOne(ctx, id)
}

function note(
  ctx: Ctx,
  action: string,
  row: Pick<CostRow, 'id' | 'customer_id' | 'opportunity_id' | 'kind' | 'amount_fen'>,
): void {
  audit(ctx, {
    action,
    recordType: 'activity_cost',
    recordId: row.id,
    customer: { id: row.customer_id, sealedKey: null },
    detail: { opportunityId: row.opportunity_id, kind: row.kind, amountFen: row.amount_fen },
  })
  announce(ctx, {
    type: roadEvents.costChanged,
    recordId: row.id,
    data: { customerId: row.customer_id, opportunityId: row.opportunity_id },
  })
}
