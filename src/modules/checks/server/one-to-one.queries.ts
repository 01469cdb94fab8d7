import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { CustomerFact } from '#shared/customer-facts.ts'
import { addDays, type Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { UnfinishedKind } from '../contract.ts'

export interface UnfinishedRow {
  kind: UnfinishedKind
  record_id: string
  opportunity_id: string | null
  customer_id: string | null
  level: 'H' | 'A' | 'B' | 'C' | null
  since: Day | null
  series_id: string | null
  series_text: string | null
  customer_kind: 'person' | 'company' | null
  known: CustomerFact[] | null
}

/** An unfiled visit can still be filed for three days (rules.md, Counting at the door). */
const daysToFile = 3

/**
 * All unfinished work of people as it stands, except what is missing at the level: every open card
 * comes as `missing` with what is known, for the rule to judge.
 */
export async function listUnfinished(
  ctx: Ctx,
  people: readonly string[],
  day: Day,
): Promise<(UnfinishedRow & { person_id: string })[]> {
  const ids = [...people]
  const card = sql`v.owner_id as person_id, v.id as record_id, v.id as opportunity_id, v.customer_id, v.level`
  const rest = sql`v.series_id, v.series_text, null::text as customer_kind, null::text[] as known`
  const mine = sql`v.store_id = ${ctx.store.id} and v.owner_id = any (${ids}::uuid[])`
  const { rows } = await sql<UnfinishedRow & { person_id: string }>`
    select 'overdue' as kind, v.owner_id as person_id, v.opportunity_id as record_id, v.opportunity_id,
           v.customer_id, v.level, v.due_on as since, ${rest}
      from promises_made v where ${mine} and v.state = 'open' and not v.is_frozen and v.due_on < ${day}
    union all
    select 'unanswered', ${card}, v.last_contact_on, ${rest} from cards_open v
     where ${mine} and v.state = 'active' and v.unanswered_days >= 3
    union all
    select 'no_model', ${card}, v.opened_on, ${rest} from cards_open v
     where ${mine} and v.state = 'active' and v.series_id is null and coalesce(v.series_text, '') = ''
    union all
    select 'past_date', ${card}, v.expected_on, ${rest} from cards_open v
     where ${mine} and v.state = 'active' and v.expected_on < ${day}
    union all
    select 'loss_open', ${card}, v.last_contact_on, ${rest} from cards_open v
     where ${mine} and v.state = 'loss_proposed'
    union all
    select 'missing', ${card}, v.opened_on, v.series_id, v.series_text, k.kind, k.known from cards_open v
      join customer_known k on k.store_id = v.store_id and k.id = v.customer_id
     where ${mine} and k.store_id = ${ctx.store.id} and v.state = 'active'
    union all
    select 'unfiled', v.received_by, v.id, null, null, null, v.business_day, ${rest} from door_visits v
     where v.store_id = ${ctx.store.id} and v.received_by = any (${ids}::uuid[]) and v.outcome = 'unfiled'
       and v.business_day between ${addDays(day, -daysToFile)} and ${day}
    union all
    select 'left_open', v.received_by, v.id, null, null, null, v.business_day, ${rest} from door_open v
     where v.store_id = ${ctx.store.id} and v.received_by = any (${ids}::uuid[]) and v.business_day < ${day}
     order by since, record_id`.execute(ctx.tx)
  return rows
}

export interface TickRow {
  person_id: string
  kind: UnfinishedKind
  record_id: string
  customer_id: string | null
  result: 'done' | 'to_do'
  comment: string
  checked_at: Date
  checked_by: string
  read_at: Date | null
  version: number
}

export async function listTicks(ctx: Ctx, people: readonly string[], day: Day): Promise<TickRow[]> {
  const { rows } = await sql<TickRow>`
    select person_id, kind, record_id, customer_id, result, comment, checked_at, checked_by, read_at, version
      from one_to_one_ticks
     where store_id = ${ctx.store.id} and day = ${day} and person_id = any (${[...people]}::uuid[])
     order by checked_at, id`.execute(ctx.tx)
  return rows
}

/** Writes a tick, or writes it anew; a changed one is to be read again. */
export async function saveTick(
  ctx: Ctx,
  tick: {
    day: Day
    personId: string
    kind: UnfinishedKind
    recordId: string
    customerId: string | null
    result: 'done' | 'to_do'
    comment: string
  },
): Promise<void> {
  await sql`insert into one_to_one_ticks (store_id, id, day, person_id, kind, record_id, customer_id,
      result, comment, checked_at, checked_by)
    values (${ctx.store.id}, ${uuidv7()}, ${tick.day}, ${tick.personId}, ${tick.kind}, ${tick.recordId},
      ${tick.customerId}, ${tick.result}, ${tick.comment}, ${ctx.now}::timestamptz, ${ctx.actor.personId})
    on conflict (store_id, day, person_id, kind, record_id) do update set result = excluded.result,
      comment = excluded.comment, checked_at = excluded.checked_at, checked_by = excluded.checked_by,
      read_at = null, version = one_to_one_ticks.version + 1`.execute(ctx.tx)
}

export async function markRead(ctx: Ctx, personId: string, day: Day): Promise<void> {
  await sql`update one_to_one_ticks set read_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and day = ${day} and person_id = ${personId} and read_at is null`.execute(
    ctx.tx,
  )
}

export async function listFaces(ctx: Ctx, ids: readonly string[]) {
  const { rows } = await sql<{
    id: string
    name: string
    sealed_key: Buffer | null
    phone_sealed: Buffer | null
  }>`select id, name, sealed_key, phone_sealed from customer_heads
     where store_id = ${ctx.store.id} and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.id, row]))
}
