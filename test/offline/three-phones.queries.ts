import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

type Question =
  | 'cards'
  | 'contacts'
  | 'all cards'
  | 'all contacts'
  | 'kept edits'
  | 'open cards without exactly one promise'

/** Counts rows of a store, of these ids where they are given. */
export async function countOf(ctx: Ctx, what: Question, ids: string[] = []): Promise<number> {
  const store = ctx.store.id
  const questions = {
    cards: sql`select count(*) as n from opportunities where store_id = ${store} and id = any (${ids}::uuid[])`,
    contacts: sql`select count(*) as n from contacts where store_id = ${store} and id = any (${ids}::uuid[])`,
    'all cards': sql`select count(*) as n from opportunities where store_id = ${store}`,
    'all contacts': sql`select count(*) as n from contacts where store_id = ${store}`,
    'kept edits': sql`select count(*) as n from kept_entries where store_id = ${store} and kind = 'edit'`,
    'open cards without exactly one promise': sql`
      select count(*) as n from opportunities o where o.store_id = ${store} and o.state = 'active'
         and (select count(*) from follow_ups f where f.store_id = ${store} and f.opportunity_id = o.id
                and f.state = 'open') <> 1`,
  }
  const { rows } = await sql<{ n: number }>`${questions[what]}`.execute(ctx.tx)
  return Number(rows[0]?.n)
}
