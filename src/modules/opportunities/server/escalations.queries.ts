import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import { type CardRow, selectCards } from './opportunities.queries.ts'

export interface NewEscalation {
  opportunity_id: string
  customer_id: string
  owner_id: string
  follow_up_id: string
  kind: 'overdue' | 'unanswered'
  since: Day
}

export interface EscalationRow {
  id: string
  opportunity_id: string
  kind: 'overdue' | 'unanswered'
  since: Day
  escalated_at: Date
  settled_at: Date | null
  settled_by: string | null
  outcome: string | null
  comment: string
  version: number
}

/** Open promises due on or before a day that have not risen yet. */
export async function listLongOverdue(ctx: Ctx, by: Day, limit: number) {
  const { rows } = await sql<Omit<NewEscalation, 'kind' | 'since'> & { due_on: Day }>`
    select f.id as follow_up_id, f.opportunity_id, f.owner_id, f.due_on, o.customer_id
      from follow_ups f
      join opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
     where f.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and f.state = 'open'
       and f.withdrawn_at is null and o.withdrawn_at is null and not f.is_frozen
       and o.state in ('active', 'signed') and f.due_on <= ${by}::date
       and not exists (select 1 from escalations e where e.store_id = ${ctx.store.id}
         and e.follow_up_id = f.id and e.kind = 'overdue')
     order by f.due_on, f.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Gives the promises that rose now; one that rose before changes nothing. */
export async function insertEscalations(
  ctx: Ctx,
  rows: (NewEscalation & { id: string })[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const made = await ctx.tx
    .insertInto('escalations')
    .values(
      rows.map(({ owner_id: _owner, ...row }) => ({
        store_id: ctx.store.id,
        id: row.id,
        opportunity_id: row.opportunity_id,
        customer_id: row.customer_id,
        follow_up_id: row.follow_up_id,
        kind: row.kind,
        since: row.since,
        escalated_at: ctx.now,
      })),
    )
    .onConflict((c) => c.columns(['store_id', 'follow_up_id', 'kind']).doNothing())
    .returning('follow_up_id')
    .execute()
  return new Set(made.map((row) => row.follow_up_id))
}

const columns = sql`e.id, e.opportunity_id, e.kind, e.since, e.escalated_at, e.settled_at,
  e.settled_by, e.outcome, e.comment, e.version`
const mostShown = 500

export async function listEscalationRows(
  ctx: Ctx,
  asked: { state: 'open' | 'settled'; owner?: string | undefined },
): Promise<EscalationRow[]> {
  const isOpen = asked.state === 'open'
  const { rows } = await sql<EscalationRow>`
    select ${columns} from escalations e
      join opportunities o on o.store_id = e.store_id and o.id = e.opportunity_id
     where e.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and o.withdrawn_at is null
       and ${isOpen ? sql`e.settled_at is null and o.state in ('active', 'suspended', 'signed')` : sql`e.settled_at is not null`}
       and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}
       and (${asked.owner ?? null}::uuid is null or o.owner_id = ${asked.owner ?? null}::uuid)
     order by ${isOpen ? sql`e.since, e.id` : sql`e.settled_at desc, e.id`} limit ${mostShown}`.execute(
    ctx.tx,
  )
  return rows
}

/** One the actor may act on, locked. */
export async function findEscalation(ctx: Ctx, id: string): Promise<EscalationRow | undefined> {
  const { rows } = await sql<EscalationRow>`
    select ${columns} from escalations e
      join opportunities o on o.store_id = e.store_id and o.id = e.opportunity_id
     where e.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and e.id = ${id}
       and ${ownedWithin(ctx, 'opportunities.assign', 'o.owner_id')} for update of e`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function settleRow(
  ctx: Ctx,
  id: string,
  given: { version: number; outcome: string; comment: string },
): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('escalations')
    .set({
      settled_at: ctx.now,
      settled_by: ctx.actor.personId,
      outcome: given.outcome,
      comment: given.comment,
      version: sql`version + 1`,
    })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', given.version)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Answers what is open of a card; an attempt without an answer answers only what was overdue. */
export async function settleOf(ctx: Ctx, opportunityId: string, outcome: string): Promise<void> {
  await sql`update escalations set settled_at = ${ctx.now}::timestamptz, settled_by = ${ctx.actor.personId},
      outcome = ${outcome}, version = version + 1
    where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId} and settled_at is null
      ${outcome === 'tried' ? sql`and kind = 'overdue'` : sql``}`.execute(ctx.tx)
}

export function listCardsOf(ctx: Ctx, ids: string[]): Promise<CardRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return selectCards(ctx, sql`o.id = any (${ids}::uuid[])`, sql``)
}
