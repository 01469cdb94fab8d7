import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { KeptAs } from '../../contracts/archive.ts'
import { type CardRow, selectCards } from '../opportunities.queries.ts'

export interface ClosedFilter {
  kept: KeptAs
  state?: string | undefined
  until?: string | undefined
}

const countLimit = 10_000

function within(ctx: Ctx, filter: ClosedFilter): RawBuilder<unknown> {
  const kept = {
    closed: sql`o.closed_on is not null and o.archived_at is null`,
    archived: sql`o.archived_at is not null and o.purged_at is null`,
    purged: sql`o.archived_at is not null and o.purged_at is not null`,
  }[filter.kept]
  return sql`${kept} and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}
    ${filter.state === undefined ? sql`` : sql`and o.state = ${filter.state}`}
    ${filter.until === undefined ? sql`` : sql`and o.closed_on <= ${filter.until}`}`
}

/** Closed, archived or purged cards, the last closed first. */
export function listClosed(
  ctx: Ctx,
  filter: ClosedFilter,
  page: { after: { day: string; id: string } | undefined; limit: number },
): Promise<CardRow[]> {
  const { after } = page
  const below = after
    ? sql`and (o.closed_on < ${after.day} or (o.closed_on = ${after.day} and o.id > ${after.id}::uuid))`
    : sql``
  return selectCards(
    ctx,
    sql`${within(ctx, filter)} ${below}`,
    sql`order by o.closed_on desc, o.id limit ${page.limit}`,
  )
}

export async function countClosed(ctx: Ctx, filter: ClosedFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from opportunities o
     where o.store_id = ${ctx.store.id} and o.withdrawn_at is null and ${within(ctx, filter)}
     limit ${countLimit + 1}) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export interface ClosedCard {
  id: string
  customer_id: string
  customer_name: string
  closed_on: string | null
  summary: string | null
  closed_reason: string | null
  archived_at: Date | null
  purged_at: Date | null
}

/** Cards of one's scope that somebody wants to archive or purge, locked. */
export async function lockClosed(ctx: Ctx, ids: readonly string[]): Promise<ClosedCard[]> {
  const { rows } = await sql<ClosedCard>`
    select o.id, o.customer_id, c.name as customer_name, o.closed_on, o.summary, o.closed_reason,
           o.archived_at, o.purged_at
      from opportunities o
      join customer_heads c on c.store_id = o.store_id and c.id = o.customer_id
     where o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and o.withdrawn_at is null
       and o.id = any (${[...ids]}::uuid[]) and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}
     order by o.id for update of o`.execute(ctx.tx)
  return rows
}

export async function setArchived(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update opportunities set archived_at = ${ctx.now}, archived_by = ${ctx.actor.personId},
           version = version + 1
     where store_id = ${ctx.store.id} and id = any (${[...ids]}::uuid[]) and archived_at is null
       and closed_on is not null`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

export async function insertPurges(
  ctx: Ctx,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  await ctx.tx
    .insertInto('card_purges')
    .values(
      ids.map((id) => ({
        store_id: ctx.store.id,
        opportunity_id: id,
        purged_at: ctx.now,
        purged_by: ctx.actor.personId,
        reason,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Marks what an erased text leaves behind: that there was one stays counted. */
const gone = '—'

/**
 * Erases the personal text of purged cards, their contacts, changes, requests and moves. What is
 * counted stays: states, days, people, reasons and rivals of the dictionaries.
 */
export async function erasePurged(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const of = sql`store_id = ${ctx.store.id} and opportunity_id = any (${[...ids]}::uuid[])`
  await sql`
    update opportunities o set note = '', series_text = null, source_text = null,
           summary = case when o.summary is null then null else ${gone} end,
           closed_reason = case when o.closed_reason is null then null
             when o.loss_kind is null then ${gone} else o.loss_kind || ': ' || ${gone} end,
           competitor = case when o.competitor is null then null
             when o.competitor_id is null then ${gone} else o.competitor end,
           archived_at = coalesce(o.archived_at, p.purged_at),
           purged_at = p.purged_at, purged_by = p.purged_by, version = o.version + 1
      from card_purges p
     where o.store_id = ${ctx.store.id} and p.store_id = ${ctx.store.id} and p.opportunity_id = o.id
       and o.id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  await sql`update contacts set note = '', result = case when result ~ '^[a-z_-]+$' then result
      else ${gone} end where ${of}`.execute(ctx.tx)
  await sql`update opportunity_changes set reason = null where ${of} and reason is not null`.execute(
    ctx.tx,
  )
  await sql`update opportunity_approvals set reason = ${gone}, summary = null, decision_reason = null
     where ${of}`.execute(ctx.tx)
  await sql`update escalations set comment = '' where ${of}`.execute(ctx.tx)
  await sql`update pool_moves set reason = null where ${of}`.execute(ctx.tx)
}

/** Purged cards whose text came back when something around them was taken back. */
export async function listComeBack(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from card_purges p
      join opportunities o on o.store_id = p.store_id and o.id = p.opportunity_id
     where p.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and o.purged_at is null
     limit 1000`.execute(ctx.tx)
  return rows.map((row) => row.id)
}
