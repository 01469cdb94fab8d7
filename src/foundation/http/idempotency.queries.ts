import { type Insertable, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { StoredAnswers } from '../db/schema.ts'

/** Makes requests with the same key wait for each other until the end of the transaction. */
export async function lockAnswerKey(tx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`.execute(tx)
}

export function findAnswer(tx: Tx, storeId: number, personId: string, key: string) {
  return tx
    .selectFrom('stored_answers')
    .select(['fingerprint', 'status', 'customer_id', 'answer_sealed'])
    .where('store_id', '=', storeId)
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .executeTakeFirst()
}

/** The wrapped key of a customer; null when there is none (any more). */
export async function findCustomerKey(tx: Tx, storeId: number, id: string): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('customers')
    .select('sealed_key')
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.sealed_key ?? null
}

export async function insertAnswer(tx: Tx, row: Insertable<StoredAnswers>): Promise<void> {
  await tx.insertInto('stored_answers').values(row).execute()
}
