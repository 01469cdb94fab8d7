import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askKey, useAsk } from '#ui/ask.ts'
import { call } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { storeName, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { createPerson, listPeople } from '../contracts/people.ts'
import type { Role } from '../contracts/roles.ts'
import { listTeams } from '../contracts/stores.ts'
import { staffWords } from '../words.ts'
import { LinkShown } from './LinkShown.tsx'
import { RoleChecks } from './RoleChecks.tsx'

interface Values {
  name: string
  login: string
  storeId: string
  teamId: string
  jobTitle: string
  phone: string
  roleIds: string[]
}

/** Adds a person, then shows the link with which they set their password. */
export function NewPersonSheet({
  roles,
  onClose,
}: {
  roles: readonly Role[]
  onClose: () => void
}) {
  const t = useWords(staffWords)
  const [made, setMade] = useState<{ name: string; path: string; expiresAt: string }>()
  const title = t(made ? 'linkTitle' : 'add')
  return (
    <Sheet open onClose={onClose} title={title}>
      {made ? (
        <LinkShown {...made} onClose={onClose} />
      ) : (
        <NewPersonForm roles={roles} onClose={onClose} onMade={setMade} />
      )}
    </Sheet>
  )
}

function NewPersonForm(props: {
  roles: readonly Role[]
  onClose: () => void
  onMade: (made: { name: string; path: string; expiresAt: string }) => void
}) {
  const t = useWords(staffWords)
  const locale = useLocale()
  const { store, stores } = useSession()
  const queries = useQueryClient()
  const teams = useAsk(listTeams, {}).data?.teams ?? []
  const save = async (values: Values, { key }: { key: string }) => {
    const { person, link } = await call(
      createPerson,
      {
        body: {
          name: values.name,
          login: values.login,
          storeId: Number(values.storeId),
          teamId: values.teamId || null,
          jobTitle: values.jobTitle,
          phone: values.phone,
          roleIds: values.roleIds,
        },
      },
      { key },
    )
    await queries.invalidateQueries({ queryKey: askKey(listPeople) })
    if (link) props.onMade({ name: person.name, ...link })
    else props.onClose()
  }
  return (
    <Form<Values>
      initial={{
        name: '',
        login: '',
        storeId: String(store.id),
        teamId: '',
        jobTitle: '',
        phone: '',
        roleIds: [],
      }}
      required={['name', 'login', 'storeId']}
      onSubmit={save}
      onCancel={props.onClose}
    >
      {(form) => (
        <>
          <Field label={t('name')} {...form.field('name')}>
            <TextInput maxLength={60} {...form.input('name')} />
          </Field>
          <Field label={t('login')} hint={t('loginHint')} {...form.field('login')}>
            <TextInput maxLength={60} autoCapitalize="none" {...form.input('login')} />
          </Field>
          {stores.length > 1 ? (
            <Field label={t('store')} {...form.field('storeId')}>
              <Select
                {...form.input('storeId')}
                onChange={(storeId) => form.set({ storeId, teamId: '' })}
                options={stores.map((one) => ({
                  value: String(one.id),
                  label: storeName(one, locale),
                }))}
              />
            </Field>
          ) : null}
          <Field group label={t('roles')} {...form.field('roleIds')}>
            <RoleChecks
              roles={props.roles}
              value={form.values.roleIds}
              onChange={(roleIds) => form.set({ roleIds })}
            />
          </Field>
          <Field label={t('team')} {...form.field('teamId')}>
            <Select
              {...form.input('teamId')}
              placeholder={t('noTeam')}
              options={teams
                .filter((team) => String(team.storeId) === form.values.storeId)
                .map((team) => ({ value: team.id, label: team.name }))}
            />
          </Field>
          <Field label={t('jobTitle')} {...form.field('jobTitle')}>
            <TextInput maxLength={60} {...form.input('jobTitle')} />
          </Field>
          <Field label={t('phone')} {...form.field('phone')}>
            <TextInput type="tel" maxLength={40} {...form.input('phone')} />
          </Field>
        </>
      )}
    </Form>
  )
}
