import { z } from 'zod'
import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import {
  type ConfirmedLoss,
  confirmedQuerySchema,
  type ProposedLoss,
  proposedQuerySchema,
  type WinBack,
} from '../contract.ts'
import { sayChange } from '../say-change.ts'
import { lossWords as words } from '../words.ts'
import type { ConfirmedFilter } from './losses.queries.ts'
import { listConfirmed, listProposed } from './losses.service.ts'
import { listWinBacks } from './win-back.ts'

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

/** Losses that wait for care's call or for the decision, as a file. */
export const proposedLossesList = defineList<ProposedLoss, z.infer<typeof proposedQuerySchema>>({
  key: 'proposed-losses',
  title: words.proposed,
  permission: 'losses.read',
  query: proposedQuerySchema,
  personal: [],
  columns: [
    { key: 'customer', title: words.customer, value: (loss) => loss.customerName },
    { key: 'decideBy', title: words.decideBy, type: 'day', value: (loss) => loss.decideBy },
    {
      key: 'kind',
      title: words.kind,
      value: (loss, ctx) => (loss.kind ? say(words[loss.kind], ctx.locale) : null),
    },
    { key: 'reason', title: words.reason, value: (loss) => loss.reason },
    { key: 'competitor', title: words.competitor, value: (loss) => loss.competitor },
    { key: 'rival', title: words.rival, value: (loss) => loss.rival },
    { key: 'series', title: words.series, value: (loss) => loss.seriesName },
    {
      key: 'result',
      title: words.verified,
      value: (loss, ctx) => say(words[loss.result ?? 'notVerified'], ctx.locale),
    },
    { key: 'nextTryOn', title: words.nextTryOn, type: 'day', value: (loss) => loss.nextTryOn },
    { key: 'phone', title: words.phone, type: 'phone', value: (loss) => loss.maskedPhone },
    { key: 'owner', title: words.owner, value: (loss) => loss.ownerName },
    {
      key: 'proposedAt',
      title: words.proposedAt,
      type: 'instant',
      value: (loss) => loss.proposedAt,
    },
    { key: 'level', title: words.level, value: (loss) => loss.level },
    { key: 'stage', title: words.stage, type: 'number', value: (loss) => loss.stage },
    { key: 'summary', title: words.summary, value: (loss) => loss.summary, width: 40 },
  ],
  page: (ctx, query) => listProposed(ctx, query),
})

/** Lost customers for whom something changed since, as a file. */
export const winBacksList = defineList<WinBack, Record<string, never>>({
  key: 'win-backs',
  title: words.winBacks,
  permission: 'losses.read',
  query: z.object({}),
  personal: [],
  columns: [
    { key: 'customer', title: words.customer, value: (one) => one.customerName },
    { key: 'phone', title: words.phone, type: 'phone', value: (one) => one.maskedPhone },
    { key: 'closedOn', title: words.closedOn, type: 'day', value: (one) => one.closedOn },
    {
      key: 'changed',
      title: words.changed,
      value: (one, ctx) => sayChange(one, ctx.locale),
      width: 30,
    },
    { key: 'reason', title: words.reason, value: (one) => one.reason },
    { key: 'competitor', title: words.competitor, value: (one) => one.rival ?? one.competitor },
    { key: 'series', title: words.series, value: (one) => one.seriesName },
    { key: 'owner', title: words.owner, value: (one) => one.ownerName },
  ],
  page: async (ctx) => {
    const { items } = await listWinBacks(ctx)
    return { items, nextCursor: null, count: items.length }
  },
})
