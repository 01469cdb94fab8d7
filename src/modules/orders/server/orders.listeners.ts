import type { Listener } from '#foundation/module.ts'
import { say } from '#shared/words.ts'
import { orderWords } from '../words.ts'
import { endOrder } from './close-order.ts'
import { findAndLockOrder, findStandingOrder } from './orders.queries.ts'
import { stateOfCard } from './cards.queries.ts'

/** A card that ended otherwise leaves no draft behind. */
export const orderListeners: Listener[] = [
  {
    event: 'opportunities.changed',
    name: 'orders.cancel-draft-of-ended-card',
    handle: async (ctx, event) => {
      const fields = event.data.fields
      if (!Array.isArray(fields) || !fields.includes('state')) return
      const standing = await findStandingOrder(ctx, event.recordId)
      if (standing?.state !== 'draft') return
      const state = await stateOfCard(ctx, event.recordId)
      if (state !== 'lost' && state !== 'terminated') return
      const row = await findAndLockOrder(ctx, standing.id, 'any')
      if (row?.state === 'draft') await endOrder(ctx, row, say(orderWords.cardEnded, 'zh'))
    },
  },
]
