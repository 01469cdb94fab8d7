import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { giveNeedsStep, giveRoadGuard } from '#modules/opportunities/index.ts'
import * as contract from './contract.ts'
import * as costContract from './contracts/costs.ts'
import * as effortContract from './contracts/effort.ts'
import * as rivalContract from './contracts/rivals.ts'
import * as tradeInContract from './contracts/trade-ins.ts'
import * as costs from './server/costs.ts'
import { deleteImportedNeeds, insertImportedNeeds } from './server/imported-needs.queries.ts'
import { roadTables } from './server/customer-tables.ts'
import * as effort from './server/effort.ts'
import { costsList, tradeInsList } from './server/lists.ts'
import { present, unpresent, writeNeeds } from './server/needs.ts'
import * as market from './server/market.ts'
import * as rivals from './server/rivals.ts'
import { guardStep, mark, readRoad, readRoadOfCustomer, unmark } from './server/road.ts'
import * as tradeIns from './server/trade-ins.ts'
import { readHistory, readWords, saveWords, setRequired } from './server/words.ts'

giveRoadGuard(guardStep)
giveNeedsStep({ write: insertImportedNeeds, takeBack: deleteImportedNeeds })

export const roadModule: Module = {
  name: 'road',
  routes: [
    serve(contract.roadOf, (ctx, { params }) => readRoad(ctx, params.id)),
    serve(contract.roadOfCustomer, async (ctx, { params }) => ({
      road: await readRoadOfCustomer(ctx, params.id),
    })),
    serve(contract.markStep, (ctx, { params, body }) => mark(ctx, params.id, body)),
    serve(contract.unmarkStep, (ctx, { params }) => unmark(ctx, params.id)),
    serve(contract.saveNeeds, (ctx, { params, body }) => writeNeeds(ctx, params.id, body)),
    serve(contract.addPresentation, (ctx, { params, body }) => present(ctx, params.id, body)),
    serve(contract.withdrawPresentation, (ctx, { params }) => unpresent(ctx, params.id)),
    serve(contract.listRoadWords, (ctx) => readWords(ctx)),
    serve(contract.roadWordsHistory, (ctx, { params }) => readHistory(ctx, params.step)),
    serve(contract.saveRoadWords, (ctx, { params, body }) => saveWords(ctx, params.step, body)),
    serve(contract.saveRequired, (ctx, { body }) => setRequired(ctx, body.required)),

    serve(tradeInContract.listTradeIns, (ctx, { query }) => tradeIns.readTradeIns(ctx, query)),
    serve(tradeInContract.addTradeIn, (ctx, { params, body }) =>
      tradeIns.addWish(ctx, params.id, body),
    ),
    serve(tradeInContract.changeTradeIn, (ctx, { params, body }) =>
      tradeIns.changeWish(ctx, params.id, body),
    ),
    serve(tradeInContract.appraiseTradeIn, (ctx, { params, body }) =>
      tradeIns.appraise(ctx, params.id, body),
    ),
    serve(tradeInContract.decideTradeIn, (ctx, { params, body }) =>
      tradeIns.decide(ctx, params.id, body),
    ),
    serve(tradeInContract.withdrawTradeIn, (ctx, { params }) => tradeIns.withdraw(ctx, params.id)),

    serve(costContract.listCosts, (ctx, { query }) => costs.readCosts(ctx, query)),
    serve(costContract.sumCosts, (ctx, { query }) => costs.readSums(ctx, query)),
    serve(costContract.addCost, (ctx, { params, body }) => costs.addLine(ctx, params.id, body)),
    serve(costContract.withdrawCost, (ctx, { params, body }) =>
      costs.withdrawLine(ctx, params.id, body.isWithdrawn),
    ),

    serve(rivalContract.listRivals, async (ctx, { query }) => ({
      items: await rivals.readRivals(ctx, query),
    })),
    serve(rivalContract.addRival, (ctx, { body }) => rivals.addRival(ctx, body)),
    serve(rivalContract.changeRival, (ctx, { params, body }) =>
      rivals.changeRival(ctx, params.id, body),
    ),
    serve(rivalContract.marketPosition, (ctx, { query }) => market.readMarket(ctx, query)),
    serve(rivalContract.lostTo, (ctx, { query }) => market.readLostTo(ctx, query)),
    serve(rivalContract.placeOwn, (ctx, { params, body }) => market.placeOwn(ctx, params.id, body)),

    serve(effortContract.getEffort, (ctx) => effort.readEffort(ctx)),
    serve(effortContract.saveEffort, (ctx, { body }) => effort.writeEffort(ctx, body)),
    serve(effortContract.listEnquiries, async (ctx, { params }) => ({
      items: await effort.readEnquiries(ctx, params.id),
    })),
    serve(effortContract.addEnquiry, (ctx, { params, body }) =>
      effort.addEnquiry(ctx, params.id, body),
    ),
    serve(effortContract.answerEnquiry, (ctx, { params }) => effort.answer(ctx, params.id)),
    serve(effortContract.withdrawEnquiry, (ctx, { params, body }) =>
      effort.withdrawEnquiry(ctx, params.id, body.reason),
    ),
    serve(effortContract.effortBreaches, (ctx) => effort.readBreaches(ctx)),
  ],
  listeners: [effort.effortListener],
  lists: [costsList, tradeInsList],
  customerTables: roadTables,
  ownedTables: [
    {
      table: 'trade_ins',
      customerColumn: 'customer_id',
      ownerColumn: 'owner_id',
      open: { column: 'decision', values: ['open', 'thinking'] },
      title: ['置换车辆', 'Trade-ins'],
    },
  ],
}
