import { useEffect, useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { CallError, call } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { acceptLink, lookAtLink } from '../contracts/people.ts'
import { enterProduct, tokenOfLink } from './one-time-link.ts'
import { loginWords } from './words.ts'

type Link = CallOutput<typeof lookAtLink>
const empty = { password: '', repeated: '', code: '' }

/** A new colleague, or one who forgot the password, sets one with a one-time link. */
export function InvitationPage() {
  const t = useWords(loginWords)
  const locale = useLocale()
  const [token] = useState(tokenOfLink)
  const [link, setLink] = useState<Link>()
  const [error, setError] = useState<unknown>()
  const [codeAsked, setCodeAsked] = useState(false)

  useEffect(() => {
    if (token !== '') call(lookAtLink, { body: { token } }).then(setLink, setError)
  }, [token])

  const accept = async ({ password, code }: typeof empty, options: { key: string }) => {
    try {
      await call(acceptLink, { body: { token, password, ...(codeAsked ? { code } : {}) } }, options)
      enterProduct()
    } catch (failure) {
      if (failure instanceof CallError && failure.code === 'access.code_needed') setCodeAsked(true)
      throw failure
    }
  }
  return (
    <main className="k-login">
      <div className="k-stack">
        <h1>{t('invitation')}</h1>
        {token === '' ? <Notice tone="overdue">{t('noToken')}</Notice> : null}
        {error === undefined ? null : <Failure error={error} />}
        {token !== '' && link === undefined && error === undefined ? <Skeleton /> : null}
        {link === undefined ? null : (
          <div className="k-card k-stack">
            <p>
              {locale === 'en' ? (link.groupEn ?? link.group) : link.group}
              {link.group === null ? '' : ' · '}
              {t('invitationFor', { name: link.name ?? '', login: link.login ?? '' })}
            </p>
            <Form
              initial={empty}
              required={codeAsked ? ['password', 'repeated', 'code'] : ['password', 'repeated']}
              check={(values): { repeated?: string } =>
                values.repeated === values.password ? {} : { repeated: t('notTheSame') }
              }
              onSubmit={accept}
              submit={t('setAndLogIn')}
            >
              {(form) => (
                <>
                  <Field
                    label={t('newPassword')}
                    hint={t('newPasswordHint')}
                    {...form.field('password')}
                  >
                    <TextInput
                      type="password"
                      autoComplete="new-password"
                      {...form.input('password')}
                    />
                  </Field>
                  <Field label={t('repeatPassword')} {...form.field('repeated')}>
                    <TextInput
                      type="password"
                      autoComplete="new-password"
                      {...form.input('repeated')}
                    />
                  </Field>
                  {codeAsked ? (
                    <Field label={t('code')} hint={t('codeHint')} {...form.field('code')}>
                      <TextInput
                        inputMode="numeric"
                        autoComplete="one-time-code"
                        {...form.input('code')}
                      />
                    </Field>
                  ) : null}
                </>
              )}
            </Form>
          </div>
        )}
      </div>
    </main>
  )
}
