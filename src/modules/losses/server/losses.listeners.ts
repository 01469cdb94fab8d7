import type { Listener } from '#foundation/module.ts'
import { emptyWords } from './loss-checks.queries.ts'

export const lossListeners: Listener[] = [
  {
    // A purged card keeps what is counted and no words: what the calls noted goes with it.
    event: 'opportunities.purged',
    name: 'losses.empty-words',
    handle: (ctx, event) => emptyWords(ctx, event.recordId),
  },
]
