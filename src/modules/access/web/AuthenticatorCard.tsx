import { lazy, Suspense, useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  beginAuthenticator,
  confirmAuthenticator,
  getProfile,
  type Profile,
  turnOffAuthenticator,
} from '../contracts/profile.ts'
import { profileWords } from '../words.ts'
import './access.css'

// The picture alone needs antd, and only here.
const QrCode = lazy(async () => {
  const { QRCode } = await import('antd')
  return { default: QRCode }
})

/** The second step of logging in: on with a first code, off with the password. */
export function AuthenticatorCard({ profile }: { profile: Profile }) {
  const t = useWords(profileWords)
  const locale = useLocale()
  const toast = useToast()
  const [isTurningOff, setIsTurningOff] = useState(false)
  const begin = useDo(beginAuthenticator)
  const confirm = useDo(confirmAuthenticator, { refresh: [getProfile] })
  const turnOff = useDo(turnOffAuthenticator, { refresh: [getProfile] })
  const setup = begin.data
  return (
    <section className="k-card k-stack" aria-label={t('authenticator')}>
      <div className="k-line">
        <h2>{t('authenticator')}</h2>
        <Badge tone={profile.hasAuthenticator ? 'done' : 'plain'}>
          {t(profile.hasAuthenticator ? 'isOn' : 'isOff')}
        </Badge>
      </div>
      <p className="k-muted">{t('authenticatorHint')}</p>
      <div>
        {profile.hasAuthenticator ? (
          <Button onClick={() => setIsTurningOff(true)}>{t('turnOff')}</Button>
        ) : (
          <Button
            busy={begin.isPending}
            onClick={() => begin.mutate({}, { onError: (error) => toast(sayError(error, locale)) })}
          >
            {t('setUp')}
          </Button>
        )}
      </div>
      {setup && !profile.hasAuthenticator ? (
        <Sheet open onClose={begin.reset} title={t('setUp')}>
          <Form<{ code: string }>
            initial={{ code: '' }}
            required={['code']}
            submit={t('confirm')}
            onCancel={begin.reset}
            onSubmit={async ({ code }) => {
              await confirm.mutateAsync({ body: { setup: setup.setup, code } })
              begin.reset()
              toast(t('turnedOn'))
            }}
          >
            {(form) => (
              <>
                <p>{t('scan')}</p>
                <Suspense fallback={<Skeleton rows={1} height={160} />}>
                  {/* The secret below says the same in letters. */}
                  <div aria-hidden="true">
                    <QrCode value={setup.address} type="svg" color="#000" bgColor="#fff" />
                  </div>
                </Suspense>
                <p className="access-secret">{setup.secret}</p>
                <Field label={t('code')} {...form.field('code')}>
                  <TextInput
                    inputMode="numeric"
                    autoComplete="one-time-code"
                    maxLength={6}
                    {...form.input('code')}
                  />
                </Field>
              </>
            )}
          </Form>
        </Sheet>
      ) : null}
      {isTurningOff ? (
        <Sheet open onClose={() => setIsTurningOff(false)} title={t('turnOff')}>
          <Form<{ password: string }>
            initial={{ password: '' }}
            required={['password']}
            submit={t('turnOff')}
            onCancel={() => setIsTurningOff(false)}
            onSubmit={async ({ password }) => {
              await turnOff.mutateAsync({ body: { password } })
              setIsTurningOff(false)
              toast(t('turnedOff'))
            }}
          >
            {(form) => (
              <Field label={t('current')} {...form.field('password')}>
                <TextInput
                  type="password"
                  autoComplete="current-password"
                  {...form.input('password')}
                />
              </Field>
            )}
          </Form>
        </Sheet>
      ) : null}
    </section>
  )
}
