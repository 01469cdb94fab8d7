import type { Locale } from '#shared/errors.ts'
import { coreError } from '#shared/errors.ts'
import { type Permission, reaches, type Scope } from '#shared/permissions.ts'
import type { Tx } from './db/database.ts'
import type { NewAuditEntry, NewEvent } from './ledger/ledger.ts'
import type { Log } from './log.ts'
import type { Vault } from './vault.ts'

export interface StoreInfo {
  id: number
  groupId: number
  regionId: number | null
  code: string
  name: string
  nameEn: string
  /** As the store's page has it: `长春`; empty where nobody said. */
  city: string
  timeZone: string
  opensAt: string
  closesAt: string
  isHeadOffice: boolean
  /** Only the store's own differences; read through storeSettings() in access. */
  settings: Record<string, unknown>
}

/** Who acts: a person in a browser, a person's API key, or the product itself. */
export interface Actor {
  kind: 'person' | 'api_key' | 'system'
  /** null for the system. */
  personId: string | null
  name: string
  groupId: number
  homeStoreId: number
  regionId: number | null
  teamId: string | null
  /** The person's choice; null follows the browser. */
  locale: Locale | null
  grants: Partial<Record<Permission, Scope>>
  /** The stores of the actor's widest scope; lists and store choice are within these. */
  stores: StoreInfo[]
  sessionId: string | null
}

/** What every verb gets first. One per request or job, bound to one transaction. */
export interface Ctx {
  actor: Actor
  /** The one store this request works in. */
  store: StoreInfo
  /** Sees only the stores of this request (row-level security). */
  tx: Tx
  now: Date
  locale: Locale
  log: Log
  requestId: string
  vault: Vault
  /** Written with the change, at the end of the same transaction. */
  pending: { audit: NewAuditEntry[]; events: NewEvent[] }
  /** The customer whose key seals the stored answer of this request. */
  customerId?: string
}

/** The actor's scope for a permission in this request's store; undefined when not held there. */
export function scopeOf(
  ctx: Pick<Ctx, 'actor' | 'store'>,
  permission: Permission,
): Scope | undefined {
  const { actor, store } = ctx
  const scope = actor.grants[permission]
  if (!scope) return undefined
  if (store.id === actor.homeStoreId || scope === 'group') return scope
  return scope === 'region' && store.regionId === actor.regionId ? scope : undefined
}

/** Whether a permission is held here, at least as far as asked. */
export function can(
  ctx: Pick<Ctx, 'actor' | 'store'>,
  permission: Permission,
  needed: Scope = 'own',
): boolean {
  const scope = scopeOf(ctx, permission)
  return scope !== undefined && reaches(scope, needed)
}

/** Throws `core.forbidden` unless the permission is held here, at least as far as asked. */
export function authorise(
  ctx: Pick<Ctx, 'actor' | 'store'>,
  permission: Permission,
  needed: Scope = 'own',
): void {
  if (!can(ctx, permission, needed)) throw coreError('core.forbidden', { permission })
}

/** The acting person's id; throws for the system, which has none. */
export function personOf(ctx: Ctx): string {
  if (!ctx.actor.personId) throw coreError('core.forbidden')
  return ctx.actor.personId
}
