import { authorise } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import * as contract from '../../contracts/pool.ts'
import { assignFromPool, putIntoPool, readPool, takeFromPool } from './pool.service.ts'
import { setPoolRules } from './rules.ts'

export const poolRoutes = [
  serve(contract.listPool, (ctx, { query }) => readPool(ctx, query)),
  serve(contract.takeFromPool, (ctx, { body }) => takeFromPool(ctx, body)),
  serve(contract.assignFromPool, (ctx, { body }) => assignFromPool(ctx, body)),
  serve(contract.putIntoPool, (ctx, { body }) => putIntoPool(ctx, body)),
  serve(contract.setPoolRules, (ctx, { body }) => {
    authorise(ctx, 'opportunities.assign', 'store')
    return setPoolRules(ctx, body)
  }),
]
