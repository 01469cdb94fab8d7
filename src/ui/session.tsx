import { createContext, type ReactNode, useCallback, useContext } from 'react'
import type { Locale } from '#shared/errors.ts'
import { type Permission, reaches, type Scope } from '#shared/permissions.ts'

export interface SessionStore {
  id: number
  code: string
  name: string
  nameEn: string
  /** IANA name; dates on the screen are the store's. */
  timeZone: string
  /** Carries what belongs to the whole group. */
  isHeadOffice?: boolean
}

/** Who is logged in, where, and with which rights. The module access answers it. */
export interface Session {
  person: { id: string; name: string; login: string; locale: Locale | null }
  group: { id: number; name: string; nameEn: string }
  /** The store all calls are made in. */
  store: SessionStore
  /** The stores the person may choose. */
  stores: readonly SessionStore[]
  roles: readonly { key: string; name: string; nameEn: string }[]
  /** The permissions held in `store`, which may be fewer than at home. */
  grants: Partial<Record<Permission, Scope>>
  isDemo: boolean
}

const SessionContext = createContext<Session | undefined>(undefined)

export function SessionProvider(props: { session: Session; children: ReactNode }) {
  return <SessionContext.Provider value={props.session}>{props.children}</SessionContext.Provider>
}

/** The session; screens are shown only to people who are logged in. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('useSession outside a SessionProvider')
  return session
}

/** Whether the person holds a permission, at least as far as asked (the server checks again). */
export function useCan(permission: Permission, needed: Scope = 'own'): boolean {
  return grants(useSession(), permission, needed)
}

/** The same question for several permissions: `const can = useRights(); can('visits.read')`. */
export function useRights(): (permission: Permission, needed?: Scope) => boolean {
  const session = useSession()
  return useCallback((permission, needed = 'own') => grants(session, permission, needed), [session])
}

/** The time zone of the current store; undefined (the browser's) before anybody is logged in. */
export function useTimeZone(): string | undefined {
  return useContext(SessionContext)?.store.timeZone
}

/** The name of a store in the language of the page. */
export function storeName(store: SessionStore, locale: Locale): string {
  return locale === 'en' && store.nameEn !== '' ? store.nameEn : store.name
}

function grants(session: Session, permission: Permission, needed: Scope): boolean {
  const scope = session.grants[permission]
  return scope !== undefined && reaches(scope, needed)
}
