import { useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import {
  channelFamilies,
  listAreas,
  listOptionsRoute,
  type OptionKind,
} from '#modules/dictionaries/contract.ts'
import type { CallInput } from '#shared/contract.ts'
import { customerFacts } from '#shared/customer-facts.ts'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, type Filter, useTableState } from '#ui/DataTable.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type CustomerLine, listCustomers } from '../contracts/list.ts'
import { DistributionCard } from './DistributionCard.tsx'
import { listWords } from './list-words.ts'
import { NewCustomerSheet } from './NewCustomerSheet.tsx'
import { recordWords } from './record-words.ts'

const phoneRow = { first: 'name', end: 'owner', second: ['phone', 'source', 'plate'] }

const filterNames = [
  'q',
  'kind',
  'special',
  'owner',
  'isOwner',
  'family',
  'source',
  'occupation',
  'hobby',
  'household',
  'area',
  'consent',
  'missing',
  'from',
  'to',
] as const

/** All customers of one's scope: found by any field, counted by any option; each row leads to its page. */
export function CustomersPage() {
  const t = useWords(listWords)
  const { go } = useNavigation()
  const mayWrite = useCan('customers.write')
  const state = useTableState({ filters: filterNames })
  // The server checks every filter; one from an old address that it does not know is refused there.
  const query = state.filters as CallInput<typeof listCustomers>['query']
  const customers = usePages(listCustomers, { query }, { live: ['customers.*'] })
  const [isCounting, setIsCounting] = useState(false)
  const [isAdding, setIsAdding] = useState(false)
  return (
    <div className="k-stack">
      <h1>{t('customers')}</h1>
      {isCounting ? <DistributionCard filters={query ?? {}} onPick={state.setFilter} /> : null}
      <DataTable<CustomerLine>
        name="customers"
        label={t('customers')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(customer) => customer.id}
        state={state}
        pages={customers}
        open={(customer) => `/customers/${customer.id}`}
        filters={useFilters(query?.area)}
        actions={
          <>
            <Button aria-expanded={isCounting} onClick={() => setIsCounting(!isCounting)}>
              {t('distribution')}
            </Button>
            {mayWrite ? (
              <Button kind="primary" onClick={() => setIsAdding(true)}>
                {t('newCustomer')}
              </Button>
            ) : null}
          </>
        }
        empty={<EmptyState title={t('noCustomers')}>{t('noCustomersHint')}</EmptyState>}
      />
      {isAdding ? (
        <NewCustomerSheet
          onClose={() => setIsAdding(false)}
          onCreated={(id) => go(`/customers/${id}`)}
        />
      ) : null}
    </div>
  )
}

function useFilters(area: string | undefined): Filter[] {
  const t = useWords(listWords)
  const fact = useWords(recordWords)
  const locale = useLocale()
  const seesOthers = useCan('customers.read', 'team')
  const people = useAsk(listColleagues, {}, { when: seesOthers })
  // Around the area that is chosen, else around the store.
  const areas = useAsk(listAreas, { query: area ? { of: area } : {} }, { keep: true }).data
  const yesNo = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ]
  const answer = useAsk(listOptionsRoute, { query: {} })
  const options = (kind: OptionKind) =>
    (answer.data?.items ?? [])
      .filter((one) => one.kind === kind)
      .map((one) => ({
        value: one.id,
        label: locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
      }))
  return [
    { name: 'q', label: t('find'), kind: 'text' },
    {
      name: 'special',
      label: t('special'),
      kind: 'choice',
      options: [
        { value: 'any', label: t('anyMark') },
        { value: 'fleet', label: t('fleet') },
        { value: 'vip', label: t('vip') },
        { value: 'difficult', label: t('difficult') },
      ],
    },
    {
      name: 'kind',
      label: t('kind'),
      kind: 'choice',
      options: [
        { value: 'person', label: t('person') },
        { value: 'company', label: t('company') },
      ],
    },
    {
      name: 'isOwner',
      label: t('isOwner'),
      kind: 'choice',
      options: [
        { value: 'yes', label: t('owners') },
        { value: 'no', label: t('notOwners') },
      ],
    },
    {
      name: 'family',
      label: t('family'),
      kind: 'choice',
      options: Object.entries(channelFamilies).map(([value, words]) => ({
        value,
        label: words[locale === 'en' ? 1 : 0],
      })),
    },
    { name: 'source', label: fact('source'), kind: 'choice', options: options('source') },
    ...(seesOthers
      ? [
          {
            name: 'owner',
            label: t('consultant'),
            kind: 'choice' as const,
            options: (people.data?.people ?? [])
              .filter((person) => person.isConsultant)
              .map((person) => ({ value: person.id, label: person.name })),
          },
        ]
      : []),
    {
      name: 'occupation',
      label: fact('occupation'),
      kind: 'choice',
      options: options('occupation'),
    },
    { name: 'hobby', label: fact('hobbies'), kind: 'choice', options: options('hobby') },
    {
      name: 'household',
      label: fact('householdType'),
      kind: 'choice',
      options: options('household'),
    },
    {
      name: 'area',
      label: fact('area'),
      kind: 'choice',
      options: [...(areas?.cities ?? []), ...(areas?.districts ?? [])].map((one) => ({
        value: one.code,
        label: one.label,
      })),
    },
    {
      name: 'missing',
      label: t('missing'),
      kind: 'choice',
      options: customerFacts.map((value) => ({ value, label: fact(value) })),
    },
    {
      name: 'consent',
      label: t('consent'),
      kind: 'choice',
      options: yesNo.map(named(t('consent'))),
    },
    { name: 'from', label: t('madeFrom'), kind: 'day' },
    { name: 'to', label: t('madeTo'), kind: 'day' },
  ]
}

/** Two plain words among many buttons need to say of what they are. */
const named = (of: string) => (option: { value: string; label: string }) => ({
  ...option,
  label: `${of} · ${option.label}`,
})

function useColumns(): Column<CustomerLine>[] {
  const t = useWords(listWords)
  const fact = useWords(recordWords)
  const locale = useLocale()
  const familyOf = (code: string | null) =>
    Object.entries(channelFamilies).find(([key]) => key === code)?.[1][locale === 'en' ? 1 : 0]
  return [
    {
      key: 'name',
      title: t('customer'),
      width: 220,
      render: (one) => (
        <span className="k-line">
          <strong>{one.name}</strong>
          <SpecialMark mark={one.special} reason={one.specialReason} />
          {one.kind === 'company' ? <Badge>{t('company')}</Badge> : null}
          {one.isOwner ? <Badge tone="done">{t('isOwner')}</Badge> : null}
          {one.doNotContact.length > 0 ? <Badge tone="blocked">{t('doNotContact')}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'phone',
      title: t('phone'),
      width: 130,
      render: (one) => <span className="k-number">{one.maskedPhone}</span>,
    },
    { key: 'owner', title: t('consultant'), width: 100, render: (one) => one.ownerName },
    {
      key: 'source',
      title: fact('source'),
      width: 150,
      render: (one) =>
        one.sourceName ? (
          <>
            {one.sourceName}{' '}
            {familyOf(one.sourceFamily) === one.sourceName ? null : (
              <span className="k-muted">{familyOf(one.sourceFamily)}</span>
            )}
          </>
        ) : null,
    },
    {
      key: 'occupation',
      title: fact('occupation'),
      width: 110,
      render: (one) => one.occupationName,
    },
    {
      key: 'hobbies',
      title: fact('hobbies'),
      width: 150,
      render: (one) => one.hobbyNames.join(' · '),
    },
    {
      key: 'householdType',
      title: fact('householdType'),
      width: 120,
      hidden: true,
      render: (one) => one.householdName,
    },
    {
      key: 'area',
      title: fact('area'),
      width: 150,
      hidden: true,
      render: (one) => one.areaName,
    },
    { key: 'plate', title: t('plate'), width: 110, render: (one) => one.plate },
    {
      key: 'consent',
      title: t('consent'),
      width: 80,
      hidden: true,
      render: (one) => t(one.hasConsent ? 'yes' : 'no'),
    },
    {
      key: 'created',
      title: t('madeOn'),
      width: 110,
      render: (one) => <When at={one.createdAt} />,
    },
  ]
}
