import { type RawBuilder, sql } from 'kysely'
import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import type { Permission } from '#shared/permissions.ts'

/**
 * The one predicate of who sees what belongs to a person: own, the team's, or all of the store.
 * `column` holds the owner's id (`o.owner_id`). Throws `core.forbidden` without the permission.
 */
export function ownedWithin(ctx: Ctx, permission: Permission, column: string): RawBuilder<boolean> {
  const scope = scopeOf(ctx, permission)
  const me = ctx.actor.personId
  if (ctx.actor.kind === 'system') return sql`true`
  if (!scope || !me) throw coreError('core.forbidden', { permission })
  if (scope === 'own') return sql`${sql.ref(column)} = ${me}`
  if (scope === 'team')
    return sql`(${sql.ref(column)} = ${me} or ${sql.ref(column)} in (select id from people
      where group_id = ${ctx.actor.groupId} and team_id = ${ctx.actor.teamId}))`
  return sql`true`
}

/** Whose records a permission shows: the ids of people, or null for everybody's. */
export async function ownersWithin(ctx: Ctx, permission: Permission): Promise<string[] | null> {
  const scope = scopeOf(ctx, permission)
  const me = ctx.actor.personId
  if (ctx.actor.kind === 'system') return null
  if (!scope || !me) throw coreError('core.forbidden', { permission })
  if (scope === 'own') return [me]
  if (scope !== 'team') return null
  const { rows } = await sql<{ id: string }>`
    select id from people where group_id = ${ctx.actor.groupId} and team_id = ${ctx.actor.teamId}`.execute(
    ctx.tx,
  )
  return [me, ...rows.map((r) => r.id)]
}

/** The stores a permission reaches for the actor: all of its region or group, else the request's. */
export function storesWithin(ctx: Ctx, permission: Permission): number[] {
  const scope = ctx.actor.grants[permission]
  if (scope === 'group') return ctx.actor.stores.map((s) => s.id)
  if (scope === 'region')
    return ctx.actor.stores.filter((s) => s.regionId === ctx.actor.regionId).map((s) => s.id)
  return [ctx.store.id]
}
