import { serve } from '#foundation/http/serve.ts'
import * as contract from '../../contracts/claims.ts'
import {
  decideClaim,
  fileClaim,
  readClaims,
  readClaimsOf,
  withdrawClaim,
} from './claims.service.ts'

export const claimRoutes = [
  serve(contract.fileClaim, (ctx, { body }) => fileClaim(ctx, body)),
  serve(contract.listClaims, (ctx, { query }) => readClaims(ctx, query)),
  serve(contract.claimsOfCustomer, async (ctx, { params }) => ({
    items: await readClaimsOf(ctx, params.id),
  })),
  serve(contract.decideClaim, (ctx, { params, body }) => decideClaim(ctx, params.id, body)),
  serve(contract.withdrawClaim, (ctx, { params }) => withdrawClaim(ctx, params.id)),
]
