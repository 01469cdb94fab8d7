import { type Ctx, personOf } from '#foundation/ctx.ts'
import { customerIdsByText } from '#modules/customers/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type CursorKey, decodeCursor, encodeCursor } from '#shared/paging.ts'
import type { CardFilterQuery } from '../contracts/card-lists.ts'
import { type CardFilter, type CardSort, countCards, listCardRows } from './list-cards.queries.ts'
import { presentCard } from './opportunities.present.ts'
import type { CardRow } from './opportunities.queries.ts'

export interface CardsQuery extends CardFilterQuery {
  sort: CardSort
  cursor?: string | undefined
  limit: number
}

/** The filters of a request as the queries take them; words are looked up, `me` becomes the person. */
export async function filterOf(ctx: Ctx, query: CardFilterQuery): Promise<CardFilter> {
  return {
    today: dayInZone(ctx.now, ctx.store.timeZone),
    ownerId: query.owner === 'me' ? personOf(ctx) : query.owner,
    levels: query.level?.split(','),
    states: query.state?.split(','),
    stages: query.stage?.split(',').map(Number),
    due: query.due,
    dueOn: query.dueOn,
    expectedOn: query.expectedOn,
    ending: query.ending,
    seriesId: query.series,
    sourceId: query.source,
    origins: query.origin?.split(','),
    campaignId: query.campaign,
    heats: query.heat?.split(','),
    letters: query.letter?.split(','),
    actions: query.action?.split(','),
    sharerId: query.shared === 'me' ? personOf(ctx) : undefined,
    competitorId: query.competitor,
    amountFrom: query.amountFrom,
    amountTo: query.amountTo,
    customerIds: query.q ? await customerIdsByText(ctx, query.q) : undefined,
  }
}

/** A page of the cards the actor may see; the count comes with the first page. */
export async function listCards(ctx: Ctx, query: CardsQuery) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const filter = await filterOf(ctx, query)
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, today)
  const rows = await listCardRows(ctx, filter, { sort: query.sort, after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => presentCard(ctx, row, today)),
    nextCursor: last ? encodeCursor(keyOf(last, query.sort), today) : null,
    count: after === undefined ? await countCards(ctx, filter, query.sort) : null,
  }
}

function keyOf(row: CardRow, sort: CardSort): CursorKey {
  if (sort === 'due') return [row.due_on, row.follow_up_id]
  if (sort === 'amount') return [row.expected_amount_fen, row.id]
  return [sort === 'expected' ? row.expected_on : row.opened_on, row.id]
}

function readCursor(cursor: string, today: string): CursorKey {
  const decoded = decodeCursor(cursor, today, 2)
  if (decoded.ok) return decoded.key
  throw decoded.reason === 'expired'
    ? coreError('core.cursor_expired')
    : coreError('core.bad_request', { why: 'cursor' })
}
