import { listColleagues } from '#modules/access/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import type { CallOutput } from '#shared/contract.ts'
import { listPrivacyRequests, listReveals, type PrivacyRequest } from '../contract.ts'
import { privacyWords } from '../words.ts'
import { RetentionForm } from './RetentionForm.tsx'
import { sayAll } from './say-any.ts'

const requestRow = { first: 'customer', end: 'kind', second: ['askedAt', 'channels', 'reason'] }
const revealRow = { first: 'customer', end: 'what', second: ['at', 'who', 'reason'] }

const tabs = ['requests', 'reveals', 'retention'] as const
type Tab = (typeof tabs)[number]
type Reveal = CallOutput<typeof listReveals>['items'][number]
const kinds = ['erasure', 'do_not_contact', 'access'] as const

/** What persons asked, who looked at numbers, and how long data is kept. */
export function PrivacyPage() {
  const t = useWords(privacyWords)
  const { search, setSearch } = useNavigation()
  const tab = tabs.find((one) => one === search.tab) ?? 'requests'
  return (
    <div className="k-stack">
      <h1>{t('privacy')}</h1>
      <Segmented<Tab>
        label={t('privacy')}
        value={tab}
        onChange={(value) => setSearch({ tab: value, kind: undefined }, { replace: true })}
        options={tabs.map((value) => ({
          value,
          label: t(value === 'reveals' ? 'reveals_tab' : value),
        }))}
      />
      {tab === 'requests' ? <Requests /> : null}
      {tab === 'reveals' ? <Reveals /> : null}
      {tab === 'retention' ? <RetentionForm /> : null}
    </div>
  )
}

function Requests() {
  const t = useWords(privacyWords)
  const state = useTableState({ filters: ['kind'] })
  const kind = kinds.find((one) => one === state.filters.kind)
  const pages = usePages(listPrivacyRequests, { query: { kind } }, { live: ['privacy.*'] })
  const columns: Column<PrivacyRequest>[] = [
    { key: 'askedAt', title: t('at'), width: 150, render: (row) => <When at={row.askedAt} /> },
    {
      key: 'customer',
      title: t('customer'),
      width: 140,
      render: (row) => row.customerName || '—',
    },
    { key: 'kind', title: t('kind'), width: 120, render: (row) => t(row.kind) },
    {
      key: 'channels',
      title: t('channels'),
      width: 160,
      render: (row) => sayAll(t, row.channels),
    },
    { key: 'reason', title: t('reason'), width: 220, render: (row) => row.reason },
    {
      key: 'recordedBy',
      title: t('recordedBy'),
      width: 140,
      render: (row) => (row.isFromElsewhere ? t('fromElsewhere') : row.recordedBy),
    },
    {
      key: 'left',
      title: t('leftAfter'),
      width: 120,
      align: 'right',
      render: (row) =>
        row.proof === null ? '—' : row.proof.reduce((sum, check) => sum + check.left, 0),
    },
  ]
  return (
    <DataTable<PrivacyRequest>
      name="privacy-requests"
      label={t('requests')}
      phone={requestRow}
      columns={columns}
      rowKey={(row) => row.id}
      state={state}
      pages={pages}
      open={(row) => `/customers/${row.customerId}`}
      filters={[
        {
          name: 'kind',
          label: t('kind'),
          kind: 'choice',
          options: kinds.map((value) => ({ value, label: t(value) })),
        },
      ]}
      empty={<EmptyState title={t('noRequests')}>{t('noRequestsHint')}</EmptyState>}
    />
  )
}

function Reveals() {
  const t = useWords(privacyWords)
  const staff = useAsk(listColleagues, {})
  const people = (staff.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const state = useTableState({ filters: ['person'] })
  const person = people.find(({ value }) => value === state.filters.person)?.value
  const pages = usePages(listReveals, { query: { person } }, {})
  const columns: Column<Reveal>[] = [
    { key: 'at', title: t('at'), width: 150, render: (row) => <When at={row.at} /> },
    { key: 'who', title: t('who'), width: 120, render: (row) => row.personName },
    { key: 'what', title: t('what'), width: 110, render: (row) => t(row.what) },
    { key: 'customer', title: t('customer'), width: 140, render: (row) => row.customerName ?? '—' },
    {
      key: 'reason',
      title: t('reason'),
      width: 240,
      render: (row) => (row.reason === 'follow-up' ? t('asFollowUp') : row.reason),
    },
  ]
  return (
    <DataTable<Reveal>
      name="reveals"
      label={t('reveals')}
      phone={revealRow}
      columns={columns}
      rowKey={(row) => row.id}
      state={state}
      pages={pages}
      open={(row) => `/customers/${row.customerId ?? ''}`}
      filters={[{ name: 'person', label: t('who'), kind: 'choice', options: people }]}
      empty={<EmptyState title={t('noReveals')} />}
    />
  )
}
