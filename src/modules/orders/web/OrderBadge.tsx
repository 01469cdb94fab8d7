import { Badge, type Tone } from '#ui/light/Badge.tsx'
import { useWords } from '#ui/words.tsx'
import type { LateKind, OrderState } from '../contract.ts'
import { orderWords } from '../words.ts'

const tones: Record<OrderState, Tone> = {
  draft: 'due',
  signed: 'plain',
  delivered: 'done',
  cancelled: 'blocked',
}

/** The state of an order, and why it is late when it is. */
export function OrderBadge({ order }: { order: { state: OrderState; late: LateKind | null } }) {
  const t = useWords(orderWords)
  return (
    <span className="k-line">
      <Badge tone={tones[order.state]}>{t(order.state)}</Badge>
      {order.late ? <Badge tone="overdue">{t(order.late)}</Badge> : null}
    </span>
  )
}
