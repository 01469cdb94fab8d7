import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export interface CardForNeeds {
  id: string
  customer_id: string
  owner_id: string
  opened_at: Date
  is_company: boolean
  /** The customer had a car of the store before the card was opened. */
  has_car: boolean
  is_bought: boolean
  /** The cheapest guide price of the series; 0 where there is none. */
  price_fen: number
}

/** Every card of a store with what tells its needs, in one order. */
export async function listCardsForNeeds(ctx: Ctx): Promise<CardForNeeds[]> {
  const store = ctx.store.id
  const { rows } = await sql<CardForNeeds>`
    select o.id, o.customer_id, o.owner_id, o.opened_at, c.kind = 'company' as is_company,
           coalesce(v.first_on < o.opened_on, false) as has_car,
           o.state in ('signed', 'delivered') as is_bought, coalesce(m.price_fen, 0) as price_fen
      from opportunities o
      join customers c on c.store_id = o.store_id and c.id = o.customer_id and c.store_id = ${store}
      left join (select customer_id, min(delivered_on) as first_on from vehicles
                  where store_id = ${store} and withdrawn_at is null group by 1) v
        on v.customer_id = o.customer_id
      left join (select series_id, min(guide_price_fen) as price_fen from models
                  where group_id = ${ctx.store.groupId} group by 1) m on m.series_id = o.series_id
     where o.store_id = ${store} and o.withdrawn_at is null
     order by o.id`.execute(ctx.tx)
  return rows
}
