import { serve } from '#foundation/http/serve.ts'
import * as contract from '../contracts/promise-care.ts'
import { readCadence } from './cadence.ts'
import { readForecast } from './day-forecast.ts'
import { readEscalations, settleEscalation } from './escalations.ts'
import { readLevelMoves } from './level-moves.ts'
import { movePromiseByHand, undoMove } from './move-promise.ts'
import { changeState } from './opportunities.service.ts'
import { pin, unpin } from './pins.ts'

export const promiseCareRoutes = [
  serve(contract.getCadence, async (ctx) => readCadence(ctx)),
  serve(contract.dayForecast, (ctx, { query }) => readForecast(ctx, query.owner)),
  serve(contract.movePromise, (ctx, { params, body }) =>
    changeState(ctx, params.id, 'opportunities.write', (row) => movePromiseByHand(ctx, row, body)),
  ),
  serve(contract.undoPromiseMove, (ctx, { params }) =>
    changeState(ctx, params.id, 'opportunities.write', (row) => undoMove(ctx, row)),
  ),
  serve(contract.pinCard, async (ctx, { params }) => {
    await pin(ctx, params.id)
    return undefined
  }),
  serve(contract.unpinCard, async (ctx, { params }) => {
    await unpin(ctx, params.id)
    return undefined
  }),
  serve(contract.listEscalations, (ctx, { query }) => readEscalations(ctx, query)),
  serve(contract.settleEscalation, (ctx, { params, body }) =>
    settleEscalation(ctx, params.id, body),
  ),
  serve(contract.listLevelMoves, (ctx, { query }) => readLevelMoves(ctx, query)),
]
