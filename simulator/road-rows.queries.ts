import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { DB } from '#foundation/db/schema.ts'

export interface DemoCard {
  id: string
  customer_id: string
  owner_id: string
  series_id: string | null
  stage: number
  last_contact_at: Date
}

/** Open cards of a store, those contacted last first. */
export async function listDemoCards(ctx: Ctx, limit: number): Promise<DemoCard[]> {
  const { rows } = await sql<DemoCard>`
    select id, customer_id, owner_id, series_id, stage, last_contact_at from opportunities
     where store_id = ${ctx.store.id} and state in ('active', 'signed') and withdrawn_at is null
     order by last_contact_at desc, id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Adds rows of one table, nothing where they are there already. */
export async function addRows<Table extends keyof DB>(
  ctx: Ctx,
  table: Table,
  rows: readonly Insertable<DB[Table]>[],
): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx
    .insertInto(table)
    .values([...rows])
    .onConflict((oc) => oc.doNothing())
    .execute()
}
