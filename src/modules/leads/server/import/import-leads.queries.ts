import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'

export interface ImportedLead {
  id: string
  customer_id: string
  origin: string
  source_id: string | null
  series_id: string | null
  note: string
  owner_id: string | null
  received_at: Date
  received_on: Day
  external_id: string | null
  due_at: Date
}

/** Which of these customers have an open lead. */
export async function openLeadsOf(ctx: Ctx, customerIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from leads
     where store_id = ${ctx.store.id} and customer_id = any (${[...customerIds]}::uuid[])
       and state in ('new', 'assigned', 'nurture', 'lost_pending') and withdrawn_at is null`.execute(
    ctx.tx,
  )
  return new Set(rows.map((row) => row.customer_id))
}

/** Which of these numbers of another system were sent before. */
export async function sentBefore(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ external_id: string }>`
    select external_id from leads
     where store_id = ${ctx.store.id} and external_id = any (${[...ids]}::text[])
       and external_id is not null and withdrawn_at is null`.execute(ctx.tx)
  return new Set(rows.map((row) => row.external_id))
}

/** Adds many leads with the first steps of their lives. */
export async function insertLeadRows(
  ctx: Ctx,
  operationId: string,
  leads: readonly ImportedLead[],
): Promise<void> {
  const of = <Name extends keyof ImportedLead>(name: Name) => leads.map((lead) => lead[name])
  await sql`
    insert into leads (store_id, id, customer_id, origin, source_id, series_id, note, state, owner_id,
                       received_at, received_on, received_by, assigned_at, due_at, answer_due_at,
                       external_id, operation_id)
    select ${ctx.store.id}::int, t.id, t.customer_id, t.origin, t.source_id, t.series_id, t.note,
           case when t.owner_id is null then 'new' else 'assigned' end, t.owner_id, t.received_at,
           t.received_on, ${ctx.actor.personId}::uuid,
           case when t.owner_id is null then null else ${ctx.now}::timestamptz end, t.due_at, t.due_at,
           t.external_id, ${operationId}::uuid
      from unnest(${of('id')}::uuid[], ${of('customer_id')}::uuid[], ${of('origin')}::text[],
                  ${of('source_id')}::uuid[], ${of('series_id')}::uuid[], ${of('note')}::text[],
                  ${of('owner_id')}::uuid[], ${of('received_at')}::timestamptz[],
                  ${of('received_on')}::date[], ${of('external_id')}::text[],
                  ${of('due_at')}::timestamptz[])
        as t (id, customer_id, origin, source_id, series_id, note, owner_id, received_at, received_on,
              external_id, due_at)
    on conflict do nothing`.execute(ctx.tx)
  const steps = leads.flatMap((lead) => [
    { lead, step: 'received', to: lead.origin, at: lead.received_at, day: lead.received_on },
    ...(lead.owner_id
      ? [{ lead, step: 'assigned', to: lead.owner_id, at: ctx.now, day: lead.received_on }]
      : []),
  ])
  await sql`
    insert into lead_steps (store_id, id, lead_id, customer_id, step, at, on_day, actor_id, to_value)
    select ${ctx.store.id}::int, t.id, t.lead_id, t.customer_id, t.step, t.at,
           (t.at at time zone ${ctx.store.timeZone})::date, ${ctx.actor.personId}::uuid, t.to_value
      from unnest(${steps.map(() => uuidv7())}::uuid[], ${steps.map(({ lead }) => lead.id)}::uuid[],
                  ${steps.map(({ lead }) => lead.customer_id)}::uuid[],
                  ${steps.map(({ step }) => step)}::text[], ${steps.map(({ at }) => at)}::timestamptz[],
                  ${steps.map(({ to }) => to)}::text[])
        as t (id, lead_id, customer_id, step, at, to_value)
    on conflict do nothing`.execute(ctx.tx)
}

export interface LeadOfOperation {
  id: string
  customer_id: string
  name: string | null
  received_on: Day
  is_touched: boolean
}

/** The leads an import made and nobody took back; touched when somebody worked on one since. */
export async function leadsOfOperation(ctx: Ctx, operationId: string): Promise<LeadOfOperation[]> {
  const { rows } = await sql<LeadOfOperation>`
    select l.id, l.customer_id, h.name, l.received_on, l.version > 1 as is_touched
      from leads l
      left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = l.customer_id
     where l.store_id = ${ctx.store.id} and l.operation_id = ${operationId} and l.withdrawn_at is null
     order by l.received_at, l.id`.execute(ctx.tx)
  return rows
}

/** Withdraws leads with their lives. */
export async function withdrawLeads(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`
    update leads set withdrawn_at = ${ctx.now}::timestamptz, version = version + 1
     where store_id = ${ctx.store.id} and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  await sql`
    update lead_steps set withdrawn_at = ${ctx.now}::timestamptz
     where store_id = ${ctx.store.id} and lead_id = any (${[...ids]}::uuid[])
       and withdrawn_at is null`.execute(ctx.tx)
}

/** Which of these customers still have a lead. */
export async function customersWithLeads(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from leads
     where store_id = ${ctx.store.id} and customer_id = any (${[...ids]}::uuid[])
       and withdrawn_at is null`.execute(ctx.tx)
  return new Set(rows.map((row) => row.customer_id))
}

export async function countLeadsKept(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from leads
     where store_id = ${ctx.store.id} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}
