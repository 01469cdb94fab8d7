import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'

export interface LevelMoveRow {
  id: string
  opportunity_id: string
  customer_id: string
  customer_name: string
  owner_id: string
  from_level: IntentLevel
  to_level: IntentLevel
  effective_on: Day
  reason: string | null
  actor_id: string | null
}

interface Asked {
  from: Day
  to: Day
  owner?: string | undefined
}

const within = (ctx: Ctx, { from, to, owner }: Asked) => sql`
  m.store_id = ${ctx.store.id} and m.effective_on between ${from} and ${to}
  and ${ownedWithin(ctx, 'opportunities.read', 'm.owner_id')}
  and (${owner ?? null}::uuid is null or m.owner_id = ${owner ?? null}::uuid)`

export async function listLevelMoveRows(
  ctx: Ctx,
  asked: Asked,
  limit: number,
): Promise<LevelMoveRow[]> {
  const { rows } = await sql<LevelMoveRow>`
    select m.id, m.opportunity_id, m.customer_id, c.name as customer_name, m.owner_id, m.from_level,
           m.to_level, m.effective_on, m.reason, m.actor_id
      from levels_moved m
      join customer_heads c on c.store_id = m.store_id and c.id = m.customer_id
     where c.store_id = ${ctx.store.id} and ${within(ctx, asked)}
     order by m.effective_on desc, m.recorded_at desc, m.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function countLevelMoves(ctx: Ctx, asked: Asked) {
  const { rows } = await sql<{
    owner_id: string
    from_level: IntentLevel
    to_level: IntentLevel
    is_drift: boolean
    n: number
  }>`
    select m.owner_id, m.from_level, m.to_level, coalesce(m.reason, '') = 'drift' as is_drift,
           count(*)::int as n
      from levels_moved m where ${within(ctx, asked)}
     group by 1, 2, 3, 4`.execute(ctx.tx)
  return rows
}
