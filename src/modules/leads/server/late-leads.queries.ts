import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LeadRow } from './leads.queries.ts'

/** Open leads nobody took that came before a time and were not told yet; locked, used ones left out. */
export async function lockWithoutOwner(ctx: Ctx, before: Date): Promise<LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and owner_id is null and state = 'new' and withdrawn_at is null
       and received_at < ${before} and told_without_owner_at is null
     order by received_at limit 500 for update skip locked`.execute(ctx.tx)
  return rows
}

/** Leads nobody called within the store's target that were not told yet; locked, used ones left out. */
export async function lockLate(ctx: Ctx, now: Date): Promise<LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and first_contact_at is null and told_late_at is null
       and withdrawn_at is null and ended_at is null and answer_due_at < ${now}
     order by answer_due_at limit 500 for update skip locked`.execute(ctx.tx)
  return rows
}

/** Late leads their person was told of and the managers were not, the longest late first; locked. */
export async function lockToRise(ctx: Ctx): Promise<LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    select * from leads
     where store_id = ${ctx.store.id} and first_contact_at is null and told_late_at is not null
       and told_managers_at is null and withdrawn_at is null and ended_at is null
       and answer_due_at <= ${ctx.now}
     order by answer_due_at limit 500 for update skip locked`.execute(ctx.tx)
  return rows
}
