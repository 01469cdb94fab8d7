import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** Customer and stamp of each open card of a person. */
export async function listStamps(ctx: Ctx, ownerId: string) {
  const { rows } = await sql<{ customer_id: string; stamp: string }>`
    select d.customer_id, d.stamp from device_cards d
     where d.store_id = ${ctx.store.id} and d.owner_id = ${ownerId}
     order by d.customer_id limit 5000`.execute(ctx.tx)
  return rows
}

export interface KeptEntry {
  id: string
  customerId: string
  opportunityId: string | null
  kind: 'edit' | 'card'
  personId: string
  otherId: string | null
  enteredAt: Date
  content: Buffer | null
}

export async function insertKept(ctx: Ctx, entries: readonly KeptEntry[]): Promise<void> {
  for (const entry of entries)
    await sql`
      insert into kept_entries (store_id, id, customer_id, opportunity_id, kind, person_id, other_id,
        entered_at, recorded_at, content_sealed)
      values (${ctx.store.id}, ${entry.id}, ${entry.customerId}, ${entry.opportunityId}, ${entry.kind},
        ${entry.personId}, ${entry.otherId}, ${entry.enteredAt}, ${ctx.now}, ${entry.content})
      on conflict do nothing`.execute(ctx.tx)
}

export interface KeptRow {
  id: string
  kind: 'edit' | 'card'
  person_name: string | null
  entered_at: Date
  recorded_at: Date
  content_sealed: Buffer | null
  sealed_key: Buffer | null
}

export async function listKept(ctx: Ctx, customerId: string): Promise<KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select k.id, k.kind, p.name as person_name, k.entered_at, k.recorded_at, k.content_sealed, c.sealed_key
      from kept_entries k
      join customer_heads c on c.store_id = k.store_id and c.id = k.customer_id
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = k.person_id
     where k.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and k.customer_id = ${customerId}
     order by k.recorded_at desc, k.id limit 100`.execute(ctx.tx)
  return rows
}

/** Who last changed a record, other than the person asking. */
export async function findLastOther(ctx: Ctx, recordId: string): Promise<string | null> {
  const { rows } = await sql<{ actor_id: string }>`
    select a.actor_id from audit_entries a
     where a.store_id = ${ctx.store.id} and a.record_id = ${recordId} and a.actor_id is not null
       and a.actor_id <> ${ctx.actor.personId} and a.action like '%.%changed'
     order by a.at desc limit 1`.execute(ctx.tx)
  return rows[0]?.actor_id ?? null
}
