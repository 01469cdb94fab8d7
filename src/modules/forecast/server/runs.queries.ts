import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

export interface RunRow {
  store_id: number
  month: string
  made_on: Day
  expected: number
  low: number
  high: number
  done: number
  cars: number
  amount_fen: number
  amount_low_fen: number
  amount_high_fen: number
}

/** The latest forecast of a month, of each store. */
export async function listRuns(
  ctx: Ctx,
  storeIds: readonly number[],
  month: string,
): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select distinct on (r.store_id) r.* from forecast_runs r
     where r.store_id = any (${[...storeIds]}::int[]) and r.month = ${month}
     order by r.store_id, r.made_on desc`.execute(ctx.tx)
  return rows
}

export async function saveRun(ctx: Ctx, row: RunRow): Promise<void> {
  await ctx.tx
    .insertInto('forecast_runs')
    .values({ ...row, made_at: ctx.now })
    .onConflict((c) =>
      c.columns(['store_id', 'month', 'made_on']).doUpdateSet((eb) => ({
        made_at: eb.ref('excluded.made_at'),
        expected: eb.ref('excluded.expected'),
        low: eb.ref('excluded.low'),
        high: eb.ref('excluded.high'),
        done: eb.ref('excluded.done'),
        cars: eb.ref('excluded.cars'),
        amount_fen: eb.ref('excluded.amount_fen'),
        amount_low_fen: eb.ref('excluded.amount_low_fen'),
        amount_high_fen: eb.ref('excluded.amount_high_fen'),
      })),
    )
    .execute()
}
