import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'

interface Period {
  storeId: number
  from: Day
  to: Day
}

/** Walk-in parties each consultant received per day: how many days had how many. */
export async function countReceptions(
  tx: Tx,
  { storeId, from, to }: Period,
): Promise<{ consultant: string; parties: number; days: number }[]> {
  const { rows } = await sql<{ consultant: string; parties: number; days: number }>`
    select d.consultant, d.parties::int as parties, count(*)::int as days from (
      select v.received_by::text as consultant, v.business_day, count(*) as parties
        from door_visits v
       where v.store_id = ${storeId} and v.business_day between ${from} and ${to}
         and v.channel = 'walk-in' and v.received_by is not null
         and v.outcome in ('filed', 'unfiled', 'repeat')
       group by 1, 2) d
     group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

/** Walk-in parties by weekday (1 Monday) and hour of arrival, in the store's time zone. */
export async function countArrivals(
  tx: Tx,
  { storeId, from, to, timeZone }: Period & { timeZone: string },
): Promise<{ weekday: number; hour: number; parties: number }[]> {
  const { rows } = await sql<{ weekday: number; hour: number; parties: number }>`
    select extract(isodow from v.business_day)::int as weekday,
           extract(hour from v.arrived_at at time zone ${timeZone})::int as hour,
           count(*)::int as parties
      from door_visits v
     where v.store_id = ${storeId} and v.business_day between ${from} and ${to}
       and v.channel = 'walk-in' and v.arrived_at is not null
       and v.outcome in ('filed', 'unfiled', 'repeat')
     group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

/** By weekday: the days somebody was received on, and how many consultants received on them. */
export async function countOnFloor(
  tx: Tx,
  { storeId, from, to }: Period,
): Promise<{ weekday: number; days: number; consultants: number }[]> {
  const { rows } = await sql<{ weekday: number; days: number; consultants: number }>`
    select extract(isodow from d.business_day)::int as weekday, count(*)::int as days,
           sum(d.consultants)::int as consultants
      from (select v.business_day, count(distinct v.received_by) as consultants
              from door_visits v
             where v.store_id = ${storeId} and v.business_day between ${from} and ${to}
               and v.outcome in ('filed', 'unfiled', 'repeat')
             group by 1) d
     group by 1 order by 1`.execute(tx)
  return rows
}

/** Whole minutes of walk-in receptions that have both times: how many lasted how long. */
export async function countMinutes(
  tx: Tx,
  { storeId, from, to }: Period,
): Promise<{ minutes: number; parties: number }[]> {
  const { rows } = await sql<{ minutes: number; parties: number }>`
    select floor(extract(epoch from v.left_at - v.arrived_at) / 60)::int as minutes,
           count(*)::int as parties
      from door_visits v
     where v.store_id = ${storeId} and v.business_day between ${from} and ${to}
       and v.channel = 'walk-in' and v.arrived_at is not null and v.left_at > v.arrived_at
       and v.left_at < v.arrived_at + interval '6 hours' and not v.is_flagged
       and v.outcome in ('filed', 'unfiled', 'repeat')
     group by 1 order by 1`.execute(tx)
  return rows
}
