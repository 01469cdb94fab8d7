import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import type { Permission } from '#shared/permissions.ts'
import type { OpportunityState } from '../contracts/card.ts'
import { type CardFilter, conditions } from './list-cards.queries.ts'

export interface EditableCard {
  id: string
  state: OpportunityState
  level: IntentLevel
  expected_on: Day
  is_expected_estimated: boolean
  series_id: string | null
  source_id: string | null
  owner_id: string
  may_write: boolean
}

/** The visible cards of a choice, with what decides whether they can be changed, by id. */
export async function listEditable(
  ctx: Ctx,
  chosen: {
    ids?: readonly string[]
    filter?: CardFilter
    /** What is to be done to them, by the right it needs. */
    permission: Permission
    limit: number
  },
): Promise<EditableCard[]> {
  const { filter } = chosen
  const promises =
    filter?.due === undefined && filter?.dueOn === undefined
      ? sql``
      : sql`join follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id
          and f.state = 'open' and f.withdrawn_at is null and f.store_id = ${ctx.store.id}`
  const within = filter
    ? conditions(ctx, filter, 'expected')
    : sql`o.id = any (${chosen.ids ?? []}::uuid[]) and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}`
  const { rows } = await sql<EditableCard>`
    select o.id, o.state, o.level, o.expected_on, o.is_expected_estimated, o.series_id, o.source_id, o.owner_id,
           ${ownedWithin(ctx, chosen.permission, 'o.owner_id')} as may_write
      from opportunities o ${promises}
     where o.store_id = ${ctx.store.id} and o.withdrawn_at is null and ${within}
     order by o.id limit ${chosen.limit}`.execute(ctx.tx)
  return rows
}

/** The customers' names of some cards. */
export async function namesOfCards(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select o.id, c.name from opportunities o
      join customer_heads c on c.store_id = o.store_id and c.id = o.customer_id
     where o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id}
       and o.id = any (${ids}::uuid[])`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Whether the group has a source or a series by this id. */
export async function optionExists(
  ctx: Ctx,
  table: 'options' | 'series',
  id: string,
): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    select 1 as one from ${sql.table(table)} where group_id = ${ctx.store.groupId} and id = ${id}
      ${table === 'options' ? sql`and kind = 'source'` : sql``}`.execute(ctx.tx)
  return rows.length > 0
}
