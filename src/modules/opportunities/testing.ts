import { sql } from 'kysely'
import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import type { TestPerson } from '#modules/access/testing.ts'
import { someNumber } from '#modules/customers/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { TestApp } from '../../testing.ts'
import { openCard } from './contract.ts'

export interface TestCard {
  id: string
  customerId: string
  phone: string
}

/** A new card of a consultant, made through HTTP; by default level A, first promise tomorrow. */
export async function makeCard(
  kit: TestApp,
  owner: TestPerson,
  given: { name?: string; phone?: string; expectedOn?: string; level?: 'H' | 'A' | 'B' | 'C' } = {},
): Promise<TestCard> {
  const phone = given.phone ?? someNumber()
  const { status, body } = await kit.call(owner, openCard, {
    body: {
      id: uuidv7(),
      customer: { name: given.name ?? '王建国', phones: [phone] },
      ...(given.expectedOn === undefined
        ? { level: given.level ?? 'A' }
        : { expectedOn: given.expectedOn }),
    },
  })
  if (status !== 201) throw new Error(`The card was refused: ${JSON.stringify(body)}`)
  return { id: body.id, customerId: body.customerId, phone }
}

/** The open promises of a card, straight from the table. */
export async function openPromises(app: App, store: StoreInfo, opportunityId: string) {
  return inStores(app.db, [store.id], async (tx) => {
    const { rows } = await sql<{
      id: string
      due_on: string
      owner_id: string
      is_frozen: boolean
    }>`
      select id, due_on, owner_id, is_frozen from follow_ups where store_id = ${store.id}
         and opportunity_id = ${opportunityId} and state = 'open' and withdrawn_at is null`.execute(
      tx,
    )
    return rows
  })
}

/**
 * Many open cards at once, straight into the tables: levels, stages, days and owners spread evenly,
 * promises from 15 September 2026 on. For tries of long lists; nothing else is made beside them.
 */
export async function fillCards(
  app: App,
  store: Pick<StoreInfo, 'id'>,
  owners: readonly string[],
  rows: number,
): Promise<void> {
  const idOf = (mark: string) =>
    sql`(${`01990000-0000-7000-8000-${mark}`} || lpad(n::text, 11, '0'))::uuid`
  const owner = sql`(${owners}::uuid[])[1 + n % ${owners.length}::int]`
  const numbers = sql`from generate_series(1, ${rows}::int) n on conflict do nothing`
  await inStores(app.db, [store.id], async (tx) => {
    await sql`insert into customers (store_id, id, name, created_at, owner_id)
      select ${store.id}, ${idOf('a')}, '客户' || lpad(n::text, 6, '0'), now(), ${owner}
        ${numbers}`.execute(tx)
    await sql`insert into opportunities (store_id, id, customer_id, owner_id, state, level, stage,
        expected_on, opened_on, opened_at, last_contact_on, last_contact_at)
      select ${store.id}, ${idOf('b')}, ${idOf('a')}, ${owner}, 'active',
             (array['H', 'A', 'B', 'C'])[1 + n % 4], (array[10, 25, 50, 75])[1 + n / 4 % 4],
             date '2026-09-15' + (array[1, 8, 31, 61])[1 + n % 4] + n / 4 % (array[7, 23, 30, 30])[1 + n % 4],
             date '2026-09-01' - n % 300, now(),
             date '2026-09-14' - n % 9, now()
        ${numbers}`.execute(tx)
    await sql`insert into follow_ups (store_id, id, opportunity_id, owner_id, due_on, state, made_at)
      select ${store.id}, ${idOf('c')}, ${idOf('b')}, ${owner}, date '2026-09-15' + n % 60, 'open',
             now()
        ${numbers}`.execute(tx)
  })
}
