import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { storeName, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeTeam, createTeam, deleteTeam, listTeams, type Team } from '../contracts/stores.ts'
import { staffWords } from '../words.ts'
import './access.css'

/** The teams of the stores the person manages. */
export function TeamsPage() {
  const t = useWords(staffWords)
  const locale = useLocale()
  const { stores } = useSession()
  const answer = useAsk(listTeams, {})
  const [chosen, setChosen] = useState<Team | 'new'>()
  const teams = answer.data?.teams
  const nameOf = (storeId: number) => {
    const store = stores.find((one) => one.id === storeId)
    return store ? storeName(store, locale) : '—'
  }
  const add = (
    <Button kind="primary" onClick={() => setChosen('new')}>
      {t('addTeam')}
    </Button>
  )
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('teams')}</h1>
        {teams?.length ? add : null}
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!teams && !answer.error ? <Skeleton rows={5} /> : null}
      {teams?.length === 0 ? (
        <EmptyState title={t('noTeams')} action={add}>
          {t('noTeamsHint')}
        </EmptyState>
      ) : null}
      {teams?.length ? (
        <div className="access-scroll">
          <table className="access-table" aria-label={t('teams')}>
            <thead>
              <tr>
                <th scope="col">{t('teamName')}</th>
                <th scope="col">{t('store')}</th>
                <th scope="col">{t('members')}</th>
              </tr>
            </thead>
            <tbody>
              {teams.map((team) => (
                <tr key={team.id}>
                  <th scope="row">
                    <Button kind="quiet" onClick={() => setChosen(team)}>
                      {team.name}
                    </Button>
                  </th>
                  <td>{nameOf(team.storeId)}</td>
                  <td className="k-number">{team.people}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {chosen ? (
        <TeamSheet
          team={chosen === 'new' ? undefined : chosen}
          onClose={() => setChosen(undefined)}
        />
      ) : null}
    </div>
  )
}

function TeamSheet({ team, onClose }: { team: Team | undefined; onClose: () => void }) {
  const t = useWords(staffWords)
  const locale = useLocale()
  const toast = useToast()
  const { store, stores } = useSession()
  const create = useDo(createTeam, { refresh: [listTeams] })
  const change = useDo(changeTeam, { refresh: [listTeams] })
  const remove = useDo(deleteTeam, { refresh: [listTeams] })
  const save = async ({ name, storeId }: { name: string; storeId: string }) => {
    if (team)
      await change.mutateAsync({ params: { id: team.id }, body: { version: team.version, name } })
    else await create.mutateAsync({ body: { storeId: Number(storeId), name } })
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
    <Sheet open onClose={onClose} title={team?.name ?? t('addTeam')}>
      <Form<{ name: string; storeId: string }>
        initial={{ name: team?.name ?? '', storeId: String(team?.storeId ?? store.id) }}
        required={['name', 'storeId']}
        onSubmit={save}
        onCancel={onClose}
        actions={
          team ? (
            <Button kind="danger" busy={remove.isPending} onClick={() => removeIt(team.id)}>
              {t('deleteTeam')}
            </Button>
          ) : null
        }
      >
        {(form) => (
          <>
            <Field label={t('teamName')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            {!team && stores.length > 1 ? (
              <Field label={t('store')} {...form.field('storeId')}>
                <Select
                  {...form.input('storeId')}
                  options={stores.map((one) => ({
                    value: String(one.id),
                    label: storeName(one, locale),
                  }))}
                />
              </Field>
            ) : null}
          </>
        )}
      </Form>
    </Sheet>
  )
}
