import { serve } from '#foundation/http/serve.ts'
import * as contract from '../../contracts/hand-over.ts'
import { listLeavers } from './holdings.queries.ts'
import { readHoldings, readPreview } from './plan.ts'
import { runHandOver } from './run-hand-over.ts'

export const handOverRoutes = [
  serve(contract.listLeavers, async (ctx) => ({ people: await listLeavers(ctx) })),
  serve(contract.getHoldings, (ctx, { params }) => readHoldings(ctx, params.id)),
  serve(contract.previewHandOver, (ctx, { body }) => readPreview(ctx, body)),
  serve(contract.handOver, (ctx, { body }) => runHandOver(ctx, body)),
]
