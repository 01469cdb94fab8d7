import { useEffect, useState } from 'react'
import { getCard } from '#modules/opportunities/contract.ts'
import { getPriceBook } from '#modules/pricing/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk } from '#ui/ask.ts'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { getQuote } from '../contract.ts'
import { quoteWords } from '../words.ts'
import { Configurator, type Target } from './Configurator.tsx'
import { StepCar } from './StepCar.tsx'
import './quotes.css'

/** A new quote on a card: `/quotes/new?opportunity=…`. */
export function NewQuotePage() {
  const t = useWords(quoteWords)
  const { search } = useNavigation()
  const [id] = useState(uuidv7)
  const opportunityId = search.opportunity ?? ''
  const card = useAsk(getCard, { params: { id: opportunityId } }, { when: opportunityId !== '' })
  return (
    <div className="k-stack quote-page">
      <h1>
        {t('newQuote')}
        {card.data ? ` · ${card.data.customerName}` : ''}
      </h1>
      {opportunityId === '' ? (
        <EmptyState
          title={t('noCard')}
          action={
            <Link className="k-button" to="/customers">
              {t('toCustomers')}
            </Link>
          }
        />
      ) : card.error ? (
        <Failure error={card.error} onRetry={() => void card.refetch()} />
      ) : card.data ? (
        <WithCar
          target={{ kind: 'new', id, opportunityId }}
          seriesId={card.data.seriesId ?? ''}
          modelId={card.data.modelId ?? ''}
        />
      ) : (
        <Skeleton rows={6} height={48} />
      )}
    </div>
  )
}

/** Changes a quote; what was sent keeps its version. */
export function ChangeQuotePage() {
  const t = useWords(quoteWords)
  const { params } = useNavigation()
  const quote = useAsk(getQuote, { params: { id: params.id ?? '' } })
  const version = quote.data?.versions[0]
  return (
    <div className="k-stack quote-page">
      <h1>
        {t('editQuote')}
        {quote.data ? ` · ${quote.data.customerName}` : ''}
      </h1>
      {quote.error ? (
        <Failure error={quote.error} onRetry={() => void quote.refetch()} />
      ) : quote.data && ['accepted', 'withdrawn'].includes(quote.data.state) ? (
        <Notice
          tone="blocked"
          action={
            <Link className="k-button" to={`/quotes/${quote.data.id}`}>
              {t('toQuote')}
            </Link>
          }
        >
          {t('cannotChange', { state: t(quote.data.state) })}
        </Notice>
      ) : quote.data && version ? (
        <WithCar
          target={{
            kind: 'change',
            quoteId: quote.data.id,
            version: quote.data.version,
            from: version.configuration,
            note: version.note,
            validUntil: version.validUntil,
          }}
          seriesId=""
          modelId={quote.data.modelId}
        />
      ) : (
        <Skeleton rows={6} height={48} />
      )}
    </div>
  )
}

/** Chooses the car first; the rest of the screen belongs to its price book. */
function WithCar(props: { target: Target; seriesId: string; modelId: string }) {
  const [seriesId, setSeries] = useState(props.seriesId)
  const [modelId, setModel] = useState(props.modelId)
  const book = useAsk(
    getPriceBook,
    { params: { id: modelId }, query: {} },
    { when: modelId !== '', live: ['pricing.*'], keep: true },
  )
  const bookSeries = book.data?.model.seriesId
  useEffect(() => {
    if (bookSeries !== undefined) setSeries((before) => before || bookSeries)
  }, [bookSeries])
  const car = (
    <StepCar
      seriesId={seriesId}
      modelId={modelId}
      onSeries={(id) => {
        setSeries(id)
        setModel('')
      }}
      onModel={setModel}
    />
  )
  if (modelId === '') return car
  if (book.error)
    return (
      <>
        <Failure error={book.error} onRetry={() => void book.refetch()} />
        {car}
      </>
    )
  if (!book.data || book.isPlaceholderData) return <Skeleton rows={6} height={48} />
  return <Configurator key={modelId} target={props.target} book={book.data} car={car} />
}
