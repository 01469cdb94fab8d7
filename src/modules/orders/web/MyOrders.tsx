import { useAsk } from '#ui/ask.ts'
import { List, Row } from '#ui/light/List.tsx'
import { Link } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { ordersAtGlance } from '../contract.ts'
import { orderWords } from '../words.ts'
import { OrderBadge } from './OrderBadge.tsx'

/** On the start page: one's own orders that are late or to be delivered soon. */
export function MyOrders() {
  const t = useWords(orderWords)
  const { data } = useAsk(ordersAtGlance, { query: { owner: 'me' } }, { live: ['orders.*'] })
  if (!data || data.drafts + data.signed === 0) return null
  const seen = new Set<string>()
  const orders = [...data.late, ...data.soon].filter((order) => {
    const isNew = !seen.has(order.id)
    seen.add(order.id)
    return isNew
  })
  return (
    <section className="k-card k-stack" aria-label={t('myOrders')}>
      <div className="k-spread">
        <strong>
          {t('myOrders')} · {t('underWay', { n: data.drafts + data.signed })}
        </strong>
        <Link to="/orders?owner=me">{t('orders')}</Link>
      </div>
      {orders.length > 0 ? (
        <List label={t('myOrders')}>
          {orders.map((order) => (
            <Row key={order.id} to={`/orders/${order.id}`} end={<OrderBadge order={order} />}>
              <strong>{order.customer.name}</strong>{' '}
              <span className="k-muted">
                {order.modelName}
                {order.promisedOn ? (
                  <>
                    {' · '}
                    {t('promisedOn')} <When at={order.promisedOn} />
                  </>
                ) : null}
              </span>
            </Row>
          ))}
        </List>
      ) : null}
    </section>
  )
}
