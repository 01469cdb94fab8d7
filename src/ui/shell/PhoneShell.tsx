import { type ReactNode, useState } from 'react'
import { Badge } from '#ui/light/Badge.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { type IconName, navigationOf, phoneBarOf } from '#ui/screen.ts'
import { storeName, useSession } from '#ui/session.tsx'
import { DeviceBadges, DeviceState, OfflineOffHint } from '#ui/shell/DeviceState.tsx'
import { isWithin, useFrame } from '#ui/shell/frame.tsx'
import { Icon } from '#ui/shell/Icon.tsx'
import { PersonPanel, StoreSwitch } from '#ui/shell/PersonPanel.tsx'
import { Slot } from '#ui/slots.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, usePhrase, useWords } from '#ui/words.tsx'

/** Below 768 px: brand and store, the page under its own title, the bar within the thumb's reach. */
export function PhoneShell({ children }: { children: ReactNode }) {
  const t = useWords(uiWords)
  const locale = useLocale()
  const session = useSession()
  return (
    <div className="k-phone">
      <header className="k-phone-head">
        <Link to="/" className="k-brand">
          <img src="/icon.svg" alt="" width="24" height="24" />
          {t('product')}
        </Link>
        <DeviceBadges />
        {session.isDemo ? <Badge tone="blocked">{t('demo')}</Badge> : null}
        <small className="k-muted">{storeName(session.store, locale)}</small>
        <Slot name="header" />
      </header>
      <main className="k-main" id="content" tabIndex={-1}>
        <OfflineOffHint />
        {children}
      </main>
      <BottomBar />
    </div>
  )
}

function BottomBar() {
  const t = useWords(uiWords)
  const say = usePhrase()
  const { path } = useNavigation()
  const { screens } = useFrame()
  const session = useSession()
  const [sheet, setSheet] = useState(false)
  const roles = session.roles.map((role) => role.key)
  const bar = phoneBarOf(screens, roles)
  const keepsCards = bar.some((entry) => entry.place === 'cards')
  const current = bar
    .filter((entry) => isWithin(entry.screen, path))
    .sort((a, b) => b.screen.path.length - a.screen.path.length)[0]
  return (
    <>
      <nav className="k-bar" aria-label={t('mainNavigation')}>
        {bar.map((entry) => {
          const place = entry.place
          const icon: IconName = place === 'screen' ? (entry.screen.nav?.icon ?? 'list') : place
          return (
            <Link
              key={entry.screen.path}
              to={entry.screen.path}
              data-place={place}
              aria-current={entry === current ? 'page' : undefined}
            >
              <Icon name={icon} />
              {place === 'screen' ? say(entry.screen.title) : t(place)}
            </Link>
          )
        })}
        <button type="button" aria-haspopup="dialog" onClick={() => setSheet(true)}>
          <Icon name={keepsCards ? 'me' : 'more'} />
          {t(keepsCards ? 'me' : 'more')}
        </button>
      </nav>
      <Sheet open={sheet} onClose={() => setSheet(false)} title={t(keepsCards ? 'me' : 'more')}>
        <MoreMenu onLeave={() => setSheet(false)} />
      </Sheet>
    </>
  )
}

/** Everything the bar has no room for, then the person's own settings. */
function MoreMenu({ onLeave }: { onLeave: () => void }) {
  const t = useWords(uiWords)
  const say = usePhrase()
  const { screens } = useFrame()
  const session = useSession()
  return (
    <div className="k-stack">
      {session.stores.length > 1 ? <StoreSwitch /> : null}
      {navigationOf(screens).map((entry) => (
        <section key={entry.group}>
          <h3 className="k-muted">{t(entry.group)}</h3>
          {entry.screens.map((screen) => (
            <Link key={screen.path} to={screen.path} className="k-row" onClick={onLeave}>
              {screen.nav ? <Icon name={screen.nav.icon} /> : null}
              {say(screen.title)}
            </Link>
          ))}
        </section>
      ))}
      <DeviceState onLeave={onLeave} />
      <PersonPanel onLeave={onLeave} />
    </div>
  )
}
