import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { usePages } from '#ui/pages.ts'
import { storeName, useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listPeople, type Person } from '../contracts/people.ts'
import { listRoles } from '../contracts/roles.ts'
import { staffWords } from '../words.ts'
import { NewPersonSheet } from './NewPersonSheet.tsx'
import { nameIn } from './names.ts'
import { PersonState } from './PersonState.tsx'

const phoneRow = { first: 'name', end: 'state', second: ['roles', 'store'] }

/** Everybody who works in the stores the person may see. */
export function StaffPage() {
  const t = useWords(staffWords)
  const locale = useLocale()
  const { stores } = useSession()
  const canAdd = useCan('people.manage', 'store')
  const [isAdding, setIsAdding] = useState(false)
  const roles = useAsk(listRoles, {}).data?.roles ?? []
  const state = useTableState({ filters: ['q', 'storeId', 'roleId', 'state'] })
  const { filters } = state
  const people = usePages(
    listPeople,
    {
      query: {
        q: filters.q,
        storeId: filters.storeId === undefined ? undefined : Number(filters.storeId),
        roleId: filters.roleId,
        state: filters.state as 'active' | 'left' | undefined,
      },
    },
    { live: ['access.*'] },
  )
  return (
    <div className="k-stack">
      <h1>{t('staff')}</h1>
      <DataTable
        name="staff"
        label={t('staff')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(person) => person.id}
        state={state}
        pages={people}
        open={(person) => `/staff/${person.id}`}
        filters={[
          { name: 'q', label: t('find'), kind: 'text' },
          ...(stores.length > 1
            ? [
                {
                  name: 'storeId',
                  label: t('store'),
                  kind: 'choice' as const,
                  options: stores.map((one) => ({
                    value: String(one.id),
                    label: storeName(one, locale),
                  })),
                },
              ]
            : []),
          {
            name: 'roleId',
            label: t('roles'),
            kind: 'choice',
            options: roles.map((role) => ({ value: role.id, label: nameIn(locale, role) })),
          },
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: [
              { value: 'active', label: t('active') },
              { value: 'left', label: t('left') },
            ],
          },
        ]}
        actions={
          canAdd ? (
            <Button kind="primary" onClick={() => setIsAdding(true)}>
              {t('add')}
            </Button>
          ) : null
        }
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
      {isAdding ? <NewPersonSheet roles={roles} onClose={() => setIsAdding(false)} /> : null}
    </div>
  )
}

function useColumns(): Column<Person>[] {
  const t = useWords(staffWords)
  const locale = useLocale()
  const { stores } = useSession()
  return [
    { key: 'name', title: t('name'), width: 120, render: (person) => person.name },
    { key: 'login', title: t('login'), width: 140, render: (person) => person.login },
    {
      key: 'roles',
      title: t('roles'),
      render: (person) =>
        person.roles.map((role) => nameIn(locale, role)).join(' · ') || t('noRoles'),
    },
    {
      key: 'store',
      title: t('store'),
      width: 160,
      render: (person) => {
        const store = stores.find((one) => one.id === person.storeId)
        return store ? storeName(store, locale) : '—'
      },
    },
    {
      key: 'jobTitle',
      title: t('jobTitle'),
      width: 120,
      hidden: true,
      render: (person) => person.jobTitle || '—',
    },
    {
      key: 'state',
      title: t('state'),
      width: 130,
      render: (person) => <PersonState person={person} />,
    },
  ]
}
