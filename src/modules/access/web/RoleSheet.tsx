import { type Permission, permissions, type Scope } from '#shared/permissions.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, usePhrase, useWords } from '#ui/words.tsx'
import { changeRole, createRole, deleteRole, listRoles, type Role } from '../contracts/roles.ts'
import { roleWords, scopeWords } from '../words.ts'
import { nameIn } from './names.ts'
import './access.css'

interface Values {
  name: string
  nameEn: string
  grants: Role['grants']
}

const rights = Object.keys(permissions) as Permission[]

/** Names a role and says how far each of its rights reaches. */
export function RoleSheet({ role, onClose }: { role: Role | undefined; onClose: () => void }) {
  const t = useWords(roleWords)
  const phrase = usePhrase()
  const locale = useLocale()
  const toast = useToast()
  const refresh = [listRoles]
  const create = useDo(createRole, { refresh })
  const change = useDo(changeRole, { refresh })
  const remove = useDo(deleteRole, { refresh })
  const save = async (values: Values) => {
    if (role)
      await change.mutateAsync({
        params: { id: role.id },
        body: { version: role.version, ...values },
      })
    else await create.mutateAsync({ body: values })
    toast(t('saved'))
    onClose()
  }
  const removeIt = (id: string) =>
    remove.mutate(
      { params: { id } },
      {
        onSuccess: () => {
          toast(t('deleted'))
          onClose()
        },
        onError: (error) => toast(sayError(error, locale)),
      },
    )
  return (
    <Sheet open onClose={onClose} title={role ? nameIn(locale, role) : t('add')}>
      <Form<Values>
        initial={{ name: role?.name ?? '', nameEn: role?.nameEn ?? '', grants: role?.grants ?? {} }}
        required={['name', 'nameEn']}
        onSubmit={save}
        onCancel={onClose}
        actions={
          role && !role.isBuiltIn ? (
            <Button kind="danger" busy={remove.isPending} onClick={() => removeIt(role.id)}>
              {t('delete')}
            </Button>
          ) : null
        }
      >
        {(form) => (
          <>
            <div className="access-two">
              <Field label={t('name')} {...form.field('name')}>
                <TextInput maxLength={60} {...form.input('name')} />
              </Field>
              <Field label={t('nameEn')} {...form.field('nameEn')}>
                <TextInput maxLength={60} {...form.input('nameEn')} />
              </Field>
            </div>
            <div className="access-grants">
              {rights.map((right) => (
                <GrantChoice
                  key={right}
                  label={phrase([permissions[right].zh, permissions[right].en])}
                  right={right}
                  value={form.values.grants[right]}
                  onChange={(scope) => {
                    const { [right]: _before, ...others } = form.values.grants
                    form.set({ grants: scope ? { ...others, [right]: scope } : others })
                  }}
                />
              ))}
            </div>
          </>
        )}
      </Form>
    </Sheet>
  )
}

function GrantChoice(props: {
  label: string
  right: Permission
  value: Scope | undefined
  onChange: (scope: Scope | undefined) => void
}) {
  const t = useWords(roleWords)
  const phrase = usePhrase()
  return (
    <Field group label={props.label} required>
      <Choice<Scope | 'none'>
        label={props.label}
        value={props.value ?? 'none'}
        onChange={(value) => props.onChange(value === 'none' ? undefined : value)}
        options={[
          { value: 'none', label: t('none') },
          ...permissions[props.right].scopes.map((scope: Scope) => ({
            value: scope,
            label: phrase(scopeWords[scope]),
          })),
        ]}
      />
    </Field>
  )
}
