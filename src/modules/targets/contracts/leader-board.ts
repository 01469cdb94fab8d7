import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { targetNumbers } from '../contract.ts'

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })

/** What people can be ranked by: the numbers of targets, and rates. */
export const boardNumbers = [
  ...targetNumbers,
  'filing_rate',
  'filed_close_rate',
  'promise_keeping',
] as const
export type BoardNumber = (typeof boardNumbers)[number]
export const rateNumbers: readonly string[] = ['filing_rate', 'filed_close_rate', 'promise_keeping']

const placeSchema = z.object({
  place: z.int().nullable(),
  /** Null for a colleague's figure where only the rank may be seen. */
  value: z.number().nullable(),
  /** What a rate stands on; null likewise. */
  n: z.number().nullable(),
  isTooFew: z.boolean(),
})

export const getLeaderBoard = defineRoute({
  method: 'GET',
  path: '/api/leader-board',
  summary: { zh: '销售排行榜', en: 'People and teams ranked by a number' },
  access: 'metrics.read',
  query: z.object({
    metric: z.enum(boardNumbers).default('deals'),
    from: daySchema.optional(),
    to: daySchema.optional(),
  }),
  response: z.object({
    metric: z.string(),
    from: daySchema,
    to: daySchema,
    leastN: z.int(),
    /** Whether figures of others are shown and open to their records. */
    hasDetail: z.boolean(),
    people: z.array(
      placeSchema.extend({
        personId: z.uuid(),
        name: z.string(),
        teamId: z.uuid().nullable(),
        teamName: z.string().nullable(),
        isMe: z.boolean(),
      }),
    ),
    teams: z.array(
      placeSchema.extend({
        teamId: z.uuid(),
        name: z.string(),
        members: z.int(),
        isMine: z.boolean(),
      }),
    ),
  }),
})

export const listCreditedDeals = defineRoute({
  method: 'GET',
  path: '/api/leader-board/:id/deals',
  summary: {
    zh: '一位顾问名下的成交明细',
    en: "The contracts behind a person's figure, with the share",
  },
  access: 'metrics.read',
  params: z.object({ id: z.uuid() }),
  query: z.object({
    metric: z.enum(['deals', 'cars_sold', 'deal_amount', 'deliveries']).default('deals'),
    from: daySchema.optional(),
    to: daySchema.optional(),
  }),
  response: z.object({
    /** The shares add up to this. */
    total: z.number(),
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        customerId: z.uuid(),
        customer: z.string().nullable(),
        day: daySchema,
        percent: z.int(),
        value: z.number(),
      }),
    ),
  }),
})
