import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { type ConfirmedLoss, confirmedQuerySchema } from '../contract.ts'
import { lossWords as words } from '../words.ts'
import type { ConfirmedFilter } from './losses.queries.ts'
import { listConfirmed } from './losses.service.ts'

/** Confirmed losses as a file. */
export const confirmedLossesList = defineList<ConfirmedLoss, ConfirmedFilter>({
  key: 'losses',
  title: words.losses,
  permission: 'losses.read',
  query: confirmedQuerySchema,
  personal: [],
  columns: [
    { key: 'closedOn', title: words.closedOn, type: 'day', value: (loss) => loss.closedOn },
    { key: 'customer', title: words.customer, value: (loss) => loss.customerName },
    { key: 'phone', title: words.phone, type: 'phone', value: (loss) => loss.maskedPhone },
    { key: 'owner', title: words.owner, value: (loss) => loss.ownerName },
    {
      key: 'kind',
      title: words.kind,
      value: (loss, ctx) => (loss.kind ? say(words[loss.kind], ctx.locale) : null),
    },
    { key: 'reason', title: words.reason, value: (loss) => loss.reason },
    { key: 'competitor', title: words.competitor, value: (loss) => loss.competitor },
    { key: 'rival', title: words.rival, value: (loss) => loss.rival },
    { key: 'series', title: words.series, value: (loss) => loss.seriesName },
    { key: 'level', title: words.level, value: (loss) => loss.level },
    { key: 'stage', title: words.stage, type: 'number', value: (loss) => loss.stage },
    {
      key: 'verified',
      title: words.verified,
      value: (loss, ctx) => say(words[loss.result ?? 'notVerified'], ctx.locale),
    },
    { key: 'papers', title: words.papers, type: 'instant', value: (loss) => loss.papersAt },
    { key: 'summary', title: words.summary, value: (loss) => loss.summary, width: 40 },
  ],
  page: (ctx, query) => listConfirmed(ctx, query),
})
