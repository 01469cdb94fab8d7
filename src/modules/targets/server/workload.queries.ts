import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

/** Open cards per person and level. */
export async function countCardsByLevel({ tx, store }: Ctx) {
  const { rows } = await sql<{ owner_id: string; level: 'H' | 'A' | 'B' | 'C'; n: number }>`
    select v.owner_id, v.level, count(*)::int as n from cards_open v
     where v.store_id = ${store.id} group by 1, 2`.execute(tx)
  return rows
}

/** Open promises per person and day up to a day; what is overdue stands under the day before `from`. */
export async function countDue({ tx, store }: Ctx, { from, to }: { from: Day; to: Day }) {
  const { rows } = await sql<{ owner_id: string; due_on: Day | null; n: number }>`
    select v.owner_id, case when v.due_on < ${from}::date then null else v.due_on end as due_on,
           count(*)::int as n
      from promises_made v
     where v.store_id = ${store.id} and v.state = 'open' and not v.is_frozen and v.due_on <= ${to}::date
     group by 1, 2`.execute(tx)
  return rows
}

export async function countKeptOn({ tx, store }: Ctx, day: Day) {
  const { rows } = await sql<{ owner_id: string; n: number }>`
    select v.owner_id, count(*)::int as n from promises_made v
     where v.store_id = ${store.id} and v.state = 'done' and v.ended_on = ${day} group by 1`.execute(
    tx,
  )
  return rows
}

/** Visits of a day per person who received them, those still open among them. */
export async function countVisitsOn({ tx, store }: Ctx, day: Day) {
  const { rows } = await sql<{ owner_id: string; n: number }>`
    select x.owner_id, sum(x.n)::int as n from (
      select v.received_by as owner_id, count(*)::int as n from door_visits v
       where v.store_id = ${store.id} and v.business_day = ${day} and v.received_by is not null group by 1
      union all
      select v.received_by, count(*)::int from door_open v
       where v.store_id = ${store.id} and v.business_day = ${day} and v.received_by is not null group by 1
    ) x group by 1`.execute(tx)
  return rows
}

export async function countAppointmentsOn({ tx, store }: Ctx, day: Day) {
  const { rows } = await sql<{ owner_id: string; n: number }>`
    select v.person_id as owner_id, count(*)::int as n from appointment_list v
     where v.store_id = ${store.id} and v.day = ${day} and v.state in ('planned', 'shown') group by 1`.execute(
    tx,
  )
  return rows
}

/** Open leads per owner; nobody's under null. */
export async function countOpenLeads({ tx, store }: Ctx) {
  const { rows } = await sql<{ owner_id: string | null; n: number }>`
    select v.owner_id, count(*)::int as n from leads_counted v
     where v.store_id = ${store.id} and v.state in ('new', 'assigned', 'nurture', 'lost_pending')
     group by 1`.execute(tx)
  return rows
}

export async function listAwayOn({ tx, store }: Ctx, day: Day): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from leave_list
     where store_id = ${store.id} and from_day <= ${day} and to_day >= ${day}`.execute(tx)
  return rows.map((row) => row.person_id)
}

/** The oldest open leads of a person, or of nobody, with the customer's name. */
export async function listLeadsToShare({ tx, store }: Ctx, ownerId: string | null, limit: number) {
  const { rows } = await sql<{ id: string; name: string; received_on: Day }>`
    select v.id, coalesce(h.name, '') as name, v.received_on from leads_counted v
      left join customer_heads h on h.store_id = ${store.id} and h.id = v.customer_id
     where v.store_id = ${store.id} and v.state in ('new', 'assigned')
       and ${ownerId === null ? sql`v.owner_id is null` : sql`v.owner_id = ${ownerId}`}
     order by v.received_at, v.id limit ${limit}`.execute(tx)
  return rows
}
