import { useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { type Chosen, type Column, DataTable, type Filter, useTableState } from '#ui/DataTable.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { type Pages, usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Lead,
  leadGrades,
  leadReached,
  leadStates,
  listLeads,
  listLeadTakers,
  origins,
} from '../contract.ts'
import { leadWords } from '../words.ts'
import { AssignSheet } from './AssignSheet.tsx'
import { DispatchOffers } from './DispatchOffers.tsx'
import { LeadClock } from './LeadClock.tsx'
import { GradeBadge, StateBadge } from './lead-badges.tsx'

const phoneRow = { first: 'customer', end: 'state', second: ['clock', 'phone', 'series'] }

/** Interests from outside that are not cards yet: given out, called, promoted. */
export function LeadsPage() {
  const t = useWords(leadWords)
  const { go } = useNavigation()
  const mayWrite = useCan('leads.write')
  const mayAssign = useCan('leads.assign')
  const seesOthers = useCan('leads.read', 'team')
  const takers = useAsk(listLeadTakers, {}, { when: seesOthers })
  const [assigning, setAssigning] = useState<Omit<Parameters<typeof AssignSheet>[0], 'onClose'>>()
  const state = useTableState({
    filters: [
      'state',
      'owner',
      'origin',
      'grade',
      'source',
      'from',
      'to',
      'calledFrom',
      'calledTo',
      'verified',
      'verifier',
      'agent',
      'reached',
      'speed',
      'q',
    ],
  })
  const leads = usePages(listLeads, { query: state.filters }, { live: ['leads.*', 'customers.*'] })
  const opened = useOpenedFrom(state.filters)
  return (
    <div className="k-stack">
      <h1>{t('leads')}</h1>
      {mayAssign ? <DispatchOffers /> : null}
      <DataTable<Lead>
        name="leads"
        label={t('leads')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(lead) => lead.id}
        state={state}
        pages={leads}
        open={(lead) => `/leads/${lead.id}`}
        filters={[
          { name: 'q', label: t('customer'), kind: 'text' },
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: [
              ...leadStates.map((value) => ({ value, label: t(value) })),
              { value: 'all', label: t('allStates') },
            ],
          },
          {
            name: 'origin',
            label: t('origin'),
            kind: 'choice',
            options: origins.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'grade',
            label: t('grade'),
            kind: 'choice',
            options: [...leadGrades, 'none' as const].map((value) => ({ value, label: t(value) })),
          },
          ...(seesOthers
            ? [
                {
                  name: 'owner',
                  label: t('owner'),
                  kind: 'choice' as const,
                  options: [
                    { value: 'me', label: t('mine') },
                    { value: 'none', label: t('nobody') },
                    ...(takers.data?.people ?? []).map(({ id, name }) => ({
                      value: id,
                      label: name,
                    })),
                  ],
                },
              ]
            : []),
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          ...opened,
        ]}
        {...(mayAssign
          ? {
              selection: assignAction(t('assign'), (leadIds, onDone) =>
                setAssigning({ leadIds, seen: ownersOf(leads, leadIds), onDone }),
              ),
            }
          : {})}
        actions={
          mayWrite ? (
            <Button kind="primary" onClick={() => go('/leads/new')}>
              {t('newLead')}
            </Button>
          ) : null
        }
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
      {assigning ? <AssignSheet {...assigning} onClose={() => setAssigning(undefined)} /> : null}
    </div>
  )
}

/** Filters that come with a number somebody opened: shown while they are set, so that they can go. */
function useOpenedFrom(set: Readonly<Record<string, string>>): Filter[] {
  const t = useWords(leadWords)
  const locale = useLocale()
  const has = (...names: string[]) => names.some((name) => set[name] !== undefined)
  const staff = useAsk(listColleagues, {}, { when: has('verifier', 'agent') })
  const sources = useAsk(
    listOptionsRoute,
    { query: { kind: 'source', state: 'active' } },
    { when: has('source') },
  )
  const people = (staff.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const none = { value: 'none', label: t('nobody') }
  const all: Filter[] = [
    {
      name: 'source',
      label: t('source'),
      kind: 'choice',
      options: [
        { value: 'none', label: t('noSource') },
        ...(sources.data?.items ?? []).map(({ id, label, labelEn }) => ({
          value: id,
          label: locale === 'en' && labelEn !== '' ? labelEn : label,
        })),
      ],
    },
    { name: 'calledFrom', label: t('calledFrom'), kind: 'day' },
    { name: 'calledTo', label: t('calledTo'), kind: 'day' },
    {
      name: 'verified',
      label: t('verified'),
      kind: 'choice',
      options: [...leadGrades, 'none_graded' as const].map((value) => ({ value, label: t(value) })),
    },
    { name: 'verifier', label: t('verifier'), kind: 'choice', options: [none, ...people] },
    {
      name: 'agent',
      label: t('agent'),
      kind: 'choice',
      options: [none, { value: 'team', label: t('team') }, ...people],
    },
    {
      name: 'reached',
      label: t('reached'),
      kind: 'choice',
      options: leadReached.map((value) => ({
        value,
        label: t(value === 'reached' ? 'reachedStep' : value),
      })),
    },
    {
      name: 'speed',
      label: t('speed'),
      kind: 'choice',
      options: (['in_time', 'late', 'waiting'] as const).map((value) => ({
        value,
        label: t(value === 'waiting' ? 'waitingFirst' : value),
      })),
    },
  ]
  return all.filter(({ name }) => set[name] !== undefined)
}

/** Whose some leads of the list are, as it shows them. */
function ownersOf(leads: Pages<Lead>, ids: readonly string[]): (string | null)[] {
  const owners = new Map<string, string | null>()
  for (let at = 0; at < leads.length; at += 1) {
    const lead = leads.rowAt(at)
    if (lead) owners.set(lead.id, lead.ownerId)
  }
  return ids.map((id) => owners.get(id) ?? null)
}

/** What the bar of a selection offers. */
function assignAction(label: string, onAssign: (ids: string[], done: () => void) => void) {
  return ({ keys, clear }: Chosen) => (
    <Button kind="primary" onClick={() => onAssign([...keys], clear)}>
      {label}
    </Button>
  )
}

function useColumns(): Column<Lead>[] {
  const t = useWords(leadWords)
  return [
    {
      key: 'customer',
      title: t('customer'),
      width: 100,
      render: (lead) => (
        <span className="k-line">
          {lead.customerName} <SpecialMark mark={lead.special} />
        </span>
      ),
    },
    { key: 'state', title: t('state'), width: 160, render: (lead) => <StateBadge lead={lead} /> },
    {
      key: 'receivedAt',
      title: t('receivedAt'),
      width: 130,
      render: (lead) => <When at={lead.receivedAt} />,
    },
    { key: 'phone', title: t('phone'), width: 125, render: (lead) => lead.maskedPhone ?? '—' },
    { key: 'origin', title: t('origin'), width: 100, render: (lead) => t(lead.origin) },
    { key: 'source', title: t('source'), width: 100, render: (lead) => lead.sourceName ?? '—' },
    { key: 'series', title: t('series'), width: 100, render: (lead) => lead.seriesName ?? '—' },
    { key: 'owner', title: t('owner'), width: 90, render: (lead) => lead.ownerName ?? '—' },
    { key: 'clock', title: t('clock'), width: 190, render: (lead) => <LeadClock lead={lead} /> },
    {
      key: 'dueAt',
      title: t('dueAt'),
      width: 130,
      render: (lead) => (lead.dueAt ? <When at={lead.dueAt} /> : '—'),
    },
    { key: 'grade', title: t('grade'), width: 150, render: (lead) => <GradeBadge lead={lead} /> },
    {
      key: 'attempts',
      title: t('attempts'),
      width: 80,
      align: 'right',
      render: (lead) => lead.attempts,
    },
    { key: 'note', title: t('note'), width: 200, render: (lead) => lead.note },
  ]
}
