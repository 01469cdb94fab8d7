import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

export interface CardColumns {
  id: string[]
  customerId: string[]
  ownerId: string[]
  level: string[]
  expectedOn: Day[]
  isEstimated: boolean[]
  seriesId: (string | null)[]
  seriesText: (string | null)[]
  modelId: (string | null)[]
  sourceId: (string | null)[]
  sourceText: (string | null)[]
  note: string[]
  openedOn: Day[]
  openedAt: Date[]
  visitId: (string | null)[]
  isReturning: boolean[]
  identity: (string | null)[]
  origin: string[]
  amountFen: number[]
}

/** Gives the ids that were new; a resent id, or a customer with an open card, is left alone. */
export async function insertCardColumns(
  ctx: Ctx,
  c: CardColumns,
  operationId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into opportunities (store_id, id, customer_id, owner_id, state, level, expected_on,
        is_expected_estimated, series_id, series_text, model_id, source_id, source_text, note, opened_on,
        opened_at, opened_visit_id, is_returning, last_contact_on, last_contact_at, import_identity, origin,
        expected_amount_fen, operation_id)
    select ${ctx.store.id}::int, t.id, t.customer_id, t.owner_id, 'active', t.level, t.expected_on, t.estimated,
           t.series_id, t.series_text, t.model_id, t.source_id, t.source_text, t.note, t.opened_on, t.opened_at,
           t.visit_id, t.returning_one, t.opened_on, t.opened_at, t.identity, t.origin,
           t.amount_fen, ${operationId}::uuid
      from unnest(${c.id}::uuid[], ${c.customerId}::uuid[], ${c.ownerId}::uuid[], ${c.level}::text[],
                  ${c.expectedOn}::date[], ${c.isEstimated}::boolean[], ${c.seriesId}::uuid[], ${c.seriesText}::text[],
                  ${c.modelId}::uuid[], ${c.sourceId}::uuid[], ${c.sourceText}::text[], ${c.note}::text[],
                  ${c.openedOn}::date[], ${c.openedAt}::timestamptz[], ${c.visitId}::uuid[],
                  ${c.isReturning}::boolean[], ${c.identity}::text[], ${c.origin}::text[],
                  ${c.amountFen}::bigint[])
        as t (id, customer_id, owner_id, level, expected_on, estimated, series_id, series_text, model_id, source_id,
              source_text, note, opened_on, opened_at, visit_id, returning_one, identity, origin, amount_fen)
    on conflict do nothing returning id`.execute(ctx.tx)
  return rows.map((r) => r.id)
}

export interface HistoryColumns {
  id: string[]
  opportunityId: string[]
  field: string[]
  to: string[]
  effectiveOn: Day[]
}

export async function insertHistoryColumns(
  ctx: Ctx,
  c: HistoryColumns,
  operationId: string,
): Promise<void> {
  await sql`
    insert into opportunity_changes (store_id, id, opportunity_id, field, from_value, to_value, effective_on,
                                     recorded_at, actor_id, reason, operation_id)
    select ${ctx.store.id}::int, t.id, t.opportunity_id, t.field, null, t.to_value, t.effective_on,
           ${ctx.now}::timestamptz, ${ctx.actor.personId}::uuid, 'import', ${operationId}::uuid
      from unnest(${c.id}::uuid[], ${c.opportunityId}::uuid[], ${c.field}::text[], ${c.to}::text[],
                  ${c.effectiveOn}::date[]) as t (id, opportunity_id, field, to_value, effective_on)
    on conflict do nothing`.execute(ctx.tx)
}

export interface PromiseColumns {
  id: string[]
  opportunityId: string[]
  ownerId: string[]
  dueOn: Day[]
}

export async function insertPromiseColumns(
  ctx: Ctx,
  c: PromiseColumns,
  operationId: string,
): Promise<void> {
  await sql`
    insert into follow_ups (store_id, id, opportunity_id, owner_id, due_on, state, made_at, made_by, operation_id)
    select ${ctx.store.id}::int, t.id, t.opportunity_id, t.owner_id, t.due_on, 'open', ${ctx.now}::timestamptz,
           ${ctx.actor.personId}::uuid, ${operationId}::uuid
      from unnest(${c.id}::uuid[], ${c.opportunityId}::uuid[], ${c.ownerId}::uuid[], ${c.dueOn}::date[])
        as t (id, opportunity_id, owner_id, due_on)
    on conflict do nothing`.execute(ctx.tx)
}

/** How many first promises of imports each consultant has per day from a day on. */
export async function countImportedPromises(ctx: Ctx, fromDay: Day) {
  const { rows } = await sql<{ owner_id: string; due_on: Day; n: number }>`
    select owner_id, due_on, count(*) as n from follow_ups
     where store_id = ${ctx.store.id} and state = 'open' and withdrawn_at is null and operation_id is not null
       and due_on >= ${fromDay} group by owner_id, due_on`.execute(ctx.tx)
  return rows
}

/** The cards an operation made, with whether anybody worked on them since. */
export async function listCardsOf(ctx: Ctx, operationId: string) {
  const { rows } = await sql<{ id: string; customer_id: string; version: number }>`
    select id, customer_id, version from opportunities
     where store_id = ${ctx.store.id} and operation_id = ${operationId} and withdrawn_at is null`.execute(
    ctx.tx,
  )
  // Asked for all cards together: right after an import the planner still takes the store for empty.
  const worked = await sql<{ opportunity_id: string }>`
    select distinct opportunity_id from follow_ups
     where store_id = ${ctx.store.id} and withdrawn_at is null
       and (version > 1 or operation_id is distinct from ${operationId}::uuid)
       and opportunity_id = any (${rows.map((row) => row.id)}::uuid[])`.execute(ctx.tx)
  const touched = new Set(worked.rows.map((row) => row.opportunity_id))
  return rows.map((row) => ({
    id: row.id,
    customer_id: row.customer_id,
    is_touched: row.version > 1 || touched.has(row.id),
  }))
}

/** Which of these customers have cards that stay. */
export async function listCustomersWithCards(ctx: Ctx, customerIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from opportunities
     where store_id = ${ctx.store.id} and customer_id = any (${customerIds}::uuid[])
       and withdrawn_at is null`.execute(ctx.tx)
  return rows.map((r) => r.customer_id)
}

/** Marks cards and all that hangs on them as withdrawn. */
export async function withdrawCards(ctx: Ctx, ids: string[]): Promise<void> {
  const here = sql`store_id = ${ctx.store.id} and withdrawn_at is null`
  await sql`update follow_ups set withdrawn_at = ${ctx.now}
    where ${here} and opportunity_id = any (${ids}::uuid[])`.execute(ctx.tx)
  await sql`update contacts set withdrawn_at = ${ctx.now}
    where ${here} and opportunity_id = any (${ids}::uuid[])`.execute(ctx.tx)
  await sql`update opportunity_changes set withdrawn_at = ${ctx.now}
    where ${here} and opportunity_id = any (${ids}::uuid[])`.execute(ctx.tx)
  await sql`update opportunities set withdrawn_at = ${ctx.now}
    where ${here} and id = any (${ids}::uuid[])`.execute(ctx.tx)
}

/** Which of these imported cards nobody worked on since they were made. */
export async function listUnusedCards(ctx: Ctx, ids: string[]) {
  const { rows } = await sql<{ id: string; customer_id: string }>`
    select id, customer_id from opportunities
     where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and withdrawn_at is null
       and operation_id is not null and version = 1`.execute(ctx.tx)
  const worked = await sql<{ opportunity_id: string }>`
    select distinct opportunity_id from follow_ups
     where store_id = ${ctx.store.id} and opportunity_id = any (${ids}::uuid[])
       and withdrawn_at is null and (version > 1 or operation_id is null)`.execute(ctx.tx)
  const used = new Set(worked.rows.map((row) => row.opportunity_id))
  return rows.filter((row) => !used.has(row.id))
}

/** Puts cards back that were withdrawn at a moment, with all that hangs on them. */
export async function restoreCardRows(ctx: Ctx, ids: string[], at: Date): Promise<void> {
  const here = sql`store_id = ${ctx.store.id} and withdrawn_at = ${at}`
  await sql`update opportunities set withdrawn_at = null
    where ${here} and id = any (${ids}::uuid[])`.execute(ctx.tx)
  await sql`update opportunity_changes set withdrawn_at = null
    where ${here} and opportunity_id = any (${ids}::uuid[])`.execute(ctx.tx)
  await sql`update contacts set withdrawn_at = null
    where ${here} and opportunity_id = any (${ids}::uuid[])`.execute(ctx.tx)
  await sql`update follow_ups set withdrawn_at = null
    where ${here} and opportunity_id = any (${ids}::uuid[])`.execute(ctx.tx)
}
