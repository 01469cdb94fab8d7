import { type Insertable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Consents, PrivacyRequests } from '#foundation/db/schema.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { ErasureCheck } from '../contract.ts'

/** What stands in the place of an erased person's name. */
export const erasedName = '***'

export interface ConsentRow {
  id: string
  is_given: boolean
  purposes: string[]
  source: string
  note: string
  at: Date
  person: string | null
}

/** Keeps a consent; false when the id was sent before. */
export async function insertConsent(ctx: Ctx, row: Insertable<Consents>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('consents')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

export async function listConsents(ctx: Ctx, customerId: string): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`
    select c.id, c.is_given, c.purposes, c.source, c.note, c.at, p.name as person
      from consents c left join people p on p.group_id = ${ctx.store.groupId} and p.id = c.recorded_by
     where c.store_id = ${ctx.store.id} and c.customer_id = ${customerId}
     order by c.at desc, c.id desc limit 100`.execute(ctx.tx)
  return rows
}

export async function insertRequest(ctx: Ctx, row: Insertable<PrivacyRequests>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('privacy_requests')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

export interface RequestRow {
  id: string
  customer_id: string
  customer: string | null
  kind: 'do_not_contact' | 'access' | 'erasure'
  channels: string[]
  reason: string
  is_from_elsewhere: boolean
  asked_at: Date
  person: string | null
  done_at: Date | null
  proof: ErasureCheck[] | null
}

/** Requests of one customer, or of a kind in the store; newest first after the last one seen. */
export async function listRequests(
  ctx: Ctx,
  within: { customerId?: string | undefined; kind?: string | undefined; id?: string | undefined },
  page: { after?: CursorKey | undefined; limit: number },
): Promise<RequestRow[]> {
  const [at, id] = page.after ?? []
  const { rows } = await sql<RequestRow>`
    select r.id, r.customer_id, nullif(h.name, ${erasedName}) as customer, r.kind, r.channels, r.reason, r.is_from_elsewhere, r.asked_at,
           p.name as person, r.done_at, r.proof
      from privacy_requests r
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = r.recorded_by
      left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = r.customer_id
     where r.store_id = ${ctx.store.id}
       and ${within.customerId ? sql`r.customer_id = ${within.customerId}` : sql`true`}
       and ${within.kind ? sql`r.kind = ${within.kind}` : sql`true`}
       and ${within.id ? sql`r.id = ${within.id}` : sql`true`}
       and ${page.after ? sql`(r.asked_at, r.id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`}
     order by r.asked_at desc, r.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export interface RevealRow {
  id: string
  at: Date
  person: string | null
  action: string
  reason: string | null
  customer_id: string | null
  customer: string | null
}

/** Looks at full numbers, newest first: of one customer, by one person, or in the store. */
export async function listRevealRows(
  ctx: Ctx,
  within: { customerId?: string | undefined; personId?: string | undefined },
  page: { after?: CursorKey | undefined; limit: number },
): Promise<RevealRow[]> {
  const [at, id] = page.after ?? []
  const { rows } = await sql<RevealRow>`
    select e.id, e.at, p.name as person, e.action, e.reason, e.customer_id, h.name as customer
      from audit_entries e
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = e.actor_id
      left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = e.customer_id
     where e.store_id = ${ctx.store.id} and e.action in ('phone.revealed', 'id_number.revealed')
       and ${within.customerId ? sql`e.customer_id = ${within.customerId}` : sql`true`}
       and ${within.personId ? sql`e.actor_id = ${within.personId}` : sql`true`}
       and ${page.after ? sql`(e.at, e.id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`}
     order by e.at desc, e.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** Tells the other stores of the group that hold a number; gives how many records were told. */
export async function tellHolders(
  ctx: Ctx,
  hash: Buffer,
  type: string,
  data: Record<string, unknown>,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select tell_holders(${ctx.store.groupId}, ${hash}, ${ctx.store.id}, ${type},
                        ${JSON.stringify(data)}::jsonb, ${ctx.now}) as n`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}
