import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  Link as RouterLink,
  redirect,
  useBlocker,
  useLocation,
  useParams,
  useRouter,
} from '@tanstack/react-router'
import { type ComponentType, type ReactNode, useMemo } from 'react'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { EmptyState, Skeleton } from '#ui/light/Feedback.tsx'
import {
  type LeaveGuardProps,
  Link,
  type LinkProps,
  type Navigation,
  NavigationProvider,
} from '#ui/navigation.tsx'
import type { Screen } from '#ui/screen.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/** Builds the routes of the screens a person may open; everything else is a page not found. */
export function makeRouter(options: {
  screens: readonly Screen[]
  /** Addresses of screens they may not open: not found, never taken for a record of that name. */
  closed?: readonly string[]
  /** Where `/` leads; undefined when there is nothing for this person. */
  home: string | undefined
  Frame: ComponentType<{ children: ReactNode }>
  /** What an unknown address shows; the log-in for strangers. */
  NotFound?: ComponentType
}) {
  const Unknown = options.NotFound ?? NotFound
  const root = createRootRoute({
    component: () => (
      <RouterNavigation>
        <options.Frame>
          <Outlet />
        </options.Frame>
      </RouterNavigation>
    ),
    notFoundComponent: () => <Unknown />,
  })
  const taken = options.screens.some((screen) => screen.path === '/')
  const routes = options.screens.map((screen) =>
    createRoute({
      getParentRoute: () => root,
      path: screen.path,
      component: lazyRouteComponent(screen.load),
    }),
  )
  const closed = (options.closed ?? []).map((path) =>
    createRoute({ getParentRoute: () => root, path, component: () => <Unknown /> }),
  )
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      if (options.home !== undefined) throw redirect({ to: options.home, replace: true })
    },
    component: NothingYet,
  })
  return createRouter({
    routeTree: root.addChildren([
      ...routes,
      ...closed,
      ...(taken || options.NotFound ? [] : [start]),
    ]),
    defaultPreload: 'intent',
    defaultPreloadDelay: 30,
    defaultPendingMs: 150,
    defaultPendingComponent: () => <Skeleton rows={8} />,
    defaultErrorComponent: ({ error, reset }) => <FailedPage error={error} onRetry={reset} />,
    scrollRestoration: true,
    // The address shows `?level=H&page=2`, as people would write it.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch,
  })
}

function RouterNavigation({ children }: { children: ReactNode }) {
  const router = useRouter()
  const location = useLocation()
  const params = useParams({ strict: false }) as unknown as Navigation['params']
  const path = location.pathname
  const search = location.search as Record<string, string>
  const navigation = useMemo<Navigation>(
    () => ({
      path,
      params,
      search,
      go: (to, options) => void router.navigate({ ...splitAddress(to), replace: options?.replace }),
      setSearch: (change, options) => {
        const next: Record<string, string> = {}
        const current = router.state.location.search as Record<string, string>
        for (const [name, value] of Object.entries({ ...current, ...change })) {
          if (value !== undefined && value !== '') next[name] = value
        }
        void router.navigate({
          to: router.state.location.pathname,
          search: next,
          replace: options?.replace,
          resetScroll: false,
        })
      },
      back: () => router.history.back(),
      LeaveGuard,
      Link: InnerLink,
    }),
    [router, path, params, search],
  )
  return <NavigationProvider value={navigation}>{children}</NavigationProvider>
}

function LeaveGuard({ blocked, question }: LeaveGuardProps) {
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      current.pathname !== next.pathname && blocked() && !window.confirm(question),
    enableBeforeUnload: blocked,
  })
  return null
}

function InnerLink({ to, children, ...rest }: LinkProps) {
  return (
    <RouterLink {...splitAddress(to)} {...rest} activeOptions={{ exact: true }}>
      {children}
    </RouterLink>
  )
}

function splitAddress(address: string): { to: string; search: Record<string, string> } {
  const [to = '/', query = ''] = address.split('?')
  return { to, search: Object.fromEntries(new URLSearchParams(query)) }
}

function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

function NothingYet() {
  const t = useWords(uiWords)
  return (
    <EmptyState isPage title={t('noScreens')}>
      {t('noScreensHint')}
    </EmptyState>
  )
}

function NotFound() {
  const t = useWords(uiWords)
  return (
    <EmptyState isPage title={t('notFoundTitle')} action={<Link to="/">{t('goHome')}</Link>}>
      {t('notFoundHint')}
    </EmptyState>
  )
}
