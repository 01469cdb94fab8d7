import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useFrame } from '#ui/shell/frame.tsx'
import { Slot } from '#ui/slots.tsx'
import { useWords } from '#ui/words.tsx'
import {
  changeOwnPassword,
  changeProfile,
  getProfile,
  listSessions,
  type Profile,
} from '../contracts/profile.ts'
import { profileWords } from '../words.ts'
import { AuthenticatorCard } from './AuthenticatorCard.tsx'
import { SessionsCard } from './SessionsCard.tsx'
import './access.css'

/** What is the person's own: name, language, password, devices, authenticator. */
export function ProfilePage() {
  const t = useWords(profileWords)
  const answer = useAsk(getProfile, {})
  const profile = answer.data
  return (
    <div className="k-stack access-narrow">
      <h1>{t('profile')}</h1>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!profile && !answer.error ? <Skeleton rows={8} /> : null}
      {profile ? (
        <>
          <AboutCard key={profile.version} profile={profile} />
          <PasswordCard profile={profile} />
          {profile.hasPassword ? <AuthenticatorCard profile={profile} /> : null}
          <Slot name="profile" />
          <SessionsCard />
        </>
      ) : null}
    </div>
  )
}

interface About {
  name: string
  phone: string
  locale: 'zh' | 'en' | 'browser'
}

function AboutCard({ profile }: { profile: Profile }) {
  const t = useWords(profileWords)
  const toast = useToast()
  const { setLocale } = useFrame()
  const change = useDo(changeProfile, { refresh: [getProfile] })
  return (
    <section className="k-card k-stack" aria-label={t('about')}>
      <h2>{t('about')}</h2>
      <p className="k-muted">
        {t('login')}: {profile.login}
      </p>
      <Form<About>
        focusFirst={false}
        initial={{
          name: profile.name,
          phone: profile.phone ?? '',
          locale: profile.locale ?? 'browser',
        }}
        required={['name']}
        onSubmit={async ({ name, phone, locale }) => {
          await change.mutateAsync({
            body: {
              version: profile.version,
              name,
              phone,
              locale: locale === 'browser' ? null : locale,
            },
          })
          if (locale !== 'browser' && locale !== profile.locale) setLocale(locale)
          toast(t('saved'))
        }}
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput autoComplete="name" maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('phone')} {...form.field('phone')}>
              <TextInput type="tel" autoComplete="tel" maxLength={40} {...form.input('phone')} />
            </Field>
            <Field group label={t('language')} {...form.field('locale')} required>
              <Choice
                label={t('language')}
                {...form.input('locale')}
                options={[
                  { value: 'zh', label: <span lang="zh-CN">中文</span> },
                  { value: 'en', label: <span lang="en">English</span> },
                  { value: 'browser', label: t('asBrowser') },
                ]}
              />
            </Field>
          </>
        )}
      </Form>
    </section>
  )
}

function PasswordCard({ profile }: { profile: Profile }) {
  const t = useWords(profileWords)
  const toast = useToast()
  const change = useDo(changeOwnPassword, { refresh: [listSessions] })
  if (!profile.hasPassword)
    return (
      <section className="k-card k-stack" aria-label={t('password')}>
        <h2>{t('password')}</h2>
        <Notice>{t('noPassword')}</Notice>
      </section>
    )
  return (
    <section className="k-card k-stack" aria-label={t('password')}>
      <h2>{t('password')}</h2>
      <Form<{ current: string; password: string; repeat: string }>
        key={change.submittedAt}
        focusFirst={false}
        initial={{ current: '', password: '', repeat: '' }}
        required={['current', 'password', 'repeat']}
        check={(values) => ({
          ...(values.password !== '' && values.password.length < 10
            ? { password: t('tooShort') }
            : {}),
          ...(values.repeat !== '' && values.repeat !== values.password
            ? { repeat: t('differs') }
            : {}),
        })}
        submit={t('changePassword')}
        onSubmit={async ({ current, password }) => {
          await change.mutateAsync({ body: { current, password } })
          toast(t('passwordChanged'))
        }}
      >
        {(form) => (
          <>
            <Field label={t('current')} {...form.field('current')}>
              <TextInput
                type="password"
                autoComplete="current-password"
                {...form.input('current')}
              />
            </Field>
            <Field label={t('next')} hint={t('passwordHint')} {...form.field('password')}>
              <TextInput type="password" autoComplete="new-password" {...form.input('password')} />
            </Field>
            <Field label={t('repeat')} {...form.field('repeat')}>
              <TextInput type="password" autoComplete="new-password" {...form.input('repeat')} />
            </Field>
          </>
        )}
      </Form>
    </section>
  )
}
