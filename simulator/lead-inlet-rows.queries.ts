import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** The latest leads of a store from one inlet, the newest first. */
export async function listLeadsFrom(ctx: Ctx, origin: string, limit: number) {
  const { rows } = await sql<{ id: string; received_at: Date }>`
    select l.id, l.received_at from leads l
     where l.store_id = ${ctx.store.id} and l.origin = ${origin} and l.withdrawn_at is null
     order by l.received_at desc, l.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Says of leads that they were typed into a form. */
export async function markTyped(ctx: Ctx, formId: string, leadIds: readonly string[]) {
  await sql`
    update leads set form_id = ${formId} where store_id = ${ctx.store.id}
       and id = any (${[...leadIds]}::uuid[])`.execute(ctx.tx)
}

/** Most losses since a day name the model too: one of the rivals of the brand they name. */
export async function nameRivals(ctx: Ctx, since: Day): Promise<void> {
  await sql`
    update opportunities o
       set rival_id = (select r.id from rival_names r
                        where r.group_id = ${ctx.store.groupId} and r.option_id = o.competitor_id
                          and r.is_active order by r.name limit 1)
     where o.store_id = ${ctx.store.id} and o.state in ('lost', 'loss_proposed')
       and o.withdrawn_at is null and o.competitor_id is not null and o.rival_id is null
       and coalesce(o.closed_on, ${since}) >= ${since} and right(o.id::text, 1) < 'd'`.execute(
    ctx.tx,
  )
}

/** The series most often lost for the price between two days, with a model and its price. */
export async function listDearestSeries(ctx: Ctx, from: Day, to: Day, limit: number) {
  const { rows } = await sql<{
    model_id: string
    price_fen: number
    discount_fen: number
    floor_fen: number | null
  }>`
    with lost as (
      select o.series_id, count(*) as n from opportunities o
        join options r on r.group_id = ${ctx.store.groupId} and r.id = o.loss_reason_id
       where o.store_id = ${ctx.store.id} and o.state = 'lost' and o.withdrawn_at is null
         and o.series_id is not null and r.code = 'price' and o.closed_on between ${from} and ${to}
       group by o.series_id)
    select distinct on (l.n, l.series_id) m.id as model_id,
           p.list_fen as price_fen, p.discount_fen, p.floor_fen
      from lost l join models m on m.group_id = ${ctx.store.groupId} and m.series_id = l.series_id
      join list_prices p on p.group_id = ${ctx.store.groupId} and p.model_id = m.id
     where m.is_active and p.store_id is null and p.valid_to is null and p.withdrawn_at is null
     order by l.n desc, l.series_id, p.list_fen, m.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Cards proposed as lost, the longest waiting first. */
export async function listProposed(ctx: Ctx, limit: number) {
  const { rows } = await sql<{ id: string; customer_id: string; loss_proposed_at: Date }>`
    select o.id, o.customer_id, o.loss_proposed_at from opportunities o
     where o.store_id = ${ctx.store.id} and o.state = 'loss_proposed' and o.withdrawn_at is null
       and o.loss_proposed_at is not null
     order by o.loss_proposed_at, o.id limit ${limit}`.execute(ctx.tx)
  return rows
}
