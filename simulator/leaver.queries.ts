import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** Who has the most open cards. */
export async function busiestConsultant(ctx: Ctx): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select owner_id as id from opportunities
     where store_id = ${ctx.store.id} and state = 'active' and withdrawn_at is null
       and pool_since is null
     group by owner_id order by count(*) desc, owner_id limit 1`.execute(ctx.tx)
  return rows[0]?.id
}

/** Some customers with an open card of a person, of every level and age. */
export async function listCustomersToGive(
  ctx: Ctx,
  asked: { ownerId: string; except: readonly string[]; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from opportunities
     where store_id = ${ctx.store.id} and owner_id = ${asked.ownerId} and state = 'active'
       and withdrawn_at is null and pool_since is null
       and customer_id <> all (${asked.except}::uuid[])
     order by md5(id::text) limit ${asked.limit}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

export async function roleOfConsultants(ctx: Ctx): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from roles where group_id = ${ctx.store.groupId} and key = 'consultant'`.execute(
    ctx.tx,
  )
  return rows[0]?.id
}

export async function findByLogin(ctx: Ctx, login: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from people where group_id = ${ctx.store.groupId} and login = ${login}`.execute(
    ctx.tx,
  )
  return rows[0]?.id
}

/** Lets a person of the demo work or leave; false where there is no such person yet. */
export async function setWorking(ctx: Ctx, id: string, isActive: boolean): Promise<boolean> {
  const { rows } = await sql`
    update people set is_active = ${isActive}
     where group_id = ${ctx.store.groupId} and id = ${id} returning id`.execute(ctx.tx)
  return rows.length > 0
}
