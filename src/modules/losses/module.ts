import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { decideLoss } from '#modules/opportunities/contract.ts'
import * as contract from './contract.ts'
import { lossTables } from './server/customer-tables.ts'
import { raiseLate } from './server/late.ts'
import { lossListeners } from './server/losses.listeners.ts'
import { confirmedLossesList, proposedLossesList, winBacksList } from './server/losses-list.ts'
import {
  countLosses,
  decide,
  filePapers,
  listConfirmed,
  listProposed,
  recordCall,
} from './server/losses.service.ts'
import { decideWinBack, listWinBacks } from './server/win-back.ts'

export const lossesModule: Module = {
  name: 'losses',
  routes: [
    serve(contract.listProposedLosses, (ctx, { query }) => listProposed(ctx, query)),
    serve(contract.countProposedLosses, (ctx) => countLosses(ctx)),
    serve(contract.recordLossCall, (ctx, { params, body }) => recordCall(ctx, params.id, body)),
    // A loss is decided here and not by the cards: what care found is known here.
    serve(decideLoss, (ctx, { params, body }) => decide(ctx, params.id, body)),
    serve(contract.listConfirmedLosses, (ctx, { query }) => listConfirmed(ctx, query)),
    serve(contract.filePapers, (ctx, { params, body }) => filePapers(ctx, params.id, body.place)),
    serve(contract.listWinBacks, (ctx) => listWinBacks(ctx)),
    serve(contract.decideWinBack, (ctx, { params, body }) => decideWinBack(ctx, params.id, body)),
  ],
  listeners: lossListeners,
  timers: [
    {
      name: 'losses.late',
      cron: '20 * * * *',
      run: async (app, store) => void (await raiseLate(app, store)),
    },
  ],
  lists: [confirmedLossesList, proposedLossesList, winBacksList],
  customerTables: lossTables,
}
