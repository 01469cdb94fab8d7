import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LeadRow } from './leads.queries.ts'

/** How long after its receipt a lead still counts as what brought its customer to the store. */
const followedDays = 180

/** The lead an invitation or an arrival of a customer belongs to: the latest before it; locked. */
export async function lockLeadOfCustomer(
  ctx: Ctx,
  customerId: string,
  at: Date,
): Promise<LeadRow | undefined> {
  const since = new Date(at.getTime() - followedDays * 86_400_000)
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and customer_id = ${customerId} and withdrawn_at is null
       and state <> 'closed' and received_at <= ${at} and received_at > ${since}
     order by received_at desc, id desc limit 1 for update`.execute(ctx.tx)
  return rows[0]
}

/** The lead that already follows an appointment, or that a visit was counted for; locked. */
export async function lockLeadOfInvitation(ctx: Ctx, id: string): Promise<LeadRow | undefined> {
  const { rows } = await sql<LeadRow>`
    select l.* from lead_invitations i
      join leads l on l.store_id = i.store_id and l.id = i.lead_id
     where i.store_id = ${ctx.store.id} and l.store_id = ${ctx.store.id} and i.id = ${id}
       for update of l`.execute(ctx.tx)
  return rows[0]
}

export async function lockLeadsOfVisit(ctx: Ctx, visitId: string, customerIds: readonly string[]) {
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and arrived_visit_id = ${visitId} and withdrawn_at is null
       and not (customer_id = any (${[...customerIds]}::uuid[])) for update`.execute(ctx.tx)
  return rows
}

/** The leads whose card this is; locked. */
export async function lockLeadsOfCard(ctx: Ctx, opportunityId: string): Promise<LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    select * from leads where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId}
       and withdrawn_at is null for update`.execute(ctx.tx)
  return rows
}

export interface Invitation {
  id: string
  leadId: string
  customerId: string
  startsAt: Date
  state: string
  madeBy: string | null
}

/** Keeps an appointment as the lead follows it; gives the state before, or undefined when it is new. */
export async function saveInvitation(ctx: Ctx, of: Invitation): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select state from lead_invitations where store_id = ${ctx.store.id} and id = ${of.id}`.execute(
    ctx.tx,
  )
  await sql`
    insert into lead_invitations (store_id, id, lead_id, customer_id, starts_at, state, made_by, made_at)
    values (${ctx.store.id}, ${of.id}, ${of.leadId}, ${of.customerId}, ${of.startsAt}, ${of.state},
            ${of.madeBy}, ${ctx.now})
    on conflict (store_id, id) do update set starts_at = excluded.starts_at, state = excluded.state`.execute(
    ctx.tx,
  )
  return rows[0]?.state
}

/** What a lead's appointments come to: how many, how many missed, and the next one planned. */
export async function sumInvitations(ctx: Ctx, leadId: string) {
  const { rows } = await sql<{
    made: number
    missed: number
    next: Date | null
    first: Date | null
  }>`
    select count(*) filter (where state not in ('rescheduled', 'cancelled'))::int as made,
           count(*) filter (where state = 'no_show')::int as missed,
           min(starts_at) filter (where state = 'planned') as next,
           min(made_at) as first
      from lead_invitations where store_id = ${ctx.store.id} and lead_id = ${leadId}`.execute(
    ctx.tx,
  )
  return rows[0] as { made: number; missed: number; next: Date | null; first: Date | null }
}
