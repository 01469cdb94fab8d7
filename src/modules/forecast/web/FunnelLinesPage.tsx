import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { sayNumber } from '#ui/format.ts'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type FunnelLine, inlets, listFunnelLines } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { FunnelTabs } from './FunnelTabs.tsx'
import './forecast.css'

const phoneRow = { first: 'customer', end: 'closeOn', second: ['product', 'amountFen', 'owner'] }

/** The lines of the funnel: who, what, how many, how likely, how much, when, in which state. */
export function FunnelLinesPage() {
  const t = useWords(forecastWords)
  const state = useTableState({
    filters: ['from', 'to', 'stage', 'inlet', 'overdue', 'series', 'brand', 'model', 'owner'],
  })
  const lines = usePages(
    listFunnelLines,
    { query: state.filters },
    { live: ['opportunities.*', 'orders.*'] },
  )
  return (
    <div className="k-stack">
      <h1>{t('lines')}</h1>
      <FunnelTabs tab="/funnel/lines" />
      <DataTable<FunnelLine>
        name="funnel"
        label={t('lines')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(line) => line.id}
        state={state}
        pages={lines}
        open={(line) => `/customers/${line.customerId}`}
        filters={[
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          {
            name: 'stage',
            label: t('stage'),
            kind: 'choice',
            options: ['10', '25', '50', '75', '90', '100'].map((value) => ({
              value,
              label: `${value}%`,
            })),
          },
          {
            name: 'inlet',
            label: t('inlet'),
            kind: 'choice',
            options: inlets.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'overdue',
            label: t('overdueOnly'),
            kind: 'choice',
            options: [{ value: 'yes', label: t('overdueOnly') }],
          },
        ]}
        empty={<EmptyState title={t('emptyFunnel')}>{t('emptyFunnelHint')}</EmptyState>}
      />
    </div>
  )
}

function useColumns(): Column<FunnelLine>[] {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const yuan = (fen: number | null) =>
    fen === null ? '—' : sayNumber(Math.round(fen / 100), locale)
  return [
    { key: 'customer', title: t('customer'), width: 120, render: (line) => line.customer },
    {
      key: 'product',
      title: t('model'),
      width: 180,
      render: (line) => [line.series, line.model].filter(Boolean).join(' ') || '—',
    },
    {
      key: 'quantity',
      title: t('quantity'),
      width: 70,
      align: 'right',
      render: (line) => line.quantity,
    },
    {
      key: 'stage',
      title: t('likelihood'),
      width: 100,
      align: 'right',
      render: (line) => line.stage,
    },
    {
      key: 'amountFen',
      title: t('amount'),
      width: 140,
      align: 'right',
      render: (line) => yuan(line.amountFen),
    },
    {
      key: 'closeOn',
      title: t('closeOn'),
      width: 130,
      render: (line) =>
        line.isOverdue ? (
          <Badge tone="overdue">
            <When at={line.closeOn} />
          </Badge>
        ) : (
          <When at={line.closeOn} />
        ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 110,
      render: (line) => t(`state_${line.state}` as 'state_active'),
    },
    {
      key: 'probability',
      title: t('probability'),
      width: 110,
      align: 'right',
      render: (line) =>
        line.probability === null ? '—' : `${Math.round(line.probability * 100)}%`,
    },
    {
      key: 'level',
      title: t('level'),
      width: 70,
      render: (line) => <Badge tone={line.level}>{line.level}</Badge>,
    },
    { key: 'inlet', title: t('inlet'), width: 90, render: (line) => t(line.inlet) },
    {
      key: 'owner',
      title: t('consultant'),
      width: 100,
      render: (line) => line.ownerName ?? '—',
    },
  ]
}
