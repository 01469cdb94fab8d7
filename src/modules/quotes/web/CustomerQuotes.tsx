import { formatYuan } from '#shared/money.ts'
import { useAsk } from '#ui/ask.ts'
import { List, Row } from '#ui/light/List.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { quotesOfCustomer } from '../contract.ts'
import { quoteWords } from '../words.ts'
import { QuoteState } from './QuoteState.tsx'

/** Beside a customer: what they were offered, the last changed first. */
export function CustomerQuotes({ customerId }: { customerId: string }) {
  const t = useWords(quoteWords)
  const answer = useAsk(
    quotesOfCustomer,
    { params: { id: customerId } },
    { live: ['quotes.*', 'opportunities.*'] },
  )
  const quotes = answer.data?.items ?? []
  if (quotes.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('quotes')}>
      <h2>{t('quotes')}</h2>
      <List label={t('quotes')}>
        {quotes.map((quote) => (
          <Row key={quote.id} to={`/quotes/${quote.id}`} end={<QuoteState state={quote.state} />}>
            <span>{quote.modelText}</span>{' '}
            <strong className="k-number">
              {formatYuan(quote.totalFen, { whole: true, symbol: true })}
            </strong>{' '}
            <span className="k-muted">
              <When at={quote.changedAt} />
            </span>
          </Row>
        ))}
      </List>
    </section>
  )
}
