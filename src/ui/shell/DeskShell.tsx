import { type ReactNode, useRef, useState } from 'react'
import { useClosingMenu } from '#ui/closing-menu.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { useOnline } from '#ui/live.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { navigationOf } from '#ui/screen.ts'
import { useSession } from '#ui/session.tsx'
import { isWithin, useFrame } from '#ui/shell/frame.tsx'
import { Icon } from '#ui/shell/Icon.tsx'
import { PersonPanel, StoreSwitch } from '#ui/shell/PersonPanel.tsx'
import { Slot } from '#ui/slots.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { usePhrase, useWords } from '#ui/words.tsx'

/** From 768 px: narrow navigation on the left, search and store on top, the page beside. */
export function DeskShell({ children }: { children: ReactNode }) {
  const t = useWords(uiWords)
  const session = useSession()
  const { SearchBox } = useFrame()
  const online = useOnline()
  return (
    <div className="k-desk">
      <DeskNavigation />
      <div>
        <header className="k-header">
          <div className="k-header-search" data-search-slot="">
            {SearchBox ? <SearchBox /> : null}
          </div>
          <div className="k-header-end">
            {online ? null : <Badge tone="overdue">{t('offline')}</Badge>}
            {session.isDemo ? <Badge tone="blocked">{t('demo')}</Badge> : null}
            <StoreSwitch />
            <Slot name="header" />
            <PersonMenu />
          </div>
        </header>
        <main className="k-main" id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}

function DeskNavigation() {
  const t = useWords(uiWords)
  const say = usePhrase()
  const { path } = useNavigation()
  const { screens } = useFrame()
  const groups = navigationOf(screens)
  const opened = useOpenGroups(groups.reduce((sum, entry) => sum + entry.screens.length, 0))
  const current = groups
    .flatMap((entry) => entry.screens)
    .filter((screen) => isWithin(screen, path))
    .sort((a, b) => b.path.length - a.path.length)[0]
  const isOpen = (entry: (typeof groups)[number]) =>
    opened.isOpen(entry.group, current !== undefined && entry.screens.includes(current))
  return (
    <nav className="k-nav" aria-label={t('mainNavigation')}>
      <Link to="/" className="k-brand">
        <img src="/icon.svg" alt="" width="24" height="24" />
        {t('product')}
      </Link>
      {groups.map((entry) => (
        <details key={entry.group} open={isOpen(entry)}>
          <summary
            onClick={(event) => {
              event.preventDefault()
              opened.keep(entry.group, !isOpen(entry))
            }}
          >
            <h2>{t(entry.group)}</h2>
          </summary>
          <ul>
            {entry.screens.map((screen) => (
              <li key={screen.path}>
                <Link
                  to={screen.path}
                  className="k-nav-link"
                  aria-current={screen === current ? 'page' : undefined}
                >
                  {screen.nav ? <Icon name={screen.nav.icon} /> : null}
                  {say(screen.title)}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  )
}

const mostShown = 24
const keptGroups = 'keyuan.navigation'

/**
 * Which groups of the navigation are open on this device: all where they are few, else the day's and
 * the one of the screen, until the person opens or closes others.
 */
function useOpenGroups(screens: number) {
  const [kept, setKept] = useState<Record<string, boolean>>(readGroups)
  return {
    isOpen: (group: string, isCurrent: boolean): boolean =>
      kept[group] ?? (screens <= mostShown || isCurrent || group === 'day'),
    keep: (group: string, isOpen: boolean) => {
      const next = { ...kept, [group]: isOpen }
      setKept(next)
      localStorage.setItem(keptGroups, JSON.stringify(next))
    },
  }
}

function readGroups(): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptGroups) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, boolean>) : {}
  } catch {
    return {}
  }
}

function PersonMenu() {
  const session = useSession()
  const menu = useRef<HTMLDetailsElement>(null)
  const close = () => menu.current?.removeAttribute('open')
  useClosingMenu(menu)
  return (
    <details className="k-menu" ref={menu}>
      <summary className="k-button" data-kind="plain">
        <Icon name="me" />
        {session.person.name}
      </summary>
      <div className="k-menu-panel">
        <PersonPanel onLeave={close} />
      </div>
    </details>
  )
}
