import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { type CustomerRow, findCustomer } from './customers.queries.ts'

/** A customer of this store, whoever asks; locked until the end of the transaction. */
export async function lockCustomer(ctx: Ctx, id: string): Promise<CustomerRow | undefined> {
  await sql`select id from customers where store_id = ${ctx.store.id} and id = ${id} for update`.execute(
    ctx.tx,
  )
  return findCustomer(ctx, id)
}

/** The consent that holds now, or none. */
export async function setConsentState(
  ctx: Ctx,
  id: string,
  consent: { at: Date | null; source: string | null },
): Promise<void> {
  await sql`
    update customers set consent_at = ${consent.at}, consent_source = ${consent.source}, version = version + 1
     where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
}

/** The ways on which the customer must not be contacted. */
export async function setNotContacted(
  ctx: Ctx,
  id: string,
  channels: readonly string[],
): Promise<void> {
  await sql`
    update customers set do_not_contact = ${[...channels]}::text[], version = version + 1
     where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
}
