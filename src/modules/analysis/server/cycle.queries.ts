import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'
import type { CycleCell } from '../rules/closing-cycle.ts'

interface Asked {
  stores: readonly number[]
  from: Day
  to: Day
  /** Only this series. */
  series?: string | undefined
}

export interface SeriesCell extends CycleCell {
  series: string
}

/** One store is named alone, so that one node is asked. */
const within = (column: string, stores: readonly number[]) =>
  stores.length === 1
    ? sql`${sql.ref(column)} = ${stores[0]}`
    : sql`${sql.ref(column)} = any (${[...stores]}::int[])`

/** Prospects filed at the door in the period, by month of filing and of their first deal that stands. */
export async function countByFiling(
  tx: Tx,
  { stores, from, to, series }: Asked,
): Promise<SeriesCell[]> {
  const { rows } = await sql<SeriesCell>`
    select to_char(v.business_day, 'YYYY-MM') as filed, to_char(d.signed_on, 'YYYY-MM') as closed,
           (d.signed_on - v.business_day)::int as days, coalesce(v.series_id::text, '-') as series,
           case when d.signed_on is not null then 'bought'
                when e.state in ('lost', 'terminated') then 'lost' else 'open' end as state,
           count(*)::int as count
      from door_visits v
      left join (select w.store_id, w.opportunity_id, min(w.signed_on) as signed_on
                   from orders_signed w
                  where ${within('w.store_id', stores)} and w.cancelled_on is null
                    and w.signed_on >= ${from} group by 1, 2) d
        on d.store_id = v.store_id and d.opportunity_id = v.opportunity_id
      left join card_traits e on e.store_id = v.store_id and e.id = v.opportunity_id
                             and ${within('e.store_id', stores)}
     where ${within('v.store_id', stores)} and v.outcome = 'filed'
       and v.business_day between ${from} and ${to}
       ${series ? sql`and v.series_id = ${series}` : sql``}
     group by 1, 2, 3, 4, 5`.execute(tx)
  return rows
}

/** Deals signed in the period, by month of signing and of the opening of their cards. */
export async function countByClosing(
  tx: Tx,
  { stores, from, to, series }: Asked,
): Promise<SeriesCell[]> {
  const { rows } = await sql<SeriesCell>`
    select to_char(v.opened_on, 'YYYY-MM') as filed, to_char(v.signed_on, 'YYYY-MM') as closed,
           (v.signed_on - v.opened_on)::int as days, coalesce(v.series_id::text, '-') as series,
           'bought' as state, count(*)::int as count
      from deals_counted v
     where ${within('v.store_id', stores)} and v.cancelled_on is null
       and v.signed_on between ${from} and ${to}
       ${series ? sql`and v.series_id = ${series}` : sql``}
     group by 1, 2, 3, 4`.execute(tx)
  return rows
}
