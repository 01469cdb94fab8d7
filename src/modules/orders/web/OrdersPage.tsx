import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { sayYuan } from '#ui/format.ts'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { lateKinds, listOrders, type OrderHead, ordersAtGlance, orderStates } from '../contract.ts'
import { carName } from '../car-name.ts'
import { orderWords } from '../words.ts'
import { useConsultantFilter } from './consultant-filter.ts'
import { DealTabs } from './DealTabs.tsx'
import { OrderBadge } from './OrderBadge.tsx'

const phoneRow = { first: 'customer', end: 'amount', second: ['state', 'promisedOn', 'model'] }

/** Orders by state, age, model and consultant; the late ones stand out. */
export function OrdersPage() {
  const t = useWords(orderWords)
  const locale = useLocale()
  const whose = useConsultantFilter()
  const series = useAsk(listSeriesRoute, { query: { state: 'active' } })
  const state = useTableState({
    filters: ['q', 'state', 'late', 'seriesId', 'owner', 'unpaid', 'age', 'from', 'to'],
  })
  const orders = usePages(
    listOrders,
    { query: state.filters },
    { live: ['orders.*', 'customers.*'] },
  )
  return (
    <div className="k-stack">
      <h1>{t('orders')}</h1>
      <DealTabs />
      <Glance />
      <DataTable<OrderHead>
        name="orders"
        label={t('orders')}
        columns={useColumns()}
        rowKey={(order) => order.id}
        state={state}
        pages={orders}
        open={(order) => `/orders/${order.id}`}
        phone={phoneRow}
        filters={[
          { name: 'q', label: t('search'), kind: 'text' },
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: orderStates.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'late',
            label: t('late'),
            kind: 'choice',
            options: [
              { value: 'any', label: t('anyLate') },
              ...lateKinds.map((value) => ({ value, label: t(value) })),
            ],
          },
          {
            name: 'seriesId',
            label: t('series'),
            kind: 'choice',
            options: (series.data?.items ?? [])
              .filter((one) => one.isOwn)
              .map((one) => ({
                value: one.id,
                label: locale === 'zh' ? one.name : one.nameEn || one.name,
              })),
          },
          ...whose,
          {
            name: 'unpaid',
            label: t('unpaid'),
            kind: 'choice',
            options: [{ value: 'yes', label: t('unpaid') }],
          },
          {
            name: 'age',
            label: t('age'),
            kind: 'choice',
            options: ['7', '14', '30', '60'].map((value) => ({
              value,
              label: t('daysLong', { n: value }),
            })),
          },
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
        ]}
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
    </div>
  )
}

function Glance() {
  const t = useWords(orderWords)
  const { data } = useAsk(ordersAtGlance, { query: {} }, { live: ['orders.*'] })
  if (!data) return null
  return (
    <p className="k-line">
      <Link to="/orders">{t('underWay', { n: data.drafts + data.signed })}</Link>
      {data.pastPromise > 0 ? (
        <Link to="/orders?late=promised">{t('pastPromise', { n: data.pastPromise })}</Link>
      ) : null}
      {data.waiting > 0 ? (
        <Link to="/orders?late=waiting">{t('waitingCount', { n: data.waiting })}</Link>
      ) : null}
    </p>
  )
}

function useColumns(): Column<OrderHead>[] {
  const t = useWords(orderWords)
  const locale = useLocale()
  const day = (value: string | null) => (value === null ? '—' : <When at={value} />)
  return [
    { key: 'customer', title: t('customer'), width: 100, render: (order) => order.customer.name },
    {
      key: 'amount',
      title: t('amount'),
      width: 130,
      align: 'right',
      render: (order) => sayYuan(order.amountFen, locale),
    },
    {
      key: 'state',
      title: t('state'),
      width: 200,
      render: (order) => <OrderBadge order={order} />,
    },
    {
      key: 'model',
      title: t('model'),
      width: 200,
      render: (order) => carName(order),
    },
    { key: 'colour', title: t('colour'), width: 90, render: (order) => order.colourName || '—' },
    { key: 'number', title: t('number'), width: 140, render: (order) => order.number },
    {
      key: 'balance',
      title: t('balanceYuan'),
      width: 120,
      align: 'right',
      render: (order) => (order.balanceFen > 0 ? sayYuan(order.balanceFen, locale) : '—'),
    },
    { key: 'promisedOn', title: t('promisedOn'), width: 110, render: (o) => day(o.promisedOn) },
    {
      key: 'days',
      title: t('daysInState'),
      width: 132,
      align: 'right',
      render: (order) => order.daysInState,
    },
    { key: 'owner', title: t('consultant'), width: 100, render: (order) => order.owner.name },
    { key: 'signedOn', title: t('signedOn'), width: 110, render: (order) => day(order.signedOn) },
    {
      key: 'vin',
      title: t('vin'),
      width: 180,
      hidden: true,
      render: (order) => order.vins.join(' ') || '—',
    },
    {
      key: 'deliveredOn',
      title: t('deliveredOn'),
      width: 110,
      hidden: true,
      render: (order) => day(order.deliveredOn),
    },
    {
      key: 'madeAt',
      title: t('madeAt'),
      width: 140,
      hidden: true,
      render: (order) => <When at={order.madeAt} />,
    },
  ]
}
