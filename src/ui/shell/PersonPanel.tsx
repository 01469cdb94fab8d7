import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { Link } from '#ui/navigation.tsx'
import { storeName, useSession } from '#ui/session.tsx'
import { type Appearance, useFrame } from '#ui/shell/frame.tsx'
import { Icon } from '#ui/shell/Icon.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, usePhrase, useWords } from '#ui/words.tsx'

/** Who I am, my profile, language and appearance, log out: the desk menu and the phone's sheet. */
export function PersonPanel({ onLeave }: { onLeave: () => void }) {
  const t = useWords(uiWords)
  const say = usePhrase()
  const locale = useLocale()
  const session = useSession()
  const frame = useFrame()
  const profile = frame.screens.find((screen) => screen.phone === 'me')
  return (
    <div className="k-stack">
      <div>
        <strong>{session.person.name}</strong>
        <div className="k-muted">
          {session.roles.map((role) => (locale === 'en' ? role.nameEn : role.name)).join(' · ')}
        </div>
      </div>
      {profile ? (
        <Link to={profile.path} className="k-nav-link" onClick={onLeave}>
          <Icon name="me" />
          {say(profile.title)}
        </Link>
      ) : null}
      <Field label={t('language')} group required>
        <Segmented
          label={t('language')}
          value={locale}
          onChange={frame.setLocale}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Field>
      <Field label={t('appearance')} group required>
        <Segmented<Appearance>
          label={t('appearance')}
          value={frame.appearance}
          onChange={frame.setAppearance}
          options={[
            { value: 'device', label: t('asDevice') },
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
          ]}
        />
      </Field>
      <Button onClick={frame.logOut}>{t('logOut')}</Button>
    </div>
  )
}

/** The store all work happens in; shown when there is a choice. */
export function StoreSwitch() {
  const t = useWords(uiWords)
  const locale = useLocale()
  const session = useSession()
  const frame = useFrame()
  if (session.stores.length < 2) {
    return <span className="k-muted">{storeName(session.store, locale)}</span>
  }
  return (
    <Select
      aria-label={t('switchStore')}
      style={{ width: 'auto', maxWidth: 220 }}
      value={String(session.store.id)}
      onChange={(id) => frame.setStore(Number(id))}
      options={session.stores.map((store) => ({
        value: String(store.id),
        label: storeName(store, locale),
      }))}
    />
  )
}
