import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { ImportedNeeds } from '#modules/opportunities/index.ts'

/**
 * Kinds of purchase that came with new cards, from a file or the form, in one statement. Version 0:
 * nobody asked for the needs yet, so the step of the road stays open.
 */
export async function insertImportedNeeds(
  ctx: Ctx,
  needs: readonly ImportedNeeds[],
): Promise<void> {
  if (needs.length === 0) return
  const of = <Name extends keyof ImportedNeeds>(name: Name) => needs.map((one) => one[name])
  await sql`
    insert into purchase_needs (store_id, id, opportunity_id, customer_id, purchase_type_id, recorded_at,
                                recorded_by, changed_at, changed_by, version)
    select ${ctx.store.id}::int, t.card, t.card, t.customer, t.type, t.at, t.person, t.at, t.person, 0
      from unnest(${of('cardId')}::uuid[], ${of('customerId')}::uuid[], ${of('purchaseTypeId')}::uuid[],
                  ${of('at')}::timestamptz[], ${of('ownerId')}::uuid[]) as t (card, customer, type, at, person)
    on conflict do nothing`.execute(ctx.tx)
}

/** Takes back the needs of cards that are taken back; what somebody wrote since stays readable. */
export async function deleteImportedNeeds(ctx: Ctx, cardIds: readonly string[]): Promise<void> {
  await sql`delete from purchase_needs
    where store_id = ${ctx.store.id} and opportunity_id = any (${cardIds}::uuid[]) and version = 0`.execute(
    ctx.tx,
  )
}
