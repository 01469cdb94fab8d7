import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export interface RivalRow {
  id: string
  option_id: string | null
  brand: string
  name: string
}

/** The rivals in use: those named on the card first, then those set against its series, then by name. */
export async function listRivalsFor(
  ctx: Ctx,
  card: { id: string; series_id: string | null },
): Promise<(RivalRow & { is_named: boolean })[]> {
  const { rows: named } = await sql<{ rival_id: string }>`
    select n.rival_id from card_rivals n
     where n.store_id = ${ctx.store.id} and n.opportunity_id = ${card.id}`.execute(ctx.tx)
  const ids = named.map((row) => row.rival_id)
  const { rows } = await sql<RivalRow & { is_named: boolean }>`
    select r.id, r.option_id, r.brand, r.name, r.id = any (${ids}::uuid[]) as is_named
      from rival_names r where r.group_id = ${ctx.store.groupId} and r.is_active
     order by r.id = any (${ids}::uuid[]) desc,
              r.own_series_id is not distinct from ${card.series_id}::uuid desc, r.brand, r.name, r.id
     limit 500`.execute(ctx.tx)
  return rows
}

/** A rival of the group, resting ones too. */
export async function findRivalName(ctx: Ctx, id: string): Promise<RivalRow | undefined> {
  const { rows } = await sql<RivalRow>`
    select r.id, r.option_id, r.brand, r.name from rival_names r
     where r.group_id = ${ctx.store.groupId} and r.id = ${id}`.execute(ctx.tx)
  return rows[0]
}
