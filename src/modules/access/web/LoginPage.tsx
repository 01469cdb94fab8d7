import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import type { Locale } from '#shared/errors.ts'
import { CallError, call, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listDemoLogins, logIn, logInToDemo, type Session } from '../contract.ts'
import { loginWords } from './words.ts'

interface LoginProps {
  onLogIn: (session: Session) => void
  setLocale: (locale: Locale) => void
}

/** Name and password, the code when it is asked for, and the demo's roles where there is a demo. */
export function LoginPage({ onLogIn, setLocale }: LoginProps) {
  const t = useWords(loginWords)
  const locale = useLocale()
  return (
    <main className="k-login">
      <div className="k-stack">
        <div className="k-spread">
          <h1>{t('title')}</h1>
          <Segmented
            label={t('language')}
            value={locale}
            onChange={setLocale}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'EN' },
            ]}
          />
        </div>
        <PasswordForm onLogIn={onLogIn} />
      </div>
      <DemoLogins onLogIn={onLogIn} />
    </main>
  )
}

function PasswordForm({ onLogIn }: Pick<LoginProps, 'onLogIn'>) {
  const t = useWords(loginWords)
  const locale = useLocale()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [codeAsked, setCodeAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const first = useRef<HTMLDivElement>(null)

  useEffect(() => first.current?.querySelector('input')?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (login.trim() === '' || password === '') {
      setError(t('fillIn'))
      return
    }
    setBusy(true)
    setError('')
    try {
      onLogIn(await call(logIn, { body: { login, password, ...(codeAsked ? { code } : {}) } }))
    } catch (failure) {
      const needsCode = failure instanceof CallError && failure.code === 'access.code_needed'
      if (needsCode) setCodeAsked(true)
      if (!needsCode || codeAsked) setError(sayError(failure, locale))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className="k-form k-card" onSubmit={(event) => void submit(event)} noValidate>
      <div ref={first}>
        <Field label={t('login')} required>
          <TextInput name="login" autoComplete="username" value={login} onChange={setLogin} />
        </Field>
      </div>
      <Field label={t('password')} required>
        <TextInput
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </Field>
      {codeAsked ? (
        <Field label={t('code')} hint={t('codeHint')} required>
          <TextInput
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            maxLength={10}
            value={code}
            onChange={setCode}
          />
        </Field>
      ) : null}
      {error ? <Notice tone="overdue">{error}</Notice> : null}
      <Button type="submit" kind="primary" wide busy={busy}>
        {t(busy ? 'loggingIn' : 'logIn')}
      </Button>
    </form>
  )
}

type DemoLogin = CallOutput<typeof listDemoLogins>['logins'][number]

function DemoLogins({ onLogIn }: Pick<LoginProps, 'onLogIn'>) {
  const t = useWords(loginWords)
  const locale = useLocale()
  const [logins, setLogins] = useState<DemoLogin[]>([])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')

  useEffect(() => {
    const leaving = new AbortController()
    // Where there is no demo the server says so; then there is nothing to offer.
    call(listDemoLogins, {}, { signal: leaving.signal }).then(
      (answer) => setLogins(answer.logins),
      () => setLogins([]),
    )
    return () => leaving.abort()
  }, [])

  const enter = async (login: string) => {
    if (busy) return
    setBusy(true)
    setError('')
    try {
      onLogIn(await call(logInToDemo, { body: { login } }))
    } catch (failure) {
      setError(sayError(failure, locale))
    } finally {
      setBusy(false)
    }
  }

  if (logins.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('demo')} aria-busy={busy}>
      <h2>{t('demo')}</h2>
      {error ? <Notice tone="overdue">{error}</Notice> : null}
      <List>
        {logins.map((entry) => (
          <Row
            key={entry.login}
            onClick={() => void enter(entry.login)}
            end={<span className="k-muted">{locale === 'en' ? entry.storeEn : entry.store}</span>}
          >
            <strong>{locale === 'en' ? entry.roleEn : entry.role}</strong> {entry.name}
          </Row>
        ))}
      </List>
    </section>
  )
}
