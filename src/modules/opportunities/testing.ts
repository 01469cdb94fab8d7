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
