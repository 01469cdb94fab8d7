import { useAsk } from '#ui/ask.ts'
import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { quotesOfCustomer } from '../contract.ts'
import { quoteWords } from '../words.ts'

/** Begins a quote on the customer's open card. */
export function QuoteButton({ customerId }: { customerId: string }) {
  const t = useWords(quoteWords)
  const answer = useAsk(
    quotesOfCustomer,
    { params: { id: customerId } },
    { live: ['quotes.*', 'opportunities.*'] },
  )
  const card = answer.data?.opportunityId
  if (!card) return null
  return (
    <Link className="k-button" to={`/quotes/new?opportunity=${card}`}>
      {t('newQuote')}
    </Link>
  )
}
