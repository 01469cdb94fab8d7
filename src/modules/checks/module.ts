import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { readDuties } from '#modules/access/index.ts'
import * as contract from './contract.ts'
import * as activities from './contracts/activities.ts'
import {
  readAcquisition,
  readAcquisitionOfPeople,
  readActivities,
  recordWork,
  setPlan,
} from './server/activities.ts'
import { setDuty, storeRoles } from './server/duties.ts'
import { readMyCheck, readOneToOne, readProgress, tickOne } from './server/one-to-one.ts'
import { drawDay, readRates, readSpotItems, tickSpot } from './server/spot-checks.ts'

export const checksModule: Module = {
  name: 'checks',
  routes: [
    serve(contract.listDuties, async (ctx) => ({
      items: await readDuties(ctx),
      roles: storeRoles(),
    })),
    serve(contract.putDuty, (ctx, { params, body }) => setDuty(ctx, { ...params, ...body })),
    serve(contract.getOneToOne, (ctx, { query }) => readOneToOne(ctx, query)),
    serve(contract.oneToOneProgress, (ctx, { query }) => readProgress(ctx, query.day)),
    serve(contract.putTick, (ctx, { params, body }) =>
      tickOne(ctx, { day: params.day, personId: params.id, ...body }),
    ),
    serve(contract.readOneToOne, async (ctx, { params }) => {
      await readMyCheck(ctx, params.day)
      return undefined
    }),
    serve(contract.drawSpotChecks, (ctx, { body }) => drawDay(ctx, body)),
    serve(contract.listSpotItems, (ctx, { query }) => readSpotItems(ctx, query.day)),
    serve(contract.putSpotResult, (ctx, { params, body }) => tickSpot(ctx, params.id, body)),
    serve(contract.spotRates, (ctx, { query }) => readRates(ctx, query)),
    serve(activities.listActivities, async (ctx, { query }) => ({
      items: await readActivities(ctx, query),
    })),
    serve(activities.getAcquisition, (ctx, { query }) => readAcquisition(ctx, query.day)),
    serve(activities.putAcquisition, (ctx, { params, body }) =>
      recordWork(ctx, { day: params.day, kindId: params.id, ...body }),
    ),
    serve(activities.putAcquisitionPlan, (ctx, { params, body }) =>
      setPlan(ctx, { kindId: params.id, ...body }),
    ),
    serve(activities.acquisitionOfPeople, (ctx, { query }) => readAcquisitionOfPeople(ctx, query)),
  ],
  customerTables: [
    {
      table: 'one_to_one_ticks',
      customerColumn: 'customer_id',
      title: ['一对一检核', 'One-to-one checks'],
      shown: [
        { column: 'day', title: ['日期', 'Day'] },
        { column: 'comment', title: ['说明', 'Comment'] },
      ],
      merged: 'move',
      erased: ['comment'],
    },
    {
      table: 'spot_items',
      customerColumn: 'customer_id',
      title: ['抽查', 'Spot checks'],
      shown: [
        { column: 'day', title: ['日期', 'Day'] },
        { column: 'result', title: ['结果', 'Result'] },
        { column: 'finding', title: ['发现', 'Finding'] },
      ],
      merged: 'move',
      erased: ['finding'],
    },
  ],
}
