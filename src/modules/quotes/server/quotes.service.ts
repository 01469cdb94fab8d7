import { type Ctx, personOf } from '#foundation/ctx.ts'
import { customerIdsByText, loadCustomer } from '#modules/customers/index.ts'
import { findOpenCard } from '#modules/opportunities/index.ts'
import { itemNames } from '#modules/pricing/index.ts'
import type { Configuration } from '#shared/configuration.ts'
import { dayInZone } from '#shared/days.ts'
import { type Asked, isFree } from '#shared/discount-ladder.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import type { QuoteTotals } from '#shared/quote-totals.ts'
import type { Permission } from '#shared/permissions.ts'
import { type QuoteRecord, quoteStates } from '../contract.ts'
import { listApprovalsOf } from './approvals.queries.ts'
import { askedOf } from './asked.ts'
import { mayDecide, mayGiveDiscount, rolesForDiscount } from './limits.ts'
import { configurationOf, presentApproval, presentQuote, presentVersion } from './quotes.present.ts'
import {
  countQuotes,
  findQuote,
  listLines,
  listQuoteFaces,
  listVersions,
  type QuoteFilter,
  type QuoteRow,
} from './quotes.queries.ts'

/** A quote with all its versions, through the visible scope. */
export async function readQuote(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any' = 'quotes.read',
): Promise<QuoteRecord> {
  const row = await findQuote(ctx, id, permission)
  if (!row) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  const versions = await listVersions(ctx, id)
  const lines = await listLines(ctx, id)
  const approvals = await listApprovalsOf(ctx, id)
  const newest = versions[0]
  if (!newest) throw coreError('core.not_found')
  const asked = await askedOf(ctx, {
    modelId: row.model_id,
    quantity: row.quantity,
    pricedOn: newest.priced_on,
    totals: newest.totals,
  })
  return {
    ...presentQuote(row, await itemNames(ctx)),
    sentByWay: row.sent_by_way,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    orderId: row.order_id,
    endReason: row.end_reason,
    versions: versions.map((version) => presentVersion(version, lines)),
    approvals: approvals.map(presentApproval),
    need: {
      ...(await needOf(ctx, asked)),
      mayDecide: row.state === 'waiting' && (await mayDecide(ctx, asked)),
    },
  }
}

async function needOf(ctx: Ctx, asked: Asked) {
  const isNeeded = !(await mayGiveDiscount(ctx, asked))
  return {
    isNeeded,
    basisFen: asked.basisFen,
    percentBp: asked.listFen === 0 ? 0 : Math.round((asked.basisFen * 10_000) / asked.listFen),
    isBelowFloor: asked.isBelowFloor,
    roles: isFree(asked) ? [] : await rolesForDiscount(ctx, asked),
  }
}

/** The choices, figures and day of the newest version of a quote. */
export async function newestVersion(
  ctx: Ctx,
  quote: Pick<QuoteRow, 'id' | 'version_no'>,
): Promise<{
  configuration: Configuration
  totals: QuoteTotals
  pricedOn: string
  note: string
}> {
  const row = (await listVersions(ctx, quote.id)).find(({ no }) => no === quote.version_no)
  if (!row) throw coreError('core.not_found')
  return {
    configuration: configurationOf(row),
    totals: row.totals,
    pricedOn: row.priced_on,
    note: row.note,
  }
}

/** The quotes of a customer the actor may see, and the open card a new one would be on. */
export async function readQuotesOf(ctx: Ctx, customerId: string) {
  await loadCustomer(ctx, customerId)
  const rows = await listQuoteFaces(ctx, { found: { customerIds: [customerId] } }, { limit: 100 })
  const card = await findOpenCard(ctx, customerId)
  const sayItem = await itemNames(ctx)
  return { items: rows.map((row) => presentQuote(row, sayItem)), opportunityId: card?.id ?? null }
}

export interface QuotesQuery {
  state?: string | undefined
  owner?: string | undefined
  model?: string | undefined
  series?: string | undefined
  from?: string | undefined
  to?: string | undefined
  q?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** A page of the quotes the actor may see, the last changed first; the count on the first page. */
export async function readQuotes(ctx: Ctx, query: QuotesQuery) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const filter: QuoteFilter = {
    ...query,
    states: query.state
      ?.split(',')
      .filter((state) => (quoteStates as readonly string[]).includes(state)),
    owner: query.owner === 'me' ? personOf(ctx) : query.owner,
    found: query.q
      ? { customerIds: await customerIdsByText(ctx, query.q), number: query.q.toUpperCase() }
      : undefined,
  }
  const decoded = query.cursor === undefined ? undefined : decodeCursor(query.cursor, today, 2)
  if (decoded && !decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const rows = await listQuoteFaces(ctx, filter, { after: decoded?.key, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const sayItem = await itemNames(ctx)
  return {
    items: page.map((row) => presentQuote(row, sayItem)),
    nextCursor: last ? encodeCursor([last.changed_at.toISOString(), last.id], today) : null,
    count: decoded === undefined ? await countQuotes(ctx, filter) : null,
  }
}
