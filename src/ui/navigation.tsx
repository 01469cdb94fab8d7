import {
  type CSSProperties,
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
} from 'react'

/** Where the page is and how it moves; the router is wired to this in `main-browser.tsx`. */
export interface Navigation {
  /** The path without the query: `/customers/0193…`. */
  path: string
  params: Readonly<Record<string, string>>
  /** The query of the address, one text per name. */
  search: Readonly<Record<string, string>>
  go: (to: string, options?: { replace?: boolean }) => void
  /** Changes some of the query; undefined or '' takes a name out. Keeps the place on the page. */
  setSearch: (change: Record<string, string | undefined>, options?: { replace?: boolean }) => void
  back: () => void
  /** Asks before the page is left while `blocked` says so; renders nothing. */
  LeaveGuard: (props: LeaveGuardProps) => ReactNode
  Link: (props: LinkProps) => ReactNode
}

export interface LeaveGuardProps {
  blocked: () => boolean
  question: string
}

export interface LinkProps {
  /** An address within the product, query included. */
  to: string
  children: ReactNode
  className?: string
  style?: CSSProperties
  title?: string
  'aria-label'?: string
  'aria-current'?: 'page'
  'data-place'?: string
  onClick?: (event: MouseEvent) => void
}

const NavigationContext = createContext<Navigation | undefined>(undefined)
export const NavigationProvider = NavigationContext.Provider

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext)
  if (navigation === undefined) throw new Error('useNavigation outside a NavigationProvider')
  return navigation
}

/** A link within the product; its screen is fetched on hover and touch. */
export function Link(props: LinkProps) {
  const { Link: RouterLink } = useNavigation()
  return <RouterLink {...props} />
}
