import { cardsOfCustomer } from '#modules/opportunities/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { ordersOfCustomer } from '../contract.ts'
import { orderWords } from '../words.ts'

/** Begins the order of the customer's active card, unless it has one. */
export function OrderButton({ customerId }: { customerId: string }) {
  const t = useWords(orderWords)
  const params = { id: customerId }
  const cards = useAsk(cardsOfCustomer, { params }, { live: ['opportunities.*'] })
  const orders = useAsk(ordersOfCustomer, { params }, { live: ['orders.*'] })
  const card = cards.data?.items.find((one) => one.state === 'active')
  const standing = orders.data?.items.find((one) => one.state === 'draft' || one.state === 'signed')
  if (standing)
    return (
      <Link className="k-button" to={`/orders/${standing.id}`}>
        {t('order')} {standing.number}
      </Link>
    )
  if (!card || orders.data === undefined) return null
  return (
    <Link className="k-button" to={`/orders/new?card=${card.id}`}>
      {t('newOrder')}
    </Link>
  )
}
