import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { QuoteApprovals, QuoteLines, Quotes, QuoteVersions } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import { addDays, type Day, instantOf } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { Permission } from '#shared/permissions.ts'
import type { QuoteLineKind, QuoteTotals } from '#shared/quote-totals.ts'
import type { PaymentMethod, QuoteState, SendingWay } from '../contract.ts'

// Days come as text (foundation/db/database.ts), which the generated types do not know.
export type QuoteRow = Omit<
  Selectable<Quotes>,
  'state' | 'payment_method' | 'sent_by_way' | 'valid_until'
> & {
  state: QuoteState
  payment_method: PaymentMethod
  sent_by_way: SendingWay | null
  valid_until: Day
}
/** A quote with the face of its customer and its words, for lists. */
export interface QuoteFace extends QuoteRow {
  customer: string | null
  owner: string | null
  model: string | null
}
export type VersionRow = Omit<
  Selectable<QuoteVersions>,
  'valid_until' | 'priced_on' | 'totals' | 'configuration'
> & {
  valid_until: Day
  priced_on: Day
  totals: QuoteTotals
  configuration: Record<string, unknown>
  made_by_name: string | null
  approved_by_name: string | null
}
export type LineRow = Omit<Selectable<QuoteLines>, 'kind'> & { kind: QuoteLineKind }
export type ApprovalRow = Omit<Selectable<QuoteApprovals>, 'state'> & {
  state: 'open' | 'approved' | 'refused' | 'countered' | 'lost'
  asked_by_name: string | null
  decided_by_name: string | null
}

const face = (ctx: Ctx) => {
  const model =
    ctx.locale === 'zh'
      ? sql`s.name || ' ' || m.name`
      : sql`coalesce(nullif(s.name_en, ''), s.name) || ' ' || coalesce(nullif(m.name_en, ''), m.name)`
  return sql`q.*, h.name as customer, p.name as owner, ${model} as model`
}
const beside = (ctx: Ctx) => sql`
  left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = q.customer_id
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = q.owner_id
  left join models m on m.group_id = ${ctx.store.groupId} and m.id = q.model_id
  left join series s on s.group_id = ${ctx.store.groupId} and s.id = q.series_id`
const visible = (ctx: Ctx, permission: Permission | 'any') =>
  permission === 'any' ? sql`true` : ownedWithin(ctx, permission, 'q.owner_id')

/** The next number of the store in a year; numbers of refused transactions come back. */
export async function nextNumber(ctx: Ctx, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into quote_numbers as n (store_id, year, last) values (${ctx.store.id}, ${year}, 1)
    on conflict (store_id, year) do update set last = n.last + excluded.last
    returning last`.execute(ctx.tx)
  return rows[0]?.last ?? 1
}

/** Whether the quote is new; a resent id changes nothing. */
export async function insertQuote(ctx: Ctx, row: Insertable<Quotes>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('quotes')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** A quote the actor may see (`any`: whoever asks), with its words. */
export async function findQuote(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
): Promise<QuoteFace | undefined> {
  const { rows } = await sql<QuoteFace>`
    select ${face(ctx)} from quotes q ${beside(ctx)}
     where q.store_id = ${ctx.store.id} and q.id = ${id} and q.withdrawn_at is null
       and ${visible(ctx, permission)}`.execute(ctx.tx)
  return rows[0]
}

/** The same without words, locked until the end of the transaction. */
export async function findAndLockQuote(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
): Promise<QuoteRow | undefined> {
  const { rows } = await sql<QuoteRow>`
    select q.* from quotes q
     where q.store_id = ${ctx.store.id} and q.id = ${id} and q.withdrawn_at is null
       and ${visible(ctx, permission)} for update`.execute(ctx.tx)
  return rows[0]
}

/** Changes a quote and raises its version. */
export async function updateQuote(ctx: Ctx, id: string, change: Updateable<Quotes>): Promise<void> {
  await ctx.tx
    .updateTable('quotes')
    .set({ ...change, changed_at: ctx.now, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Writes a version, over the one of that number while it is a draft. */
export async function putVersion(ctx: Ctx, row: Insertable<QuoteVersions>): Promise<void> {
  await ctx.tx
    .insertInto('quote_versions')
    .values(row)
    .onConflict((c) =>
      c.columns(['store_id', 'quote_id', 'no']).doUpdateSet((eb) => ({
        configuration: eb.ref('excluded.configuration'),
        totals: eb.ref('excluded.totals'),
        trade_in_text: eb.ref('excluded.trade_in_text'),
        note: eb.ref('excluded.note'),
        valid_until: eb.ref('excluded.valid_until'),
        priced_on: eb.ref('excluded.priced_on'),
        made_at: eb.ref('excluded.made_at'),
        made_by: eb.ref('excluded.made_by'),
      })),
    )
    .execute()
}

export async function updateVersion(
  ctx: Ctx,
  quoteId: string,
  no: number,
  change: Updateable<QuoteVersions>,
): Promise<void> {
  await ctx.tx
    .updateTable('quote_versions')
    .set(change)
    .where('store_id', '=', ctx.store.id)
    .where('quote_id', '=', quoteId)
    .where('no', '=', no)
    .execute()
}

/** Writes the lines of a version in place of those it had. */
export async function putLines(
  ctx: Ctx,
  quoteId: string,
  no: number,
  rows: readonly Insertable<QuoteLines>[],
): Promise<void> {
  await ctx.tx
    .deleteFrom('quote_lines')
    .where('store_id', '=', ctx.store.id)
    .where('quote_id', '=', quoteId)
    .where('version_no', '=', no)
    .execute()
  if (rows.length > 0)
    await ctx.tx
      .insertInto('quote_lines')
      .values([...rows])
      .execute()
}

/** Every version of a quote, the newest first, with the names of people. */
export async function listVersions(ctx: Ctx, quoteId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.*, m.name as made_by_name, a.name as approved_by_name from quote_versions v
      left join people m on m.group_id = ${ctx.store.groupId} and m.id = v.made_by
      left join people a on a.group_id = ${ctx.store.groupId} and a.id = v.approved_by
     where v.store_id = ${ctx.store.id} and v.quote_id = ${quoteId} order by v.no desc`.execute(
    ctx.tx,
  )
  return rows
}

export async function listLines(ctx: Ctx, quoteId: string): Promise<LineRow[]> {
  const rows = await ctx.tx
    .selectFrom('quote_lines')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('quote_id', '=', quoteId)
    .orderBy('version_no')
    .orderBy('position')
    .execute()
  return rows as LineRow[]
}

export interface QuoteFilter {
  states?: readonly string[] | undefined
  owner?: string | undefined
  model?: string | undefined
  series?: string | undefined
  from?: Day | undefined
  to?: Day | undefined
  /** Of these customers, or the one of this number. */
  found?: { customerIds: readonly string[]; number?: string } | undefined
}

function conditions(ctx: Ctx, filter: QuoteFilter): RawBuilder<unknown> {
  const zone = ctx.store.timeZone
  const all = [
    sql`q.store_id = ${ctx.store.id} and q.withdrawn_at is null`,
    ownedWithin(ctx, 'quotes.read', 'q.owner_id'),
  ]
  if (filter.states) all.push(sql`q.state = any (${[...filter.states]}::text[])`)
  if (filter.owner) all.push(sql`q.owner_id = ${filter.owner}`)
  if (filter.model) all.push(sql`q.model_id = ${filter.model}`)
  if (filter.series) all.push(sql`q.series_id = ${filter.series}`)
  if (filter.from) all.push(sql`q.changed_at >= ${instantOf(filter.from, '00:00', zone)}`)
  if (filter.to) all.push(sql`q.changed_at < ${instantOf(addDays(filter.to, 1), '00:00', zone)}`)
  if (filter.found)
    all.push(sql`(q.customer_id = any (${[...filter.found.customerIds]}::uuid[])
      or q.number = ${filter.found.number ?? null})`)
  return sql.join(all, sql` and `)
}

/** One page of quotes, the last changed first, after the last one seen (instant, id). */
export async function listQuoteFaces(
  ctx: Ctx,
  filter: QuoteFilter,
  page: { after?: CursorKey | undefined; limit: number },
): Promise<QuoteFace[]> {
  const [at, id] = page.after ?? []
  const after = page.after
    ? sql`(q.changed_at, q.id) < (${at}::timestamptz, ${id}::uuid)`
    : sql`true`
  const { rows } = await sql<QuoteFace>`
    select ${face(ctx)} from quotes q ${beside(ctx)}
     where ${conditions(ctx, filter)} and ${after}
     order by q.changed_at desc, q.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many quotes the filter finds, counted up to 10,001. */
export async function countQuotes(ctx: Ctx, filter: QuoteFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from quotes q where ${conditions(ctx, filter)} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Quotes that ran out before a day; locked, used ones left out. */
export async function lockRunOut(ctx: Ctx, today: Day): Promise<QuoteRow[]> {
  const { rows } = await sql<QuoteRow>`
    select * from quotes
     where store_id = ${ctx.store.id} and valid_until < ${today} and withdrawn_at is null
       and state in ('waiting', 'approved', 'refused', 'sent')
     order by valid_until limit 500 for update skip locked`.execute(ctx.tx)
  return rows
}

/** What is still offered on a card that was lost or terminated, locked. */
export async function lockQuotesOfEndedCard(ctx: Ctx, opportunityId: string): Promise<QuoteRow[]> {
  const { rows } = await sql<QuoteRow>`
    select q.* from quotes q
     where q.store_id = ${ctx.store.id} and q.opportunity_id = ${opportunityId}
       and q.withdrawn_at is null and q.order_id is null
       and q.state in ('draft', 'waiting', 'approved', 'refused', 'sent')
       and exists (select 1 from opportunities o
         where o.store_id = ${ctx.store.id} and o.id = q.opportunity_id
           and o.state in ('lost', 'terminated'))
     order by q.id for update`.execute(ctx.tx)
  return rows
}
