import { listColleagues } from '#modules/access/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { sayNumber } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type ExportEntry, listExports } from '../contract.ts'
import { listWords } from '../words.ts'

const phoneRow = { first: 'list', end: 'at', second: ['who', 'rows', 'reason'] }

/** What left this store as a file: who, what, how many rows, why. */
export function ExportsPage() {
  const t = useWords(listWords)
  const people = useAsk(listColleagues, {}).data?.people ?? []
  const state = useTableState({ filters: ['from', 'to', 'personId'] })
  const { from, to, personId } = state.filters
  const entries = usePages(listExports, { query: { from, to, personId } }, { live: ['lists.*'] })
  return (
    <div className="k-stack">
      <h1>{t('exports')}</h1>
      <DataTable<ExportEntry>
        name="exports"
        label={t('exports')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(entry) => entry.id}
        state={state}
        pages={entries}
        filters={[
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          {
            name: 'personId',
            label: t('who'),
            kind: 'choice',
            options: people.map((person) => ({ value: person.id, label: person.name })),
          },
        ]}
        empty={<EmptyState title={t('noExports')}>{t('exportsHint')}</EmptyState>}
      />
    </div>
  )
}

function useColumns(): Column<ExportEntry>[] {
  const t = useWords(listWords)
  const locale = useLocale()
  return [
    { key: 'at', title: t('at'), width: 140, render: (entry) => <When at={entry.startedAt} /> },
    {
      key: 'who',
      title: t('who'),
      width: 110,
      render: (entry) => entry.personName ?? t('product'),
    },
    { key: 'list', title: t('list'), width: 120, render: (entry) => entry.title },
    { key: 'format', title: t('format'), width: 70, render: (entry) => entry.format },
    {
      key: 'rows',
      title: t('rows'),
      width: 90,
      align: 'right',
      render: (entry) => sayNumber(entry.rowsWritten ?? entry.rowsFound, locale),
    },
    {
      key: 'filters',
      title: t('filters'),
      render: (entry) =>
        Object.entries(entry.filters)
          .map(([name, value]) => `${name}: ${value}`)
          .join(' · ') || t('noFilters'),
    },
    {
      key: 'columns',
      title: t('columnsOf'),
      width: 80,
      align: 'right',
      hidden: true,
      render: (entry) => entry.columns.length,
    },
    {
      key: 'phones',
      title: t('phones'),
      width: 130,
      render: (entry) =>
        entry.withPhones ? <Badge tone="blocked">{t('full')}</Badge> : t('masked'),
    },
    { key: 'reason', title: t('reason'), render: (entry) => entry.reason ?? '—' },
    {
      key: 'state',
      title: t('state'),
      width: 100,
      render: (entry) => (
        <Badge tone={entry.state === 'broken' ? 'overdue' : 'plain'}>{t(entry.state)}</Badge>
      ),
    },
  ]
}
