import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'

/** Whose work is asked for: the people of the caller's scope, or everybody's in the store. */
export interface MorningScope {
  storeId: number
  people: readonly string[] | undefined
}

export interface MorningDays {
  day: Day
  /** The last open day before the list's day, and the first one after it. */
  since: Day
  next: Day
}

const within = ({ people }: MorningScope, column: RawBuilder<unknown>) =>
  people ? sql`and ${column} = any (${[...people]}::uuid[])` : sql``

const series = sql`v.series_id, v.series_text`

export interface PromiseRow {
  id: string
  opportunity_id: string
  customer_id: string
  owner_id: string
  due_on: Day
  purpose: string
  level: 'H' | 'A' | 'B' | 'C'
  series_id: string | null
  series_text: string | null
  last_contact_on: Day
}

/** Open promises due on or before the day, the longest overdue and hottest first, so many each. */
export async function listDuePromises(
  tx: Tx,
  scope: MorningScope,
  day: Day,
  perPerson: number,
): Promise<PromiseRow[]> {
  const { rows } = await sql<PromiseRow>`
    select * from (
      select v.id, v.opportunity_id, v.customer_id, v.owner_id, v.due_on, v.purpose, v.level, ${series},
             v.last_contact_on,
             row_number() over (partition by v.owner_id
               order by v.due_on, position(v.level in 'HABC'), v.id) as place
        from promises_made v
       where v.store_id = ${scope.storeId} and v.state = 'open' and not v.is_frozen
         and v.due_on <= ${day} ${within(scope, sql`v.owner_id`)}) due
     where place <= ${perPerson} order by due_on, position(level in 'HABC'), id`.execute(tx)
  return rows
}

export interface LoadRow {
  owner_id: string
  due: number
  overdue: number
  next: number
}

/** How much is due per person: on the day, before it, and up to the next open day after it. */
export async function countLoad(
  tx: Tx,
  scope: MorningScope,
  { day, next }: MorningDays,
): Promise<LoadRow[]> {
  const { rows } = await sql<LoadRow>`
    select v.owner_id, (count(*) filter (where v.due_on = ${day}::date))::int as due,
           (count(*) filter (where v.due_on < ${day}::date))::int as overdue,
           (count(*) filter (where v.due_on > ${day}::date))::int as next
      from promises_made v
     where v.store_id = ${scope.storeId} and v.state = 'open' and not v.is_frozen
       and v.due_on <= ${next}::date ${within(scope, sql`v.owner_id`)}
     group by v.owner_id`.execute(tx)
  return rows
}

/** How many promises each person kept on the day. */
export async function countKept(tx: Tx, scope: MorningScope, day: Day) {
  const { rows } = await sql<{ owner_id: string; kept: number }>`
    select v.owner_id, count(*)::int as kept from promises_made v
     where v.store_id = ${scope.storeId} and v.state = 'done'
       and v.ended_on = ${day} ${within(scope, sql`v.owner_id`)}
     group by v.owner_id`.execute(tx)
  return rows
}

export interface BreachRow {
  opportunity_id: string
  customer_id: string
  owner_id: string
  due_on: Day
  kept_on: Day | null
  level: 'H' | 'A' | 'B' | 'C'
  series_id: string | null
  series_text: string | null
}

/** Promises due since the last open day that were not kept on their day: open, late, or moved late. */
export async function listBreaches(
  tx: Tx,
  scope: MorningScope,
  { day, since }: MorningDays,
): Promise<BreachRow[]> {
  const { storeId } = scope
  const columns = sql`v.opportunity_id, v.customer_id, v.owner_id`
  const { rows } = await sql<BreachRow>`
    select ${columns}, v.due_on, null::date as kept_on, v.level, ${series} from promises_made v
     where v.store_id = ${storeId} and v.state = 'open' and not v.is_frozen
       and v.due_on >= ${since} and v.due_on < ${day} ${within(scope, sql`v.owner_id`)}
    union all
    select ${columns}, v.due_on, v.ended_on, v.level, ${series} from promises_made v
     where v.store_id = ${storeId} and v.state in ('done', 'replaced')
       and v.ended_on > ${since} and v.ended_on > v.due_on
       and v.due_on >= ${since} and v.due_on < ${day} ${within(scope, sql`v.owner_id`)}
    union all
    select ${columns}, v.was_due_on::date, v.moved_on, v.level, ${series} from promises_moved v
     where v.store_id = ${storeId} and v.moved_on > ${since}
       and v.was_due_on >= ${since}::text and v.was_due_on < ${day}::text
       and v.moved_on > v.was_due_on::date ${within(scope, sql`v.owner_id`)}
    order by due_on`.execute(tx)
  return rows
}

export interface CardRow {
  opportunity_id: string
  customer_id: string
  owner_id: string
  opened_on: Day
  level: 'H' | 'A' | 'B' | 'C'
  series_id: string | null
  series_text: string | null
}

/** Cards made since the last open day. */
export async function listNewCards(
  tx: Tx,
  scope: MorningScope,
  { day, since }: MorningDays,
): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select v.id as opportunity_id, v.customer_id, v.owner_id, v.opened_on, v.level, v.series_id,
           v.series_text
      from cards_opened v
     where v.store_id = ${scope.storeId} and v.withdrawn_at is null
       and v.opened_on >= ${since} and v.opened_on < ${day} ${within(scope, sql`v.owner_id`)}
     order by v.opened_at desc, v.id`.execute(tx)
  return rows
}

export interface VisitRow {
  id: string
  received_by: string | null
  business_day: Day
  arrived_at: Date | null
  channel: 'walk-in' | 'call-in'
  series_id: string | null
  series_text: string | null
  is_flagged: boolean
  is_open: boolean
}

/** Unfiled visits since the last open day, and visits of the days before that nobody closed. */
export async function listLeftVisits(
  tx: Tx,
  scope: MorningScope,
  { day, since }: MorningDays,
): Promise<VisitRow[]> {
  const columns = sql`v.id, v.received_by, v.business_day, v.arrived_at, v.channel, ${series}`
  const { rows } = await sql<VisitRow>`
    select ${columns}, v.is_flagged, false as is_open from door_visits v
     where v.store_id = ${scope.storeId} and v.outcome = 'unfiled'
       and v.business_day >= ${since} and v.business_day < ${day} ${within(scope, sql`v.received_by`)}
    union all
    select ${columns}, false, true from door_open v
     where v.store_id = ${scope.storeId} and v.business_day < ${day} ${within(scope, sql`v.received_by`)}
    order by business_day, arrived_at nulls last, id`.execute(tx)
  return rows
}

export interface FaceRow {
  id: string
  name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  special: 'fleet' | 'vip' | 'difficult' | null
}

export async function listFaces(tx: Tx, storeId: number, ids: string[]): Promise<FaceRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FaceRow>`
    select id, name, sealed_key, phone_sealed, special from customer_heads
     where store_id = ${storeId} and id = any (${ids}::uuid[])`.execute(tx)
  return rows
}

export interface AppointmentRow {
  id: string
  opportunity_id: string | null
  customer_id: string
  owner_id: string
  starts_at: Date
  purpose: string
  state: string
}

/** The appointments of a day that still stand, or were kept, by the clock. */
export async function listAppointments(
  tx: Tx,
  scope: MorningScope,
  day: Day,
): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`
    select v.id, v.opportunity_id, v.customer_id, v.person_id as owner_id, v.starts_at, v.purpose, v.state
      from appointment_list v
     where v.store_id = ${scope.storeId} and v.day = ${day} and v.state in ('planned', 'shown', 'no_show')
       ${within(scope, sql`v.person_id`)}
     order by v.starts_at, v.id limit 500`.execute(tx)
  return rows
}

export interface EscalationRow {
  id: string
  opportunity_id: string
  customer_id: string
  owner_id: string
  kind: 'overdue' | 'unanswered'
  since: Day
  level: 'H' | 'A' | 'B' | 'C'
  series_id: string | null
  series_text: string | null
}

/** What rose to the manager and nobody has dealt with, the longest waiting first. */
export async function listEscalated(tx: Tx, scope: MorningScope): Promise<EscalationRow[]> {
  const { rows } = await sql<EscalationRow>`
    select v.id, v.opportunity_id, v.customer_id, v.owner_id, v.kind, v.since, v.level, ${series}
      from escalation_list v
     where v.store_id = ${scope.storeId} and v.settled_at is null ${within(scope, sql`v.owner_id`)}
     order by v.since, v.id limit 2000`.execute(tx)
  return rows
}

/** Who is away on a day, all or part of it. */
export async function listAway(tx: Tx, storeId: number, day: Day): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from leave_list
     where store_id = ${storeId} and from_day <= ${day} and to_day >= ${day}`.execute(tx)
  return rows.map((row) => row.person_id)
}
