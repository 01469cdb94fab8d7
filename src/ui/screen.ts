import type { ComponentType } from 'react'
import type { Permission } from '#shared/permissions.ts'
import type { Phrase } from '#shared/words.ts'

/** The groups of the desk navigation, in the order they are shown: by work, not by table. */
export const navGroups = [
  'door',
  'day',
  'customers',
  'deals',
  'numbers',
  'data',
  'settings',
] as const
export type NavGroup = (typeof navGroups)[number]

/** The places of the phone's bottom bar, in their order. */
export const phonePlaces = ['today', 'cards', 'new', 'search', 'me'] as const
export type PhonePlace = (typeof phonePlaces)[number]

/** One screen of a module, as `src/modules/<m>/web/screens.ts` offers it. */
export interface Screen {
  /** `/customers`, `/customers/$id`. */
  path: string
  title: Phrase
  /** Who sees it; without one everybody who is logged in. */
  permission?: Permission
  /** Works at the head office alone: only for those who can go there. */
  ofHeadOffice?: boolean
  /** Its place in the navigation; screens without one are reached from others. */
  nav?: { group: NavGroup; order: number; icon: IconName }
  /** Its place in the phone's bottom bar. */
  phone?: PhonePlace
  /** Role keys whose start page this is. */
  home?: string[]
  /** Shown without a log-in (a one-time link); all other addresses then show the log-in. */
  public?: boolean
  load: () => Promise<{ default: ComponentType }>
}

/** Icons of the navigation, drawn in `shell/Icon.tsx`. */
export type IconName =
  | 'door'
  | 'today'
  | 'cards'
  | 'new'
  | 'search'
  | 'me'
  | 'more'
  | 'meeting'
  | 'chart'
  | 'import'
  | 'people'
  | 'roles'
  | 'store'
  | 'dictionary'
  | 'calendar'
  | 'car'
  | 'key'
  | 'history'
  | 'undo'
  | 'settings'
  | 'rotation'
  | 'list'
  | 'phone'
  | 'demo'
  | 'book'

/** The screens a person may open; those of the head office where it is among their stores. */
export function visibleScreens(
  screens: readonly Screen[],
  can: (permission: Permission) => boolean,
  hasHeadOffice: boolean,
): Screen[] {
  return screens.filter(
    (screen) =>
      (screen.permission === undefined || can(screen.permission)) &&
      (hasHeadOffice || !screen.ofHeadOffice),
  )
}

/** The addresses of the screens a person may not open, so that `/leads/$id` does not take them. */
export function closedPaths(all: readonly Screen[], visible: readonly Screen[]): string[] {
  const open = new Set(visible.map((screen) => screen.path))
  const own = all.filter((screen) => !screen.public && screen.path !== '/')
  return [...new Set(own.map((screen) => screen.path))].filter((path) => !open.has(path))
}

/** Screens with a place in the navigation, by group and order. */
export function navigationOf(screens: readonly Screen[]): { group: NavGroup; screens: Screen[] }[] {
  return navGroups
    .map((group) => ({
      group,
      screens: screens
        .filter((screen) => screen.nav?.group === group)
        .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0)),
    }))
    .filter((entry) => entry.screens.length > 0)
}

/** The start page of a person: their role's home, else the first screen of their navigation. */
export function homeOf(screens: readonly Screen[], roles: readonly string[]): Screen | undefined {
  for (const role of roles) {
    const home = screens.find((screen) => screen.home?.includes(role))
    if (home !== undefined) return home
  }
  return navigationOf(screens)[0]?.screens[0] ?? screens.find((screen) => screen.phone === 'today')
}

/**
 * The bottom bar: today, cards, new, search, me for those who keep cards; for other roles their
 * home and what stands beside it in the menu, search, and the rest behind *more* (place `me`).
 */
export function phoneBarOf(
  screens: readonly Screen[],
  roles: readonly string[],
): { place: PhonePlace | 'screen'; screen: Screen }[] {
  const at = (place: PhonePlace) => screens.find((screen) => screen.phone === place)
  const placed = (['today', 'cards', 'new', 'search'] as const).flatMap((place) => {
    const screen = at(place)
    return screen === undefined ? [] : [{ place, screen }]
  })
  if (placed.length === 4) return placed
  const home = homeOf(screens, roles)
  const groups = navigationOf(screens)
  const own = groups.filter((entry) => home !== undefined && entry.screens.includes(home))
  const first = [home, ...[...own, ...groups].flatMap((entry) => entry.screens)]
  const unique = [...new Set(first.filter((screen) => screen !== undefined))]
  const search = at('search')
  return [
    ...unique
      .filter((screen) => screen !== search)
      .slice(0, 3)
      .map((screen) => ({ place: 'screen' as const, screen })),
    ...(search === undefined ? [] : [{ place: 'search' as const, screen: search }]),
  ]
}
