import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

const countedTo = 10_001

/**
 * Customers who bought nothing, hold no open card, and whose last card ended (or who were recorded
 * without one) before a day.
 */
const pastProspects = (ctx: Ctx, before: Date) => sql`
  select c.id from customers c
   where c.store_id = ${ctx.store.id} and c.created_at < ${before} and not c.is_owner
     and c.erased_at is null and c.withdrawn_at is null
     and not exists (select from opportunities o where o.store_id = ${ctx.store.id} and o.customer_id = c.id
                        and o.withdrawn_at is null
                        and (o.closed_on is null or o.closed_on >= ${before}::date))
     and not exists (select from vehicles v where v.store_id = ${ctx.store.id} and v.customer_id = c.id
                        and v.withdrawn_at is null)
     and not exists (select from leads l where l.store_id = ${ctx.store.id} and l.customer_id = c.id
                        and l.withdrawn_at is null and (l.ended_at is null or l.ended_at >= ${before}))`

export async function listPastProspects(ctx: Ctx, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    ${pastProspects(ctx, before)} order by c.created_at limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

export async function countPastProspects(ctx: Ctx, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (${pastProspects(ctx, before)} limit ${countedTo}) x`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** Files of customers without an open card, uploaded before a day. */
const pastFiles = (ctx: Ctx, before: Date) => sql`
  a.store_id = ${ctx.store.id} and a.uploaded_at < ${before}
  and not exists (select from opportunities o where o.store_id = ${ctx.store.id}
                     and o.customer_id = a.customer_id and o.withdrawn_at is null
                     and o.state in ('active', 'suspended', 'loss_proposed', 'signed'))
  and not exists (select from customers c where c.store_id = ${ctx.store.id} and c.id = a.customer_id
                     and c.is_owner)`

export async function countPastFiles(ctx: Ctx, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from attachments a where ${pastFiles(ctx, before)} limit ${countedTo}) x`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

export async function deletePastFiles(ctx: Ctx, before: Date, limit: number): Promise<number> {
  const done = await sql`
    delete from attachments where store_id = ${ctx.store.id} and id in (
      select a.id from attachments a where ${pastFiles(ctx, before)} order by a.uploaded_at limit ${limit})`.execute(
    ctx.tx,
  )
  return Number(done.numAffectedRows)
}
