import type { Screen } from '#ui/screen.ts'
import { auditWords, keyWords, profileWords, roleWords, staffWords, storeWords } from '../words.ts'
import { loginWords } from './words.ts'

/** Staff, rights, stores, keys, the trail and the own profile. */
export const accessScreens: Screen[] = [
  {
    path: '/staff',
    title: staffWords.staff,
    permission: 'people.manage',
    nav: { group: 'settings', order: 10, icon: 'people' },
    load: async () => ({ default: (await import('./StaffPage.tsx')).StaffPage }),
  },
  {
    path: '/staff/$id',
    title: staffWords.person,
    permission: 'people.read',
    light: true,
    load: async () => ({ default: (await import('./PersonPage.tsx')).PersonPage }),
  },
  {
    path: '/teams',
    title: staffWords.teams,
    permission: 'people.manage',
    nav: { group: 'settings', order: 12, icon: 'list' },
    light: true,
    load: async () => ({ default: (await import('./TeamsPage.tsx')).TeamsPage }),
  },
  {
    path: '/roles',
    title: roleWords.roles,
    permission: 'roles.manage',
    nav: { group: 'settings', order: 20, icon: 'roles' },
    light: true,
    load: async () => ({ default: (await import('./RolesPage.tsx')).RolesPage }),
  },
  {
    path: '/stores',
    title: storeWords.stores,
    permission: 'stores.manage',
    nav: { group: 'settings', order: 30, icon: 'store' },
    light: true,
    load: async () => ({ default: (await import('./StoresPage.tsx')).StoresPage }),
  },
  {
    path: '/stores/$id',
    title: storeWords.store,
    permission: 'stores.manage',
    light: true,
    load: async () => ({ default: (await import('./StorePage.tsx')).StorePage }),
  },
  {
    path: '/keys',
    title: keyWords.keys,
    permission: 'api_keys.manage',
    nav: { group: 'settings', order: 80, icon: 'key' },
    light: true,
    load: async () => ({ default: (await import('./ApiKeysPage.tsx')).ApiKeysPage }),
  },
  {
    path: '/audit',
    title: auditWords.audit,
    permission: 'audit.read',
    nav: { group: 'data', order: 80, icon: 'history' },
    load: async () => ({ default: (await import('./AuditPage.tsx')).AuditPage }),
  },
  {
    path: '/profile',
    title: profileWords.profile,
    phone: 'me',
    light: true,
    load: async () => ({ default: (await import('./ProfilePage.tsx')).ProfilePage }),
  },
  {
    path: '/start-own-store',
    title: storeWords.ownStore,
    permission: 'demo.manage',
    light: true,
    load: async () => ({ default: (await import('./OwnStorePage.tsx')).OwnStorePage }),
  },
  // The same page as for strangers, for a browser in which somebody is logged in.
  {
    path: '/invitation',
    title: loginWords.invitation,
    light: true,
    load: async () => ({ default: (await import('./InvitationPage.tsx')).InvitationPage }),
  },
]
