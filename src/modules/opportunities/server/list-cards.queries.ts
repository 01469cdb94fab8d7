import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import { addDays, type Day } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import { normalisePhone } from '#shared/phone.ts'
import { type CardRow, selectCards } from './opportunities.queries.ts'
import { promiseGapsOf } from './settings.ts'
import { openStates } from './states.ts'
import { temperatureWithin } from './temperature.queries.ts'

export interface CardFilter {
  ownerId?: string | undefined
  levels?: string[] | undefined
  states?: string[] | undefined
  stages?: number[] | undefined
  due?: 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | undefined
  /** One day the promise is due, or the purchase expected. */
  dueOn?: Day | undefined
  expectedOn?: Day | undefined
  ending?: 'won' | 'defeat' | 'lost_contact' | undefined
  seriesId?: string | undefined
  sourceId?: string | undefined
  origins?: string[] | undefined
  campaignId?: string | undefined
  heats?: string[] | undefined
  letters?: string[] | undefined
  actions?: string[] | undefined
  /** Cards whose credit this person shares, whoever owns them. */
  sharerId?: string | undefined
  competitorId?: string | undefined
  /** In fen, both included. */
  amountFrom?: number | undefined
  amountTo?: number | undefined
  customerIds?: string[] | undefined
  today: Day
}

export type CardSort = 'due' | 'expected' | 'opened' | 'amount'
export const countLimit = 10_000

const columnOf: Record<CardSort, RawBuilder<unknown>> = {
  due: sql`f.due_on`,
  expected: sql`o.expected_on`,
  opened: sql`o.opened_on`,
  amount: sql`o.expected_amount_fen`,
}

/** One page of cards after `cursor` (sort value, id), in the order of an index. */
export async function listCardRows(
  ctx: Ctx,
  filter: CardFilter,
  page: { sort: CardSort; after: CursorKey | undefined; limit: number },
): Promise<CardRow[]> {
  const column = columnOf[page.sort]
  const down = page.sort === 'opened' || page.sort === 'amount'
  const order = down
    ? sql`order by ${column} desc, o.id limit ${page.limit}`
    : page.sort === 'due'
      ? sql`order by ${column}, f.id limit ${page.limit}`
      : sql`order by ${column}, o.id limit ${page.limit}`
  const idColumn = page.sort === 'due' ? sql`f.id` : sql`o.id`
  const [value, id] = page.after ?? []
  const after =
    page.after === undefined
      ? sql`true`
      : down
        ? sql`(${column} < ${value} or (${column} = ${value} and ${idColumn} > ${id}))`
        : sql`(${column}, ${idColumn}) > (${value}, ${id}::uuid)`
  const all = sql`${conditions(ctx, filter, page.sort)} and ${after}`
  if (page.sort !== 'due' || !asksOnlyPromises(filter)) return selectCards(ctx, all, order)
  // The promises alone find the page in the order of their index, however many cards there are.
  const { rows } = await sql<{ id: string }>`
    select f.opportunity_id as id from follow_ups f
     where ${openPromises(ctx, filter)} and ${after} ${order}`.execute(ctx.tx)
  const ids = rows.map((row) => row.id)
  return ids.length === 0
    ? []
    : selectCards(ctx, sql`${all} and o.id = any (${ids}::uuid[])`, order)
}

/** Whether a filter says nothing of the card itself: an open promise tells that its card is open. */
function asksOnlyPromises({
  today: _today,
  ownerId: _owner,
  due: _due,
  dueOn: _on,
  ...card
}: CardFilter) {
  return Object.values(card).every((value) => value === undefined)
}

/** The open promises of a filter that asks of promises only, as `f`. */
function openPromises(ctx: Ctx, { ownerId, due, dueOn, today }: CardFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [
    sql`f.store_id = ${ctx.store.id} and f.state = 'open' and f.withdrawn_at is null`,
    ownedWithin(ctx, 'opportunities.read', 'f.owner_id'),
  ]
  if (ownerId !== undefined) all.push(sql`f.owner_id = ${ownerId}`)
  if (dueOn !== undefined) all.push(sql`not f.is_frozen and f.due_on = ${dueOn}`)
  if (due !== undefined) all.push(sql`not f.is_frozen and ${dueWithin({ due, today })}`)
  return sql.join(all, sql` and `)
}

/** How many cards the filter finds, counted up to 10,001. */
export async function countCards(ctx: Ctx, filter: CardFilter, sort: CardSort): Promise<number> {
  if (sort === 'due' && asksOnlyPromises(filter)) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from (
        select 1 from follow_ups f where ${openPromises(ctx, filter)} limit ${countLimit + 1}) x`.execute(
      ctx.tx,
    )
    return rows[0]?.n ?? 0
  }
  const asksPromise = sort === 'due' || filter.due !== undefined || filter.dueOn !== undefined
  const promises = asksPromise
    ? sql`join follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id and f.state = 'open'
          and f.withdrawn_at is null and f.store_id = ${ctx.store.id}`
    : sql``
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select 1 from opportunities o ${promises}
       where o.store_id = ${ctx.store.id} and o.withdrawn_at is null and ${conditions(ctx, filter, sort)}
       limit ${countLimit + 1}) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** What a filter says of `o` (and of `f`, its open promise, where it asks for that). */
export function conditions(ctx: Ctx, filter: CardFilter, sort: CardSort): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [
    filter.sharerId === undefined
      ? ownedWithin(ctx, 'opportunities.read', 'o.owner_id')
      : sharedWith(ctx, filter.sharerId),
  ]
  // Written out, so that the partial indexes of open cards serve.
  if (filter.ending !== undefined) all.push(endedAs(filter.ending))
  else if (filter.states === undefined || filter.states.every((s) => isOpenState(s)))
    all.push(sql`o.state in ('active', 'suspended', 'loss_proposed', 'signed')`)
  if (filter.states !== undefined) all.push(sql`o.state = any (${filter.states}::text[])`)
  if (filter.ownerId !== undefined) all.push(sql`o.owner_id = ${filter.ownerId}`)
  if (filter.levels !== undefined) all.push(sql`o.level = any (${filter.levels}::text[])`)
  if (filter.stages !== undefined) all.push(sql`o.stage = any (${filter.stages}::int[])`)
  if (filter.seriesId !== undefined) all.push(sql`o.series_id = ${filter.seriesId}`)
  if (filter.sourceId !== undefined) all.push(sql`o.source_id = ${filter.sourceId}`)
  if (filter.origins !== undefined) all.push(sql`o.origin = any (${filter.origins}::text[])`)
  if (filter.campaignId !== undefined) all.push(sql`o.origin_option_id = ${filter.campaignId}`)
  if (filter.competitorId !== undefined) all.push(sql`o.competitor_id = ${filter.competitorId}`)
  if (filter.amountFrom !== undefined)
    all.push(sql`o.expected_amount_fen >= ${filter.amountFrom}::bigint`)
  if (filter.amountTo !== undefined)
    all.push(sql`o.expected_amount_fen <= ${filter.amountTo}::bigint`)
  all.push(...temperatureWithin(filter, filter.today, promiseGapsOf(ctx.store)))
  if (filter.customerIds !== undefined)
    all.push(sql`o.customer_id = any (${filter.customerIds}::uuid[])`)
  if (filter.expectedOn !== undefined) all.push(sql`o.expected_on = ${filter.expectedOn}`)
  if (filter.dueOn !== undefined) all.push(sql`not f.is_frozen and f.due_on = ${filter.dueOn}`)
  if (filter.due !== undefined) all.push(sql`not f.is_frozen and ${dueWithin(filter)}`)
  if (sort === 'due') {
    all.push(sql`f.id is not null`)
    // A promise has the owner of its card; said of it too, its index by owner and day serves.
    if (filter.sharerId === undefined)
      all.push(ownedWithin(ctx, 'opportunities.read', 'f.owner_id'))
    if (filter.ownerId !== undefined) all.push(sql`f.owner_id = ${filter.ownerId}`)
  }
  return sql.join(all, sql` and `)
}

/** Cards a person shares without owning them. */
function sharedWith(ctx: Ctx, personId: string): RawBuilder<unknown> {
  return sql`o.owner_id <> ${personId} and o.id in (select h.opportunity_id from opportunity_shares h
    where h.store_id = ${ctx.store.id} and h.person_id = ${personId} and h.withdrawn_at is null)`
}

function dueWithin({ due, today }: CardFilter): RawBuilder<unknown> {
  switch (due) {
    case 'overdue':
      return sql`f.due_on < ${today}`
    case 'today':
      return sql`f.due_on = ${today}`
    case 'tomorrow':
      return sql`f.due_on = ${addDays(today, 1)}`
    case 'week':
      return sql`f.due_on between ${today} and ${addDays(today, 6)}`
    default:
      return sql`f.due_on > ${addDays(today, 6)}`
  }
}

/** Won, or lost by the kind that was confirmed (003-46). */
function endedAs(ending: NonNullable<CardFilter['ending']>): RawBuilder<unknown> {
  if (ending === 'won') return sql`o.state in ('signed', 'delivered')`
  return sql`o.state = 'lost' and o.loss_kind = ${ending}`
}

/** Full numbers of the cards' customers, in the order of the cards; for exports that may have them. */
export async function phonesOfCards(
  ctx: Ctx,
  cards: readonly { customerId: string }[],
): Promise<(string | null)[]> {
  const { rows } = await sql<{
    id: string
    sealed_key: Buffer | null
    phone_sealed: Buffer | null
  }>`
    select c.id, c.sealed_key, c.phone_sealed from customer_heads c
     where c.store_id = ${ctx.store.id}
       and c.id = any (${cards.map((card) => card.customerId)}::uuid[])`.execute(ctx.tx)
  const heads = new Map(rows.map((row) => [row.id, row]))
  return cards.map(({ customerId }) => {
    const head = heads.get(customerId)
    if (!head?.sealed_key || !head.phone_sealed) return null
    return normalisePhone(ctx.vault.openFor(head.sealed_key, head.phone_sealed))?.national ?? null
  })
}

const isOpenState = (state: string) => (openStates as readonly string[]).includes(state)
