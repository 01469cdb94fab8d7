import { serve } from '#foundation/http/serve.ts'
import * as contract from '../contracts/lead-dispatch.ts'
import { readPool, readTargets, recall, recordPool, sendOut } from './dispatch.ts'
import { answerOffer, readOffers } from './offers.ts'

export const dispatchRoutes = [
  serve(contract.listDispatchLeads, (ctx, { query }) => readPool(ctx, query)),
  serve(contract.recordDispatchLeads, (ctx, { body }) => recordPool(ctx, body.items)),
  serve(contract.listDispatchStores, async (ctx) => ({ items: await readTargets(ctx) })),
  serve(contract.dispatchLeads, (ctx, { body }) => sendOut(ctx, body)),
  serve(contract.recallDispatch, async (ctx, { params }) => {
    await recall(ctx, params.id)
    return undefined
  }),
  serve(contract.listDispatchOffers, (ctx) => readOffers(ctx)),
  serve(contract.answerDispatch, (ctx, { params, body }) => answerOffer(ctx, params.id, body)),
]
