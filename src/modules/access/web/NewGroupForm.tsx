import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { NewGroup } from '../contracts/first-start.ts'
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

/** Group, first store and administrator: the least there must be to begin. */
export function NewGroupForm(props: {
  onStart: (group: NewGroup, options: { key: string }) => Promise<unknown>
}) {
  const t = useWords(loginWords)
  const locale = useLocale()
  const start = (values: typeof empty, options: { key: string }) =>
    props.onStart(
      {
        group: { name: values['group.name'] },
        store: { code: values['store.code'], name: values['store.name'] },
        administrator: {
          name: values['administrator.name'],
          login: values['administrator.login'],
          password: values['administrator.password'],
          locale,
        },
      },
      options,
    )
  return (
    <Form
      initial={empty}
      required={required}
      check={(values): { repeated?: string } =>
        values.repeated === values['administrator.password'] ? {} : { repeated: t('notTheSame') }
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
          <Field label={t('storeCode')} hint={t('storeCodeHint')} {...form.field('store.code')}>
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
            <TextInput type="password" autoComplete="new-password" {...form.input('repeated')} />
          </Field>
        </>
      )}
    </Form>
  )
}
