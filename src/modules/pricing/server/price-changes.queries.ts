import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

export interface PriceChange {
  seriesId: string
  modelId: string
  modelName: string
  modelNameEn: string
  day: Day
  /** By how much the price net of the usual discount fell, in fen; null: the model is new. */
  fallFen: number | null
}

/**
 * Prices that fell and models that got their first price from `from` to `to`, as the store sells them.
 * A price that rose again since, or held for days that are over, did not fall.
 */
export async function listPriceChanges(
  ctx: Ctx,
  { from, to }: { from: Day; to: Day },
): Promise<PriceChange[]> {
  const { rows } = await sql<PriceChange>`
    select m.series_id as "seriesId", m.id as "modelId", m.name as "modelName",
           coalesce(nullif(m.name_en, ''), m.name) as "modelNameEn", x.valid_from as day,
           (x.before - greatest(x.net, x.now))::bigint as "fallFen"
      from (select l.model_id, l.valid_from, l.list_fen - l.discount_fen as net,
                   lag(l.list_fen - l.discount_fen) over (
                     partition by l.model_id order by l.valid_from, l.store_id nulls first) as before,
                   first_value(l.list_fen - l.discount_fen) over (
                     partition by l.model_id order by l.valid_from desc, l.store_id nulls last) as now
              from list_prices l
             where l.group_id = ${ctx.store.groupId} and l.withdrawn_at is null
               and (l.store_id is null or l.store_id = ${ctx.store.id})
               and l.valid_from <= ${to} and (l.valid_to is null or l.valid_to >= ${to})) x
      join models m on m.group_id = ${ctx.store.groupId} and m.id = x.model_id and m.is_active
     where x.valid_from between ${from} and ${to}
       and (x.before is null or greatest(x.net, x.now) < x.before)
     order by x.valid_from desc, m.id`.execute(ctx.tx)
  return rows
}
