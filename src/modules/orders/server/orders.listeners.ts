import type { Listener } from '#foundation/module.ts'
import { stockChanged } from '#modules/stock/contract.ts'
import { deliverCars, holdCar, listUnheld } from '#modules/stock/index.ts'
import { say } from '#shared/words.ts'
import { orderWords } from '../words.ts'
import { standingCars } from './cars.queries.ts'
import { endOrder } from './close-order.ts'
import { findAndLockOrder, findStandingOrder } from './orders.queries.ts'
import { stateOfCard } from './cards.queries.ts'

/** A card that ended otherwise leaves no draft behind; the stock list learns which cars are taken. */
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
  {
    event: stockChanged,
    name: 'orders.tell-stock-of-allocated-cars',
    handle: async (ctx) => {
      // A car may be allocated by its VIN before the list of the DMS names it.
      for (const car of await standingCars(ctx, await listUnheld(ctx))) {
        await holdCar(ctx, car.vin, car.orderId)
        if (car.deliveredOn) await deliverCars(ctx, [car.vin], car.deliveredOn)
      }
    },
  },
]
