import { useState } from 'react'
import { call } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { startFirstGroup } from '../contracts/first-start.ts'
import { enterProduct, tokenOfLink } from './one-time-link.ts'
import { loginWords } from './words.ts'

const empty = {
  'group.name': '',
  'store.name': '',
  'store.code': '',
  'administrator.name': '',
  'administrator.login': '',
  'administrator.password': '',
  repeated: '',
}
const required = Object.keys(empty) as (keyof typeof empty)[]

/** The first administrator of an empty product makes the group, its first store and their account. */
export function FirstStartPage() {
  const t = useWords(loginWords)
  const locale = useLocale()
  const [token] = useState(tokenOfLink)
  const start = async (values: typeof empty, options: { key: string }) => {
    const body = {
      token,
      group: { name: values['group.name'] },
      store: { code: values['store.code'], name: values['store.name'] },
      administrator: {
        name: values['administrator.name'],
        login: values['administrator.login'],
        password: values['administrator.password'],
        locale,
      },
    }
    await call(startFirstGroup, { body }, options)
    enterProduct()
  }
  return (
    <main className="k-login">
      <div className="k-stack">
        <h1>{t('firstStart')}</h1>
        {token === '' ? <Notice tone="overdue">{t('noToken')}</Notice> : null}
        <p className="k-muted">{t('firstStartHint')}</p>
        <div className="k-card">
          <Form
            initial={empty}
            required={required}
            check={(values): { repeated?: string } =>
              values.repeated === values['administrator.password']
                ? {}
                : { repeated: t('notTheSame') }
            }
            onSubmit={start}
            submit={t('start')}
          >
            {(form) => (
              <>
                <Field label={t('groupName')} {...form.field('group.name')}>
                  <TextInput {...form.input('group.name')} />
                </Field>
                <Field label={t('storeName')} {...form.field('store.name')}>
                  <TextInput {...form.input('store.name')} />
                </Field>
                <Field
                  label={t('storeCode')}
                  hint={t('storeCodeHint')}
                  {...form.field('store.code')}
                >
                  <TextInput {...form.input('store.code')} />
                </Field>
                <Field label={t('ownName')} {...form.field('administrator.name')}>
                  <TextInput autoComplete="name" {...form.input('administrator.name')} />
                </Field>
                <Field label={t('login')} {...form.field('administrator.login')}>
                  <TextInput autoComplete="username" {...form.input('administrator.login')} />
                </Field>
                <Field
                  label={t('newPassword')}
                  hint={t('newPasswordHint')}
                  {...form.field('administrator.password')}
                >
                  <TextInput
                    type="password"
                    autoComplete="new-password"
                    {...form.input('administrator.password')}
                  />
                </Field>
                <Field label={t('repeatPassword')} {...form.field('repeated')}>
                  <TextInput
                    type="password"
                    autoComplete="new-password"
                    {...form.input('repeated')}
                  />
                </Field>
              </>
            )}
          </Form>
        </div>
      </div>
    </main>
  )
}
