import { serve } from '#foundation/http/serve.ts'
import * as archiving from '../contracts/archive.ts'
import * as history from '../contracts/card-history.ts'
import { listLossRivals } from '../contracts/loss-rivals.ts'
import * as sharing from '../contracts/shares.ts'
import { archive, purge, readClosed } from './archive/archive.ts'
import { instantAsked, readChanges, readStanding, readStandings } from './as-of/as-of.ts'
import { readLossRivals } from './loss-rivals.ts'
import { readShares, setShares } from './shares.ts'

export const cardLifeRoutes = [
  serve(history.listCardChanges, (ctx, { params, query }) =>
    readChanges(ctx, params.id, query.field),
  ),
  serve(history.readCardStanding, (ctx, { params, query }) =>
    readStanding(ctx, params.id, instantAsked(ctx, query)),
  ),
  serve(history.listCardStandings, (ctx, { query }) =>
    readStandings(ctx, { ...query, asOf: instantAsked(ctx, query) }),
  ),
  serve(listLossRivals, (ctx, { params }) => readLossRivals(ctx, params.id)),
  serve(sharing.readShares, (ctx, { params }) => readShares(ctx, params.id)),
  serve(sharing.setShares, (ctx, { params, body }) => setShares(ctx, params.id, body)),
  serve(archiving.listClosedCards, (ctx, { query }) => readClosed(ctx, query)),
  serve(archiving.archiveCards, (ctx, { body }) => archive(ctx, body)),
  serve(archiving.purgeCards, (ctx, { body }) => purge(ctx, body)),
]
