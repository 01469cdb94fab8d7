import { serve } from '#foundation/http/serve.ts'
import { coreError } from '#shared/errors.ts'
import * as contract from '../contract.ts'
import * as cardEndings from '../contracts/card-endings.ts'
import * as findCards from '../contracts/find-cards.ts'
import { checkPhone } from './collision.ts'
import { readDay } from './day-list.ts'
import { proposeLoss } from './endings.ts'
import { reassign } from './hand-over.ts'
import { listCards } from './list-cards.ts'
import { assertApproved } from './machine/guard.ts'
import { activate, suspend, terminate } from './machine/steps.ts'
import {
  changeCard,
  changeExpectation,
  changeState,
  completeFollowUp,
  openCardFor,
  readCard,
  readCardsOfCustomer,
} from './opportunities.service.ts'
import { stateAfter } from './states.ts'

export const opportunityRoutes = [
  serve(contract.checkPhone, (ctx, { body }) => checkPhone(ctx, body.phone)),
  serve(contract.openCard, (ctx, { body }) => openCardFor(ctx, body)),
  serve(findCards.listCards, (ctx, { query }) => listCards(ctx, query)),
  serve(contract.getCard, (ctx, { params }) => readCard(ctx, params.id)),
  serve(findCards.cardsOfCustomer, async (ctx, { params }) => ({
    items: await readCardsOfCustomer(ctx, params.id),
  })),
  serve(contract.changeCard, (ctx, { params, body }) => changeCard(ctx, params.id, body)),
  serve(contract.changeExpectation, (ctx, { params, body }) =>
    changeExpectation(ctx, params.id, body),
  ),
  serve(contract.completeFollowUp, (ctx, { params, body }) =>
    completeFollowUp(ctx, params.id, {
      ...body,
      at: body.at === undefined ? undefined : new Date(body.at),
    }),
  ),
  serve(contract.assignCard, (ctx, { params, body }) =>
    changeState(ctx, params.id, 'opportunities.assign', async (row) => {
      if (body.version !== undefined && body.version !== row.version)
        throw coreError('core.stale_version', { current: await readCard(ctx, row.id) })
      await reassign(ctx, row, body.ownerId, body.reason)
    }),
  ),
  serve(cardEndings.suspendCard, (ctx, { params, body }) =>
    changeState(ctx, params.id, 'opportunities.write', async (row) => {
      stateAfter('suspend', row.state)
      await assertApproved(ctx, 'suspend', row)
      await suspend(ctx, row, body.wakeUpOn, body.reason)
    }),
  ),
  serve(cardEndings.activateCard, (ctx, { params }) =>
    changeState(ctx, params.id, 'opportunities.write', async (row) => {
      stateAfter('activate', row.state)
      await assertApproved(ctx, 'activate', row)
      await activate(ctx, row)
    }),
  ),
  serve(cardEndings.proposeLoss, (ctx, { params, body }) =>
    changeState(ctx, params.id, 'opportunities.write', (row) => proposeLoss(ctx, row, body)),
  ),
  serve(cardEndings.terminateCard, (ctx, { params, body }) =>
    changeState(ctx, params.id, 'opportunities.assign', async (row) => {
      stateAfter('terminate', row.state)
      await assertApproved(ctx, 'terminate', row)
      await terminate(ctx, row, body)
    }),
  ),
  serve(findCards.followUpsOfDay, (ctx, { query }) => readDay(ctx, query)),
]
