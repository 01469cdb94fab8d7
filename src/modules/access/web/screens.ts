import type { Screen } from '#ui/screen.ts'
import {
  auditTitles,
  keyTitles,
  profileTitles,
  roleTitles,
  staffTitles,
  storeTitles,
} from '../titles.ts'
import { loginTitles } from './titles.ts'

/** Staff, rights, stores, keys, the trail and the own profile. */
export const accessScreens: Screen[] = [
  {
    path: '/staff',
    title: staffTitles.staff,
    permission: 'people.manage',
    nav: { group: 'settings', order: 10, icon: 'people' },
    load: async () => ({ default: (await import('./StaffPage.tsx')).StaffPage }),
  },
  {
    path: '/staff/$id',
    title: staffTitles.person,
    permission: 'people.read',
    load: async () => ({ default: (await import('./PersonPage.tsx')).PersonPage }),
  },
  {
    path: '/teams',
    title: staffTitles.teams,
    permission: 'people.manage',
    nav: { group: 'settings', order: 12, icon: 'list' },
    load: async () => ({ default: (await import('./TeamsPage.tsx')).TeamsPage }),
  },
  {
    path: '/roles',
    title: roleTitles.roles,
    permission: 'roles.manage',
    nav: { group: 'settings', order: 20, icon: 'roles' },
    load: async () => ({ default: (await import('./RolesPage.tsx')).RolesPage }),
  },
  {
    path: '/stores',
    title: storeTitles.stores,
    permission: 'stores.manage',
    nav: { group: 'settings', order: 30, icon: 'store' },
    load: async () => ({ default: (await import('./StoresPage.tsx')).StoresPage }),
  },
  {
    path: '/stores/$id',
    title: storeTitles.store,
    permission: 'stores.manage',
    load: async () => ({ default: (await import('./StorePage.tsx')).StorePage }),
  },
  {
    path: '/keys',
    title: keyTitles.keys,
    permission: 'api_keys.manage',
    nav: { group: 'settings', order: 80, icon: 'key' },
    load: async () => ({ default: (await import('./ApiKeysPage.tsx')).ApiKeysPage }),
  },
  {
    path: '/audit',
    title: auditTitles.audit,
    permission: 'audit.read',
    nav: { group: 'data', order: 80, icon: 'history' },
    load: async () => ({ default: (await import('./AuditPage.tsx')).AuditPage }),
  },
  {
    path: '/profile',
    title: profileTitles.profile,
    phone: 'me',
    load: async () => ({ default: (await import('./ProfilePage.tsx')).ProfilePage }),
  },
  {
    path: '/start-own-store',
    title: storeTitles.ownStore,
    permission: 'demo.manage',
    load: async () => ({ default: (await import('./OwnStorePage.tsx')).OwnStorePage }),
  },
  // The same page as for strangers, for a browser in which somebody is logged in.
  {
    path: '/invitation',
    title: loginTitles.invitation,
    load: async () => ({ default: (await import('./InvitationPage.tsx')).InvitationPage }),
  },
]
