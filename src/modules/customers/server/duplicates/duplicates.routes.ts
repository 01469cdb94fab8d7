import { serve } from '#foundation/http/serve.ts'
import * as contract from '../../contracts/duplicates.ts'
import { mergeCustomers } from '../merge/merge-customers.ts'
import { readMergePreview, readMerges } from '../merge/merge-preview.ts'
import { splitCustomers } from '../merge/split-customers.ts'
import { decideDuplicate, readDuplicates } from './duplicates.service.ts'

export const duplicateRoutes = [
  serve(contract.listDuplicates, (ctx, { query }) => readDuplicates(ctx, query)),
  serve(contract.dismissDuplicate, (ctx, { params, body }) =>
    decideDuplicate(ctx, params.id, { state: 'dismissed', reason: body.reason }),
  ),
  serve(contract.recallDuplicate, (ctx, { params }) =>
    decideDuplicate(ctx, params.id, { state: 'open' }),
  ),
  serve(contract.previewMerge, (ctx, { query }) => readMergePreview(ctx, query.kept, query.gone)),
  serve(contract.mergeCustomers, (ctx, { body }) => mergeCustomers(ctx, body)),
  serve(contract.listMerges, async (ctx, { params }) => ({
    items: await readMerges(ctx, params.id),
  })),
  serve(contract.splitCustomers, (ctx, { params, body }) =>
    splitCustomers(ctx, params.id, body.later),
  ),
]
