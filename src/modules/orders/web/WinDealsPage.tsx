import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listWinDeals, tickWinStep, type WinDeal, type WinStep } from '../contracts/steps.ts'
import { stepWords } from '../step-words.ts'
import { orderTitles } from '../titles.ts'
import { DealTabs } from './DealTabs.tsx'

const ticked = ['sale_report', 'card_collected', 'call_back', 'entered'] as const

/** Deals with steps of winning missing, to be ticked off by the clerk. */
export function WinDealsPage() {
  const t = useWords(stepWords)
  const title = useWords(orderTitles)('winDeals')
  const state = useTableState({ filters: ['missing', 'show', 'from', 'to'] })
  const deals = usePages(listWinDeals, { query: state.filters }, { live: ['orders.*'] })
  return (
    <div className="k-stack">
      <h1>{title}</h1>
      <DealTabs />
      <DataTable<WinDeal>
        name="win-deals"
        label={title}
        columns={useColumns()}
        rowKey={(deal) => deal.orderId}
        state={state}
        pages={deals}
        filters={[
          {
            name: 'missing',
            label: t('missing'),
            kind: 'choice',
            options: ticked.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'show',
            label: t('show'),
            kind: 'choice',
            options: [{ value: 'all', label: t('all') }],
          },
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
        ]}
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
    </div>
  )
}

function useColumns(): Column<WinDeal>[] {
  const t = useWords(stepWords)
  return [
    {
      key: 'number',
      title: t('number'),
      width: 140,
      render: (deal) => <Link to={`/orders/${deal.orderId}`}>{deal.number}</Link>,
    },
    { key: 'customer', title: t('customer'), width: 110, render: (deal) => deal.customer.name },
    {
      key: 'signedOn',
      title: t('signedOn'),
      width: 110,
      render: (deal) => <When at={deal.signedOn} />,
    },
    ...ticked.map((step) => ({
      key: step,
      title: t(step),
      width: 120,
      render: (deal: WinDeal) => <Tick deal={deal} step={step} />,
    })),
    { key: 'owner', title: t('consultant'), width: 100, render: (deal) => deal.ownerName },
    { key: 'model', title: t('model'), width: 180, render: (deal) => deal.modelText },
  ]
}

function Tick({ deal, step }: { deal: WinDeal; step: Exclude<WinStep, 'order'> }) {
  const t = useWords(stepWords)
  const locale = useLocale()
  const toast = useToast()
  const may = useCan('orders.steps')
  const tick = useDo(tickWinStep, { refresh: [listWinDeals] })
  return (
    <label className="order-check">
      <input
        type="checkbox"
        aria-label={t('tickOf', { step: t(step), number: deal.number })}
        checked={deal.done.includes(step)}
        disabled={!may || tick.isPending}
        onChange={(event) =>
          void tick
            .mutateAsync({
              params: { id: deal.orderId, step },
              body: { isDone: event.target.checked },
            })
            .catch((error: unknown) => toast(sayError(error, locale)))
        }
      />
    </label>
  )
}
