import { serve } from '#foundation/http/serve.ts'
import * as contract from '#shared/operations.ts'
import { readOperation, readOperations, takeOperationBack } from './operations.service.ts'

export const operationRoutes = [
  serve(contract.listOperations, (ctx, { query }) => readOperations(ctx, query)),
  serve(contract.getOperation, (ctx, { params }) => readOperation(ctx, params.id)),
  serve(contract.takeBack, (ctx, { params, body }) => takeOperationBack(ctx, params.id, body)),
]
