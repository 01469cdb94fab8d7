import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedOrStoodIn, ownedWithin } from '#modules/customers/index.ts'
import type { ChangeField } from '../../contracts/card-history.ts'

export interface ChangeRow {
  id: string
  field: ChangeField
  from_value: string | null
  to_value: string | null
  effective_on: string
  recorded_at: Date
  actor_name: string | null
  reason: string | null
  withdrawn_at: Date | null
}

/** Every change of a card, those taken back too, the newest first. */
export async function listChanges(
  ctx: Ctx,
  opportunityId: string,
  field: ChangeField | undefined,
): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select h.id, h.field, h.from_value, h.to_value, h.effective_on, h.recorded_at, p.name as actor_name,
           h.reason, h.withdrawn_at
      from opportunity_changes h
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = h.actor_id
     where h.store_id = ${ctx.store.id} and h.opportunity_id = ${opportunityId}
       ${field === undefined ? sql`` : sql`and h.field = ${field}`}
     order by h.recorded_at desc, h.id desc limit 1000`.execute(ctx.tx)
  return rows
}

export interface StandingRow {
  id: string
  customer_id: string
  customer_name: string
  /** As it is now, for what no change speaks of. */
  state: string
  stage: number
  level: string
  owner_id: string
  expected_on: string
  expected_amount_fen: number
  origin: string
  closed_on: string | null
  opened_at: Date
}

/** One step of the history of some cards that stood at a time, or the next one after it. */
export interface StepRow {
  opportunity_id: string
  field: ChangeField
  value: string | null
  /** Before the card had this field at all: it was not there yet. */
  is_unborn: boolean
}

/** Cards of the actor's scope that stood at a time, by id. */
export async function listStanding(
  ctx: Ctx,
  asked: { at: Date; id?: string; after?: string | undefined; limit: number },
): Promise<StandingRow[]> {
  const visible =
    asked.id === undefined
      ? ownedWithin(ctx, 'opportunities.read', 'o.owner_id')
      : ownedOrStoodIn(ctx, 'opportunities.read', {
          owner: 'o.owner_id',
          customer: 'o.customer_id',
        })
  const one = asked.id === undefined ? sql`` : sql`and o.id = ${asked.id}`
  const after = asked.after === undefined ? sql`` : sql`and o.id > ${asked.after}::uuid`
  const { rows } = await sql<StandingRow>`
    select o.id, o.customer_id, c.name as customer_name, o.state, o.stage, o.level, o.owner_id,
           o.expected_on, o.expected_amount_fen, o.origin, o.closed_on, o.opened_at
      from opportunities o
      join customer_heads c on c.store_id = o.store_id and c.id = o.customer_id
     where o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id}
       and (o.withdrawn_at is null or o.withdrawn_at > ${asked.at}) and ${visible} ${one} ${after}
     order by o.id limit ${asked.limit}`.execute(ctx.tx)
  return rows
}

/** Changes that stood at a time: written by then, and not taken back by then. */
const stoodAt = (ctx: Ctx, at: Date, ids: readonly string[]): RawBuilder<unknown> => sql`
  h.store_id = ${ctx.store.id} and h.opportunity_id = any (${[...ids]}::uuid[])
  and (h.withdrawn_at is null or h.withdrawn_at > ${at})`

/** The last value each field of the cards had by a time. */
export async function listLastSteps(
  ctx: Ctx,
  at: Date,
  ids: readonly string[],
): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select distinct on (h.opportunity_id, h.field) h.opportunity_id, h.field, h.to_value as value,
           false as is_unborn
      from opportunity_changes h
     where ${stoodAt(ctx, at, ids)} and h.recorded_at <= ${at}
     order by h.opportunity_id, h.field, h.recorded_at desc, h.id desc`.execute(ctx.tx)
  return rows
}

/** What each field was before its first change after a time, taken back since or not. */
export async function listNextSteps(
  ctx: Ctx,
  at: Date,
  ids: readonly string[],
): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select distinct on (h.opportunity_id, h.field) h.opportunity_id, h.field, h.from_value as value,
           h.from_value is null as is_unborn
      from opportunity_changes h
     where h.store_id = ${ctx.store.id} and h.opportunity_id = any (${[...ids]}::uuid[])
       and h.recorded_at > ${at}
     order by h.opportunity_id, h.field, h.recorded_at, h.id`.execute(ctx.tx)
  return rows
}
