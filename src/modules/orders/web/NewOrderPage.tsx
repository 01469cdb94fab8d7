import { useState } from 'react'
import { getCard } from '#modules/opportunities/contract.ts'
import { quotesOfCustomer } from '#modules/quotes/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk } from '#ui/ask.ts'
import { call } from '#ui/call.ts'
import { sayYuan } from '#ui/format.ts'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { EmptyState, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listOrders, makeOrder } from '../contract.ts'
import { orderWords } from '../words.ts'
import { bodyOfFacts, bodyOfLines, newLine, OrderForm, type OrderValues } from './OrderForm.tsx'

const orderable = ['approved', 'sent', 'accepted', 'draft']

/** Makes the order of a card: from one of its quotes, or by hand. */
export function NewOrderPage() {
  const t = useWords(orderWords)
  const locale = useLocale()
  const toast = useToast()
  const { go, search } = useNavigation()
  const seesQuotes = useCan('quotes.read')
  const cardId = search.card ?? ''
  const card = useAsk(getCard, { params: { id: cardId } }, { when: cardId !== '' })
  const quotes = useAsk(
    quotesOfCustomer,
    { params: { id: card.data?.customerId ?? '' } },
    { when: seesQuotes && card.data !== undefined },
  )
  const standing = useAsk(
    listOrders,
    { query: { opportunityId: cardId, state: 'draft,signed,delivered', limit: 1 } },
    { when: cardId !== '' },
  )
  const [id] = useState(uuidv7)
  const [how, setHow] = useState<'quote' | 'hand'>()
  const [chosen, setChosen] = useState(search.quote ?? '')
  if (cardId === '')
    return (
      <div className="k-stack">
        <h1>{t('newOrder')}</h1>
        <EmptyState
          title={t('chooseCard')}
          action={
            <Link className="k-button" to="/cards">
              {t('toCards')}
            </Link>
          }
        >
          {t('emptyHint')}
        </EmptyState>
      </div>
    )
  if (card.error) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  if (!card.data || standing.isPending || (seesQuotes && quotes.isPending))
    return <Skeleton rows={8} height={44} />
  const [made] = standing.data?.items ?? []
  if (made && made.id !== id)
    return (
      <div className="k-stack">
        <h1>
          {t('newOrder')} · {card.data.customerName}
        </h1>
        <EmptyState
          title={t('hasOrder', { number: made.number })}
          action={
            <Link className="k-button" data-kind="primary" to={`/orders/${made.id}`}>
              {t('toOrder')}
            </Link>
          }
        >
          {t('hasOrderHint')}
        </EmptyState>
      </div>
    )
  const usable = (quotes.data?.items ?? []).filter(
    (quote) => quote.opportunityId === cardId && orderable.includes(quote.state),
  )
  const way = how ?? (usable.length > 0 ? 'quote' : 'hand')
  const quote = way === 'quote' ? (usable.find((one) => one.id === chosen) ?? usable[0]) : undefined
  const initial: OrderValues = {
    seriesId: card.data.seriesId ?? '',
    modelText: '',
    colour: '',
    paymentMethod: quote?.paymentMethod ?? '',
    promisedOn: '',
    note: '',
    reason: '',
    lines: [newLine('car', { name: card.data.seriesName ?? '' })],
  }
  return (
    <div className="k-stack">
      <h1>
        {t('newOrder')} · {card.data.customerName}
      </h1>
      {usable.length > 0 ? (
        <Segmented<'quote' | 'hand'>
          label={t('newOrder')}
          value={way}
          onChange={setHow}
          options={[
            { value: 'quote', label: t('fromQuote') },
            { value: 'hand', label: t('byHand') },
          ]}
        />
      ) : null}
      {quote ? (
        <Field label={t('chooseQuote')} required>
          <Select
            value={quote.id}
            onChange={setChosen}
            options={usable.map((one) => ({
              value: one.id,
              label: `${one.number} · ${one.modelText} · ¥${sayYuan(one.totalFen, locale)}`,
            }))}
          />
        </Field>
      ) : null}
      <OrderForm
        key={quote?.id ?? 'hand'}
        initial={initial}
        draft={`new-order-${cardId}-${quote?.id ?? 'hand'}`}
        submit={t('make')}
        fixedLines={quote !== undefined}
        onSubmit={async (values, key) => {
          const order = await call(
            makeOrder,
            {
              body: {
                id,
                opportunityId: cardId,
                ...bodyOfFacts(values),
                ...(quote
                  ? { quoteId: quote.id }
                  : { seriesId: values.seriesId || null, lines: bodyOfLines(values.lines) }),
              },
            },
            { key },
          )
          toast(t('made', { number: order.number }))
          go(`/orders/${order.id}`, { replace: true })
        }}
      />
    </div>
  )
}
