import { sql } from 'kysely'
import type { App } from '#foundation/app.ts'
import type { Tx } from '#foundation/db/database.ts'
import { inStores } from '#foundation/db/database.ts'
import { hashToken } from '#modules/access/index.ts'
import { uuidv7 } from '#shared/ids.ts'

export interface SessionOf {
  groupId: number
  storeIds: number[]
  /** The store the people below work in. */
  storeId: number
  consultant: { id: string; cookie: string }
  manager: { id: string; cookie: string }
  administrator: { id: string; cookie: string }
}

/** Opens sessions for a consultant and a manager of the group's first store, and its administrator. */
export async function openSessions(
  tx: Tx,
  groupId: number,
  now: Date,
  newToken: () => string,
): Promise<SessionOf> {
  const stores = await tx
    .selectFrom('stores')
    .select(['id', 'is_head_office'])
    .where('group_id', '=', groupId)
    .orderBy('id')
    .execute()
  const storeIds = stores.filter((s) => !s.is_head_office).map((s) => s.id)
  const storeId = storeIds[0] as number
  const as = async (role: string, home: number | undefined) => {
    const { rows } = await sql<{ id: string }>`
      select p.id from people p join person_roles pr on pr.group_id = p.group_id and pr.person_id = p.id
        join roles r on r.group_id = pr.group_id and r.id = pr.role_id
       where p.group_id = ${groupId} and r.key = ${role} and (${home ?? null}::int is null or p.store_id = ${home ?? null})
       order by p.id limit 1`.execute(tx)
    const id = rows[0]?.id as string
    const token = newToken()
    await tx
      .insertInto('sessions')
      .values({
        token_hash: hashToken(token),
        id: uuidv7(),
        group_id: groupId,
        person_id: id,
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + 86_400_000),
      })
      .execute()
    return { id, cookie: `keyuan=${token}` }
  }
  // The administrator may also look into customers here, as a general manager of the group would.
  await sql`insert into role_permissions (group_id, role_id, permission, scope)
    select r.group_id, r.id, 'customers.read', 'group' from roles r
     where r.group_id = ${groupId} and r.key = 'administrator' on conflict do nothing`.execute(tx)
  return {
    groupId,
    storeIds,
    storeId,
    consultant: await as('consultant', storeId),
    manager: await as('sales_manager', storeId),
    administrator: await as('administrator', undefined),
  }
}

export interface OpenPromise {
  opportunityId: string
  followUpId: string
  customerId: string
}

/** Open cards with their promise, of one consultant's store. */
export async function listOpenPromises(
  tx: Tx,
  storeId: number,
  ownerId: string,
): Promise<OpenPromise[]> {
  const { rows } = await sql<OpenPromise>`
    select o.id as "opportunityId", f.id as "followUpId", o.customer_id as "customerId"
      from opportunities o join follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id and f.state = 'open'
     where o.store_id = ${storeId} and f.store_id = ${storeId} and o.owner_id = ${ownerId} and o.state = 'active'
       and f.withdrawn_at is null and o.withdrawn_at is null order by o.id desc limit 20000`.execute(
    tx,
  )
  return rows
}

/** Names of customers across the group, for a mix of searches. */
export async function sampleNames(tx: Tx, storeIds: number[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from customers where store_id = any (${storeIds}) and withdrawn_at is null order by id limit 400`.execute(
    tx,
  )
  return rows.map((r) => r.name)
}

/** Names of a store's consultants that only one of them bears. */
export async function listConsultantNames(tx: Tx, storeId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select p.name from people p join person_roles pr on pr.group_id = p.group_id and pr.person_id = p.id
      join roles r on r.group_id = pr.group_id and r.id = pr.role_id
     where p.store_id = ${storeId} and r.key = 'consultant' and p.is_active
     group by p.name having count(*) = 1 order by p.name`.execute(tx)
  return rows.map((r) => r.name)
}

/** Where the list by due day stands after so many cards: what its cursor carries. */
export function findPlaceInList(
  app: App,
  storeId: number,
  after: number,
): Promise<{ dueOn: string; id: string }> {
  return inStores(app.db, [storeId], async (tx) => {
    const { rows } = await sql<{ dueOn: string; id: string }>`
      select due_on as "dueOn", id from follow_ups
       where store_id = ${storeId} and state = 'open' and withdrawn_at is null
       order by due_on, id offset ${after}::int limit 1`.execute(tx)
    const [row] = rows
    if (!row) throw new Error('The long list is too short')
    return row
  })
}
