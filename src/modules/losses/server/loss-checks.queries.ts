import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LossCalls } from '#foundation/db/schema.ts'
import type { Day } from '#shared/days.ts'
import type { LossOutcome } from '../contract.ts'

export interface CallRow {
  id: string
  opportunity_id: string
  at: Date
  on_day: Day
  person: string | null
  outcome: LossOutcome
  is_counted: boolean
  note: string
}

/** The calls of the proposals that are open now, oldest first. */
export async function listCalls(ctx: Ctx, ids: readonly string[]): Promise<CallRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CallRow>`
    select k.id, k.opportunity_id, k.at, k.on_day, p.name as person, k.outcome, k.is_counted, k.note
      from loss_calls k
      join opportunities o on o.store_id = ${ctx.store.id} and o.id = k.opportunity_id
        and o.loss_proposed_at = k.proposed_at
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = k.person_id
     where k.store_id = ${ctx.store.id} and k.opportunity_id = any (${[...ids]}::uuid[])
     order by k.at, k.id`.execute(ctx.tx)
  return rows
}

/** Whether the call is new; a resent id changes nothing. */
export async function insertCall(ctx: Ctx, row: Insertable<LossCalls>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('loss_calls')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

export interface CheckRow {
  tries: number
  result: LossOutcome | null
  papers_at: Date | null
}

/** What care found about the proposal that is open, or was confirmed; locked. */
export async function lockCheck(
  ctx: Ctx,
  of: { opportunityId: string; proposedAt: Date },
): Promise<CheckRow | undefined> {
  const { rows } = await sql<CheckRow>`
    select tries, result, papers_at from loss_checks
     where store_id = ${ctx.store.id} and opportunity_id = ${of.opportunityId}
       and proposed_at = ${of.proposedAt} for update`.execute(ctx.tx)
  return rows[0]
}

/** Keeps what a call changed about a proposal. */
export async function saveCheck(
  ctx: Ctx,
  of: { opportunityId: string; proposedAt: Date; customerId: string },
  set: Partial<{
    tries: number
    next_try_on: Day | null
    result: LossOutcome
    found_at: Date
    found_by: string | null
    told_late_at: Date
    papers_at: Date
    papers_by: string | null
    papers_place: string
  }>,
): Promise<void> {
  await ctx.tx
    .insertInto('loss_checks')
    .values({
      store_id: ctx.store.id,
      opportunity_id: of.opportunityId,
      proposed_at: of.proposedAt,
      customer_id: of.customerId,
      ...set,
    })
    .onConflict((c) =>
      c
        .columns(['store_id', 'opportunity_id', 'proposed_at'])
        .doUpdateSet({ ...set, version: sql`loss_checks.version + 1` }),
    )
    .execute()
}

/** Empties what was typed about a card's loss; outcomes, days and people stay counted. */
export async function emptyWords(ctx: Ctx, opportunityId: string): Promise<void> {
  await sql`
    update loss_calls set note = '' where store_id = ${ctx.store.id}
       and opportunity_id = ${opportunityId} and note <> ''`.execute(ctx.tx)
  await sql`
    update win_backs set why = '' where store_id = ${ctx.store.id}
       and opportunity_id = ${opportunityId} and why <> ''`.execute(ctx.tx)
}
