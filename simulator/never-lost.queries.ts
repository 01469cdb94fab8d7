import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

export interface SilentCard {
  id: string
  customerId: string
  ownerId: string
  name: string
  sealedKey: Buffer
  phoneSealed: Buffer
}

/** Open cards nobody reached for the longest time, with name and number. */
export async function listSilentCards(ctx: Ctx, limit: number): Promise<SilentCard[]> {
  // In two questions: right after a load the planner knows nothing of the tables yet.
  const cards = await sql<{ id: string; customerId: string; ownerId: string }>`
    select id, customer_id as "customerId", owner_id as "ownerId" from opportunities
     where store_id = ${ctx.store.id} and state = 'active' and withdrawn_at is null
     order by last_contact_on, id limit ${limit * 3}`.execute(ctx.tx)
  const found: SilentCard[] = []
  for (const card of cards.rows) {
    if (found.length === limit) break
    const people = await sql<Pick<SilentCard, 'name' | 'sealedKey' | 'phoneSealed'>>`
      select c.name, c.sealed_key as "sealedKey", f.phone_sealed as "phoneSealed"
        from customers c
        join customer_phones f on f.store_id = c.store_id and f.customer_id = c.id
       where c.store_id = ${ctx.store.id} and f.store_id = ${ctx.store.id} and c.id = ${card.customerId}
         and c.kind = 'person' and c.sealed_key is not null limit 1`.execute(ctx.tx)
    const [person] = people.rows
    if (person) found.push({ ...card, ...person })
  }
  return found
}
