import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { storeName, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  changePerson,
  getPerson,
  listPeople,
  type PersonRecord,
  setPersonRoles,
} from '../contracts/people.ts'
import { listRoles } from '../contracts/roles.ts'
import { listTeams } from '../contracts/stores.ts'
import { staffWords } from '../words.ts'
import { nameIn } from './names.ts'
import { PersonAccess } from './PersonAccess.tsx'
import { PersonState } from './PersonState.tsx'
import { RoleChecks } from './RoleChecks.tsx'
import './access.css'

/** One person of the staff: record, roles, access. */
export function PersonPage() {
  const t = useWords(staffWords)
  const locale = useLocale()
  const { params } = useNavigation()
  const { stores } = useSession()
  const answer = useAsk(getPerson, { params: { id: params.id ?? '' } }, { live: ['access.*'] })
  const person = answer.data
  if (answer.error) return <FailedPage error={answer.error} onRetry={() => void answer.refetch()} />
  if (!person) return <Skeleton rows={8} />
  const store = stores.find((one) => one.id === person.storeId)
  return (
    <div className="k-stack access-narrow">
      <div className="k-line">
        <h1>{person.name}</h1>
        <PersonState person={person} />
      </div>
      <p className="k-muted">
        {[
          person.roles.map((role) => nameIn(locale, role)).join(' · ') || t('noRoles'),
          store ? storeName(store, locale) : '',
          person.login,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {person.canManage ? (
        <>
          <PersonForm key={`form ${person.version}`} person={person} />
          <PersonRoles key={`roles ${person.version}`} person={person} />
          <PersonAccess person={person} />
        </>
      ) : (
        <Notice>{t('cannotManage')}</Notice>
      )}
    </div>
  )
}

interface Values {
  name: string
  login: string
  storeId: string
  teamId: string
  jobTitle: string
  phone: string
}

function PersonForm({ person }: { person: PersonRecord }) {
  const t = useWords(staffWords)
  const locale = useLocale()
  const toast = useToast()
  const { stores } = useSession()
  const teams = useAsk(listTeams, {}).data?.teams ?? []
  const change = useDo(changePerson, { refresh: [getPerson, listPeople] })
  const save = async (values: Values) => {
    await change.mutateAsync({
      params: { id: person.id },
      body: {
        version: person.version,
        name: values.name,
        login: values.login,
        storeId: Number(values.storeId),
        teamId: values.teamId || null,
        jobTitle: values.jobTitle,
        phone: values.phone,
      },
    })
    toast(t('saved'))
  }
  return (
    <section className="k-card k-stack" aria-label={t('record')}>
      <h2>{t('record')}</h2>
      <Form<Values>
        focusFirst={false}
        initial={{
          name: person.name,
          login: person.login,
          storeId: String(person.storeId),
          teamId: person.teamId ?? '',
          jobTitle: person.jobTitle,
          phone: person.phone ?? '',
        }}
        required={['name', 'login', 'storeId']}
        onSubmit={save}
      >
        {(form) => (
          <>
            <div className="access-two">
              <Field label={t('name')} {...form.field('name')}>
                <TextInput maxLength={60} {...form.input('name')} />
              </Field>
              <Field label={t('login')} {...form.field('login')}>
                <TextInput maxLength={60} autoCapitalize="none" {...form.input('login')} />
              </Field>
              <Field label={t('jobTitle')} {...form.field('jobTitle')}>
                <TextInput maxLength={60} {...form.input('jobTitle')} />
              </Field>
              <Field label={t('phone')} {...form.field('phone')}>
                <TextInput type="tel" maxLength={40} {...form.input('phone')} />
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
              <Field label={t('team')} {...form.field('teamId')}>
                <Select
                  {...form.input('teamId')}
                  placeholder={t('noTeam')}
                  options={teams
                    .filter((team) => String(team.storeId) === form.values.storeId)
                    .map((team) => ({ value: team.id, label: team.name }))}
                />
              </Field>
            </div>
          </>
        )}
      </Form>
    </section>
  )
}

function PersonRoles({ person }: { person: PersonRecord }) {
  const t = useWords(staffWords)
  const toast = useToast()
  const roles = useAsk(listRoles, {}).data?.roles ?? []
  const set = useDo(setPersonRoles, { refresh: [getPerson, listPeople, listRoles] })
  const [chosen, setChosen] = useState(() => person.roles.map((role) => role.id))
  return (
    <section className="k-card k-stack" aria-label={t('roles')}>
      <h2>{t('roles')}</h2>
      {set.error ? <Failure error={set.error} /> : null}
      <RoleChecks roles={roles} value={chosen} onChange={setChosen} />
      <div className="k-form-actions">
        <Button
          kind="primary"
          busy={set.isPending}
          onClick={() =>
            set.mutate(
              { params: { id: person.id }, body: { version: person.version, roleIds: chosen } },
              { onSuccess: () => toast(t('saved')) },
            )
          }
        >
          {t('setRoles')}
        </Button>
      </div>
    </section>
  )
}
