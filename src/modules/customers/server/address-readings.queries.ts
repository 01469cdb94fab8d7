import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LockedFactsRow } from './facts.queries.ts'

export async function isReadFor(ctx: Ctx, city: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('address_readings')
    .select('read_at')
    .where('store_id', '=', ctx.store.id)
    .where('city', '=', city)
    .executeTakeFirst()
  return row !== undefined
}

export async function noteReading(ctx: Ctx, city: string, found: number): Promise<void> {
  await ctx.tx
    .insertInto('address_readings')
    .values({ store_id: ctx.store.id, city, read_at: ctx.now, found })
    .onConflict((c) => c.columns(['store_id', 'city']).doNothing())
    .execute()
}

/** Customers after an id, in its order, of whom an address is known and no area. */
export async function listWithoutArea(
  ctx: Ctx,
  after: string,
  limit: number,
): Promise<LockedFactsRow[]> {
  const { rows } = await sql<LockedFactsRow>`
    select c.id, c.sealed_key, c.sex, c.birthday, c.id_number_sealed, c.occupation_id, c.industry_id,
           c.hobby_ids, c.household_id, c.area_code, c.source_id, c.preferences, c.sealed_facts,
           c.search_keys
      from customers c
     where c.store_id = ${ctx.store.id} and c.id > ${after}::uuid and c.withdrawn_at is null
       and c.area_code is null and c.sealed_key is not null
       and c.sealed_fact_names && array['homeAddress', 'workAddress']
     order by c.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Gives customers an area who still have none; those that somebody gave one meanwhile keep it. */
export async function fillAreas(
  ctx: Ctx,
  found: readonly { id: string; areaCode: string }[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update customers c set area_code = t.area, version = c.version + 1
      from unnest(${found.map((one) => one.id)}::uuid[], ${found.map((one) => one.areaCode)}::text[])
        as t (id, area)
     where c.store_id = ${ctx.store.id} and c.id = t.id and c.area_code is null
     returning c.id`.execute(ctx.tx)
  return rows.map((row) => row.id)
}
