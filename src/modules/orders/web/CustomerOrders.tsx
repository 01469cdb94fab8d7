import { useAsk } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { List, Row } from '#ui/light/List.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { ordersOfCustomer } from '../contract.ts'
import { orderWords } from '../words.ts'
import { OrderBadge } from './OrderBadge.tsx'

/** Beside a customer: their orders. */
export function CustomerOrders({ customerId }: { customerId: string }) {
  const t = useWords(orderWords)
  const locale = useLocale()
  const answer = useAsk(ordersOfCustomer, { params: { id: customerId } }, { live: ['orders.*'] })
  const orders = answer.data?.items ?? []
  if (orders.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('ofCustomer')}>
      <h2>{t('ofCustomer')}</h2>
      <List label={t('ofCustomer')}>
        {orders.map((order) => (
          <Row key={order.id} to={`/orders/${order.id}`} end={<OrderBadge order={order} />}>
            <strong>{order.number}</strong>{' '}
            <span className="k-muted">
              {order.modelName} ¥{sayYuan(order.amountFen, locale)}
            </span>
          </Row>
        ))}
      </List>
    </section>
  )
}
