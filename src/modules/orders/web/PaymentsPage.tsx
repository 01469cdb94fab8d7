import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listPayments, type Payment, paymentKinds, payMethods } from '../contracts/payments.ts'
import { paymentWords } from '../payment-words.ts'
import { DealTabs } from './DealTabs.tsx'

const phoneRow = { first: 'customer', end: 'amount', second: ['day', 'method', 'kind'] }

/** The cashier's day: what came in and went out, with sums by way of paying. */
export function PaymentsPage() {
  const t = useWords(paymentWords)
  const state = useTableState({ filters: ['q', 'from', 'to', 'method', 'kind'] })
  const payments = usePages(listPayments, { query: state.filters }, { live: ['orders.*'] })
  return (
    <div className="k-stack">
      <h1>{t('payments')}</h1>
      <DealTabs />
      <Sums sums={payments.first?.sums ?? []} />
      <DataTable<Payment>
        name="payments"
        label={t('payments')}
        columns={useColumns()}
        rowKey={(one) => one.id}
        state={state}
        pages={payments}
        open={(one) => `/orders/${one.orderId}`}
        phone={phoneRow}
        filters={[
          { name: 'q', label: t('search'), kind: 'text' },
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          {
            name: 'method',
            label: t('method'),
            kind: 'choice',
            options: payMethods.map((value) => ({ value, label: t(`m_${value}`) })),
          },
          {
            name: 'kind',
            label: t('kind'),
            kind: 'choice',
            options: paymentKinds.map((value) => ({ value, label: t(value) })),
          },
        ]}
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
    </div>
  )
}

type Sum = { method: (typeof payMethods)[number]; inFen: number; outFen: number }

function Sums({ sums }: { sums: readonly Sum[] }) {
  const t = useWords(paymentWords)
  const locale = useLocale()
  if (sums.length === 0) return null
  const inFen = sums.reduce((sum, one) => sum + one.inFen, 0)
  const outFen = sums.reduce((sum, one) => sum + one.outFen, 0)
  const facts: [string, number][] = [
    [t('sumIn'), inFen],
    [t('sumOut'), outFen],
    [t('net'), inFen + outFen],
    ...sums.map((one): [string, number] => [t(`m_${one.method}`), one.inFen + one.outFen]),
  ]
  return (
    <dl className="k-card order-sums" aria-label={t('sums')}>
      {facts.map(([label, fen]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="k-number">¥{sayYuan(fen, locale)}</dd>
        </div>
      ))}
    </dl>
  )
}

function useColumns(): Column<Payment>[] {
  const t = useWords(paymentWords)
  const locale = useLocale()
  return [
    { key: 'customer', title: t('customer'), width: 100, render: (one) => one.customer.name },
    {
      key: 'amount',
      title: t('amount'),
      width: 130,
      align: 'right',
      render: (one) => sayYuan(one.amountFen, locale),
    },
    { key: 'day', title: t('day'), width: 90, render: (one) => <When at={one.day} /> },
    {
      key: 'kind',
      title: t('kind'),
      width: 200,
      render: (one) => (
        <span className="k-line">
          {t(one.kind)}
          {one.reversedByNumber ? (
            <Badge tone="blocked">{t('reversed', { number: one.reversedByNumber })}</Badge>
          ) : null}
          {one.reversesNumber ? (
            <Badge>{t('reverses', { number: one.reversesNumber })}</Badge>
          ) : null}
        </span>
      ),
    },
    { key: 'method', title: t('method'), width: 100, render: (one) => t(`m_${one.method}`) },
    { key: 'number', title: t('receiptNumber'), width: 130, render: (one) => one.number },
    { key: 'order', title: t('orderNumber'), width: 140, render: (one) => one.orderNumber },
    { key: 'payer', title: t('payer'), width: 110, render: (one) => one.payer || '—' },
    {
      key: 'outside',
      title: t('outsideNumber'),
      width: 130,
      render: (one) => one.outsideNumber || '—',
    },
    { key: 'madeBy', title: t('madeBy'), width: 100, render: (one) => one.madeBy ?? '—' },
    { key: 'note', title: t('note'), width: 160, render: (one) => one.note },
  ]
}
