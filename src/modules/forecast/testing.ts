import { type Insertable, sql } from 'kysely'
import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import type { Customers, Opportunities, OpportunityChanges, Orders } from '#foundation/db/schema.ts'
import { addDays, type Day, daysFromTo } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'

/**
 * A life of cards written as rows: two a day, hot ones mostly bought within two weeks, cold ones mostly
 * lost, so that there is something to learn.
 */
export async function fillHistory(
  app: App,
  store: StoreInfo,
  owner: string,
  span: { from: Day; to: Day },
): Promise<void> {
  const at = (day: Day) => new Date(`${day}T02:00:00Z`)
  let n = 0
  const customers: Insertable<Customers>[] = []
  const cards: Insertable<Opportunities>[] = []
  const orders: Insertable<Orders>[] = []
  const changes: Insertable<OpportunityChanges>[] = []
  for (const day of daysFromTo(span.from, span.to))
    for (const level of ['H', 'C'] as const) {
      n += 1
      const isWon = level === 'H' ? n % 10 < 5 : n % 10 < 1
      const end = addDays(day, 4 + (n % 20))
      const isOver = end <= span.to
      const ids = { customer: uuidv7(), card: uuidv7() }
      customers.push({ store_id: store.id, id: ids.customer, name: `史${n}`, created_at: at(day) })
      cards.push({
        store_id: store.id,
        id: ids.card,
        customer_id: ids.customer,
        owner_id: owner,
        state: isOver ? (isWon ? 'signed' : 'lost') : 'active',
        level,
        stage: isOver && isWon ? 90 : n % 3 === 0 ? 75 : 50,
        expected_on: end,
        opened_on: day,
        opened_at: at(day),
        last_contact_on: day,
        last_contact_at: at(day),
        closed_on: isOver && !isWon ? end : null,
        loss_kind: isOver && !isWon ? 'defeat' : null,
        expected_amount_fen: 12_000_000,
      })
      if (isOver && isWon) {
        changes.push({
          store_id: store.id,
          id: uuidv7(),
          opportunity_id: ids.card,
          field: 'stage',
          from_value: n % 3 === 0 ? '75' : '50',
          to_value: '90',
          effective_on: end,
          recorded_at: at(end),
        })
        orders.push({
          store_id: store.id,
          id: uuidv7(),
          number: `H${n}`,
          opportunity_id: ids.card,
          customer_id: ids.customer,
          owner_id: owner,
          state: 'signed',
          amount_fen: 12_000_000,
          signed_on: end,
          signed_at: at(end),
          made_at: at(end),
        })
      }
    }
  await inStores(app.db, [store.id], async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx)
    for (let start = 0; start < customers.length; start += 500)
      await tx
        .insertInto('customers')
        .values(customers.slice(start, start + 500))
        .execute()
    for (let start = 0; start < cards.length; start += 500)
      await tx
        .insertInto('opportunities')
        .values(cards.slice(start, start + 500))
        .execute()
    for (let start = 0; start < changes.length; start += 500)
      await tx
        .insertInto('opportunity_changes')
        .values(changes.slice(start, start + 500))
        .execute()
    for (let start = 0; start < orders.length; start += 500)
      await tx
        .insertInto('orders')
        .values(orders.slice(start, start + 500))
        .execute()
  })
}
