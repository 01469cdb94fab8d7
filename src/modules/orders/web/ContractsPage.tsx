import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { contractWords } from '../contract-words.ts'
import { type Contract, contractStates, listContracts } from '../contracts/documents.ts'
import { contractTones } from './ContractPart.tsx'
import { useConsultantFilter } from './consultant-filter.ts'
import { DealTabs } from './DealTabs.tsx'

const phoneRow = { first: 'customer', end: 'amount', second: ['state', 'number'] }

/** Contracts by how far they are signed; missing and overdue signatures by filter. */
export function ContractsPage() {
  const t = useWords(contractWords)
  const whose = useConsultantFilter()
  const state = useTableState({ filters: ['q', 'state', 'show', 'owner', 'from', 'to'] })
  const contracts = usePages(listContracts, { query: state.filters }, { live: ['orders.*'] })
  return (
    <div className="k-stack">
      <h1>{t('contracts')}</h1>
      <DealTabs />
      <DataTable<Contract>
        name="contracts"
        label={t('contracts')}
        columns={useColumns()}
        rowKey={(one) => one.id}
        state={state}
        pages={contracts}
        open={(one) => `/orders/${one.orderId}`}
        phone={phoneRow}
        filters={[
          { name: 'q', label: t('search'), kind: 'text' },
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: contractStates.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'show',
            label: t('show'),
            kind: 'choice',
            options: (['missing', 'late', 'outdated'] as const).map((value) => ({
              value,
              label: t(value),
            })),
          },
          ...whose,
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
        ]}
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
    </div>
  )
}

function useColumns(): Column<Contract>[] {
  const t = useWords(contractWords)
  const locale = useLocale()
  return [
    { key: 'number', title: t('number'), width: 150, render: (one) => one.number },
    { key: 'customer', title: t('customer'), width: 110, render: (one) => one.customer.name },
    {
      key: 'state',
      title: t('state'),
      width: 240,
      render: (one) => (
        <span className="k-line">
          <Badge tone={contractTones[one.state]}>{t(one.state)}</Badge>
          {one.isLate ? <Badge tone="overdue">{t('lateSign')}</Badge> : null}
          {one.isOutdated ? <Badge tone="overdue">{t('outdated')}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'amount',
      title: t('amount'),
      width: 130,
      align: 'right',
      render: (one) => sayYuan(one.amountFen, locale),
    },
    {
      key: 'dueOn',
      title: t('dueOn'),
      width: 110,
      render: (one) => (one.dueOn ? <When at={one.dueOn} /> : '—'),
    },
    { key: 'order', title: t('orderNumber'), width: 140, render: (one) => one.orderNumber },
    { key: 'owner', title: t('consultant'), width: 100, render: (one) => one.owner.name },
    { key: 'madeAt', title: t('madeAt'), width: 140, render: (one) => <When at={one.madeAt} /> },
    {
      key: 'template',
      title: t('template'),
      width: 180,
      render: (one) => t('templateOf', { name: one.templateName, n: one.templateVersion }),
    },
  ]
}
