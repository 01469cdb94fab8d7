import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useLocale, usePhrase, useWords } from '#ui/words.tsx'
import { listColleagues } from '../contract.ts'
import { sayDetail } from '../audit-detail.ts'
import { auditNouns, sayAction, sayActor } from '../audit-words.ts'
import { type AuditEntry, getAuditEntry, listAuditEntries } from '../contracts/audit.ts'
import { auditWords } from '../words.ts'
import './access.css'

const phoneRow = { first: 'action', end: 'at', second: ['who', 'detail'] }

/** Who saw, changed and exported what in this store. */
export function AuditPage() {
  const t = useWords(auditWords)
  const phrase = usePhrase()
  const [opened, setOpened] = useState<string>()
  const people = useAsk(listColleagues, {}).data?.people ?? []
  const state = useTableState({ filters: ['from', 'to', 'personId', 'action', 'recordId'] })
  const { filters } = state
  const entries = usePages(listAuditEntries, {
    query: {
      from: filters.from,
      to: filters.to,
      personId: filters.personId,
      action: filters.action,
      recordId: filters.recordId,
    },
  })
  return (
    <div className="k-stack">
      <h1>{t('audit')}</h1>
      <p className="k-muted">{t('last30')}</p>
      <DataTable
        name="audit"
        label={t('audit')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(entry) => entry.id}
        state={state}
        pages={entries}
        onOpen={(entry) => setOpened(entry.id)}
        filters={[
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          {
            name: 'personId',
            label: t('person'),
            kind: 'choice',
            options: people.map((person) => ({ value: person.id, label: person.name })),
          },
          {
            name: 'action',
            label: t('record'),
            kind: 'choice',
            options: Object.entries(auditNouns).map(([noun, words]) => ({
              value: noun,
              label: phrase(words),
            })),
          },
          { name: 'recordId', label: t('recordId'), kind: 'text' },
        ]}
        empty={<EmptyState title={t('empty')} />}
      />
      {opened ? <EntrySheet id={opened} onClose={() => setOpened(undefined)} /> : null}
    </div>
  )
}

function useColumns(): Column<AuditEntry>[] {
  const t = useWords(auditWords)
  const locale = useLocale()
  return [
    { key: 'at', title: t('at'), width: 140, render: (entry) => <When at={entry.at} /> },
    { key: 'who', title: t('who'), width: 140, render: (entry) => sayActor(entry, locale) },
    {
      key: 'action',
      title: t('action'),
      width: 200,
      render: (entry) => sayAction(entry.action, locale),
    },
    { key: 'recordId', title: t('recordId'), hidden: true, render: (entry) => entry.recordId },
    {
      key: 'detail',
      title: t('detail'),
      render: (entry) => sayDetail(entry.detail, locale),
    },
    { key: 'reason', title: t('reason'), width: 160, render: (entry) => entry.reason ?? '—' },
  ]
}

/** One entry with all it says; personal values are opened here, one entry at a time. */
function EntrySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords(auditWords)
  const locale = useLocale()
  const answer = useAsk(getAuditEntry, { params: { id } })
  const entry = answer.data
  const hidden = entry?.personalHidden
  return (
    <Sheet open onClose={onClose} title={entry ? sayAction(entry.action, locale) : t('audit')}>
      {answer.error ? <Failure error={answer.error} /> : null}
      {!entry && !answer.error ? <Skeleton rows={4} /> : null}
      {entry ? (
        <div className="k-stack">
          <p>
            <When at={entry.at} /> · {sayActor(entry, locale)}
          </p>
          {entry.reason ? (
            <p>
              {t('reason')}: {entry.reason}
            </p>
          ) : null}
          {entry.detail ? <Values title={t('detail')} value={entry.detail} /> : null}
          {entry.personal ? <Values title={t('personal')} value={entry.personal} /> : null}
          {hidden ? <Notice>{t(hidden === 'erased' ? 'erased' : 'noRight')}</Notice> : null}
          <p className="k-muted access-secret">
            {t('recordId')}: {entry.recordId}
            <br />
            {t('request')}: {entry.requestId}
          </p>
        </div>
      ) : null}
    </Sheet>
  )
}

function Values({ title, value }: { title: string; value: Record<string, unknown> }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <pre className="k-card access-json">{JSON.stringify(value, null, 2)}</pre>
    </section>
  )
}
