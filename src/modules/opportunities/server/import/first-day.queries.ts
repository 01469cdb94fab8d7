import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export async function countCards(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from opportunities
     where store_id = ${ctx.store.id} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export async function countContacts(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from contacts
     where store_id = ${ctx.store.id} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Open cards of people who keep none: they left, or do not receive visitors. */
export async function countCardsWithout(ctx: Ctx, consultants: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from opportunities
     where store_id = ${ctx.store.id} and withdrawn_at is null
       and state in ('active', 'suspended', 'loss_proposed', 'signed')
       and not (owner_id = any (${consultants}::uuid[]))`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** The most open promises of one consultant on one day, today or later. */
export async function mostPromisesOnADay(ctx: Ctx, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(n), 0) as n from (
      select count(*) as n from follow_ups
       where store_id = ${ctx.store.id} and state = 'open' and withdrawn_at is null
         and due_on >= ${today} group by owner_id, due_on) t`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}
