import { listModelsRoute, listSeriesRoute } from '#modules/catalog/contract.ts'
import { formatYuan } from '#shared/money.ts'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listQuotes, type Quote, quoteStates } from '../contract.ts'
import { quoteWords } from '../words.ts'
import { ApprovalInbox } from './ApprovalInbox.tsx'
import { QuoteState } from './QuoteState.tsx'

const phoneRow = { first: 'customer', end: 'total', second: ['state', 'changedAt', 'model'] }

/** The quotes of the store, or one's own; what waits for the person's approval stands above. */
export function QuotesPage() {
  const t = useWords(quoteWords)
  const locale = useLocale()
  const approves = useCan('quotes.approve')
  const seesOthers = useCan('quotes.read', 'team')
  const state = useTableState({ filters: ['state', 'owner', 'series', 'model', 'from', 'to', 'q'] })
  const series = useAsk(listSeriesRoute, { query: {} })
  const models = useAsk(
    listModelsRoute,
    { query: { seriesId: state.filters.series ?? '' } },
    { when: Boolean(state.filters.series) },
  )
  const quotes = usePages(listQuotes, { query: state.filters }, { live: ['quotes.*'] })
  const nameOf = (one: { name: string; nameEn: string }) =>
    locale === 'zh' ? one.name : one.nameEn || one.name
  return (
    <div className="k-stack">
      <h1>{t('quotes')}</h1>
      {approves ? <ApprovalInbox /> : null}
      <DataTable<Quote>
        name="quotes"
        label={t('quotes')}
        columns={useColumns()}
        rowKey={(quote) => quote.id}
        state={state}
        pages={quotes}
        open={(quote) => `/quotes/${quote.id}`}
        phone={phoneRow}
        filters={[
          { name: 'q', label: t('customerOrNumber'), kind: 'text' },
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: quoteStates.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'series',
            label: t('series'),
            kind: 'choice',
            options: (series.data?.items ?? [])
              .filter((one) => one.isOwn)
              .map((one) => ({ value: one.id, label: nameOf(one) })),
          },
          ...(models.data
            ? [
                {
                  name: 'model',
                  label: t('model'),
                  kind: 'choice' as const,
                  options: models.data.items.map((one) => ({ value: one.id, label: nameOf(one) })),
                },
              ]
            : []),
          ...(seesOthers
            ? [
                {
                  name: 'owner',
                  label: t('owner'),
                  kind: 'choice' as const,
                  options: [{ value: 'me', label: t('mine') }],
                },
              ]
            : []),
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
        ]}
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
    </div>
  )
}

function useColumns(): Column<Quote>[] {
  const t = useWords(quoteWords)
  const money = (fen: number) => (
    <span className="k-number">{formatYuan(fen, { whole: true })}</span>
  )
  return [
    {
      key: 'customer',
      title: t('customer'),
      width: 110,
      render: (quote) => quote.customerName,
    },
    {
      key: 'state',
      title: t('state'),
      width: 110,
      render: (quote) => <QuoteState state={quote.state} />,
    },
    { key: 'model', title: t('model'), width: 240, render: (quote) => quote.modelText },
    {
      key: 'total',
      title: t('total'),
      width: 110,
      align: 'right',
      render: (quote) => money(quote.totalFen),
    },
    {
      key: 'discount',
      title: t('discount'),
      width: 90,
      align: 'right',
      render: (quote) => money(quote.discountFen),
    },
    {
      key: 'changedAt',
      title: t('changedAt'),
      width: 130,
      render: (quote) => <When at={quote.changedAt} />,
    },
    {
      key: 'validUntil',
      title: t('validUntil'),
      width: 110,
      render: (quote) => <When at={quote.validUntil} />,
    },
    { key: 'owner', title: t('owner'), width: 90, render: (quote) => quote.ownerName ?? '—' },
    { key: 'number', title: t('number'), width: 110, render: (quote) => quote.number },
    {
      key: 'versionNo',
      title: t('versionNo'),
      width: 84,
      align: 'right',
      render: (quote) => quote.versionNo,
    },
    { key: 'colour', title: t('colour'), width: 140, render: (quote) => quote.colour || '—' },
    {
      key: 'payment',
      title: t('payment'),
      width: 90,
      render: (quote) => t(quote.paymentMethod),
    },
    {
      key: 'list',
      title: t('listPrice'),
      width: 110,
      align: 'right',
      render: (quote) => money(quote.listFen),
    },
    {
      key: 'car',
      title: t('carPrice'),
      width: 110,
      align: 'right',
      render: (quote) => money(quote.carFen),
    },
  ]
}
