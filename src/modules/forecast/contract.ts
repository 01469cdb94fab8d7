import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema } from '#shared/paging.ts'

export const forecastError = defineErrors({
  'forecast.period': {
    status: 422,
    zh: '时间段不正确：开始日不能晚于结束日，最长 {days} 天',
    en: 'The period is not right: it ends after it begins and spans at most {days} days',
  },
})

/** How cards come in (seed 000-51). */
export const inlets = ['showroom', 'phone', 'market', 'outbound'] as const
export type Inlet = (typeof inlets)[number]
export const funnelGroups = ['series', 'brand', 'model', 'consultant', 'inlet', 'month'] as const
export type FunnelGroup = (typeof funnelGroups)[number]
export const longestFunnelDays = 1100

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })

const sumShape = {
  cards: z.int(),
  cars: z.int(),
  amountFen: z.int(),
  /** Amount × the likelihood of the stage. */
  weightedFen: z.int(),
}
const sumSchema = z.object(sumShape)
export type FunnelSum = z.infer<typeof sumSchema>

const storesSchema = z
  .string()
  .regex(/^(all|\d{1,9}(,\d{1,9}){0,2999})$/)
  .optional()

/** First and last day a deal is expected, or was signed; without them all open cards. */
const periodShape = { from: daySchema.optional(), to: daySchema.optional() }

export const getFunnel = defineRoute({
  method: 'GET',
  path: '/api/funnel',
  summary: { zh: '销售漏斗', en: 'The funnel by stage and inlet, with sums of expected sales' },
  access: 'opportunities.read',
  acrossStores: true,
  query: z.object({
    ...periodShape,
    by: z.enum(funnelGroups).default('series'),
    owner: z.uuid().optional(),
    stores: storesSchema,
  }),
  response: z.object({
    from: daySchema.nullable(),
    to: daySchema.nullable(),
    stores: z.int(),
    stages: z.array(
      z.object({
        stage: z.int(),
        name: z.string(),
        nameEn: z.string(),
        ...sumShape,
        inlets: z.array(z.object({ inlet: z.enum(inlets), ...sumShape })),
      }),
    ),
    total: sumSchema,
    /** Open cards whose expected day has passed, and those without any price to go by. */
    overdue: sumSchema,
    unpriced: z.int(),
    groups: z.array(
      z.object({ key: z.string(), label: z.string(), labelEn: z.string(), ...sumShape }),
    ),
  }),
})

export const winReasonSchema = z.object({
  fact: z.string(),
  /** Points of probability it adds or takes against the store's mean card, 0.05 is five. */
  effect: z.number(),
  /** What the card has: a level, days, a count, a name. */
  value: z.union([z.string(), z.number(), z.null()]),
})
export type WinReasonLine = z.infer<typeof winReasonSchema>

export const funnelLineSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customer: z.string(),
  ownerName: z.string().nullable(),
  brand: z.string().nullable(),
  series: z.string().nullable(),
  model: z.string().nullable(),
  quantity: z.int(),
  stage: z.int(),
  level: z.enum(['H', 'A', 'B', 'C']),
  inlet: z.enum(inlets),
  /** Null where no price is known. */
  amountFen: z.int().nullable(),
  weightedFen: z.int(),
  closeOn: daySchema,
  isOverdue: z.boolean(),
  state: z.string(),
  /** Of a deal within 90 days; null without enough history, and once signed. */
  probability: z.number().nullable(),
})
export type FunnelLine = z.infer<typeof funnelLineSchema>

export const funnelLinesQuery = z.object({
  ...periodShape,
  stage: z
    .string()
    .max(60)
    .regex(/^\d{1,3}(,\d{1,3})*$/)
    .optional(),
  inlet: z.enum(inlets).optional(),
  series: z.uuid().optional(),
  brand: z.uuid().optional(),
  model: z.uuid().optional(),
  owner: z.union([z.uuid(), z.literal('me')]).optional(),
  overdue: z.enum(['yes']).optional(),
})

export const listFunnelLines = defineRoute({
  method: 'GET',
  path: '/api/funnel-lines',
  summary: { zh: '漏斗明细', en: 'The lines of the funnel' },
  access: 'opportunities.read',
  query: funnelLinesQuery.extend(pageQuerySchema.shape),
  response: z.object({
    items: z.array(funnelLineSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const getFunnelCheck = defineRoute({
  method: 'GET',
  path: '/api/funnel-check',
  summary: { zh: '漏斗稳定性检查', en: 'Whether each stage is on its way to the same sales' },
  access: 'metrics.read',
  response: z.object({
    /** Cards that ended in this period are the base of rates and times. */
    from: daySchema,
    to: daySchema,
    leastN: z.int(),
    stages: z.array(
      z.object({
        stage: z.int(),
        name: z.string(),
        nameEn: z.string(),
        cards: z.int(),
        amountFen: z.int(),
        /** Of the ended cards that reached the stage, the share that reached the next one. */
        rate: z.number().nullable(),
        n: z.int(),
        isTooFew: z.boolean(),
        /** Middle number of days from this stage to the next; null where nobody went on. */
        days: z.number().nullable(),
        yieldFen: z.int(),
      }),
    ),
    verdict: z.enum(['steady', 'thinning', 'filling', 'uneven', 'empty', 'unknown']),
    meanFen: z.int(),
  }),
})

export const outlookSchema = z.object({
  opportunityId: z.uuid(),
  stage: z.int(),
  stageName: z.string(),
  stageNameEn: z.string(),
  since: daySchema,
  daysInStage: z.int(),
  daysOpen: z.int(),
  expectedOn: daySchema,
  /** Days still to the contract, as the store's won cards took from here; null below the least history. */
  remaining: z
    .object({ median: z.number(), from: z.number(), to: z.number(), n: z.int() })
    .nullable(),
  /** Of the ended cards that reached this stage, how many were won. */
  wonFromStage: z.object({ share: z.number(), n: z.int() }).nullable(),
  assessment: z.enum(['usual', 'slow', 'very_slow', 'no_history', 'signed', 'ended']),
  /** A deal within 90 days; null when there is not enough history. */
  win: z
    .object({
      probability: z.number(),
      base: z.number(),
      cards: z.int(),
      deals: z.int(),
      madeOn: daySchema,
      reasons: z.array(winReasonSchema),
    })
    .nullable(),
  /** What is lacking where win is null. */
  least: z.object({ ended: z.int(), deals: z.int() }),
})
export type Outlook = z.infer<typeof outlookSchema>

export const getOutlook = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/outlook',
  summary: {
    zh: '阶段报告与赢单概率',
    en: 'The stage report of a card and its probability of a deal',
  },
  access: 'opportunities.read',
  params: z.object({ id: z.uuid() }),
  response: outlookSchema,
})

export const outlooksOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/outlooks',
  summary: { zh: '客户未结束潜客卡的展望', en: "The outlook of a customer's open card" },
  access: 'opportunities.read',
  params: z.object({ id: z.uuid() }),
  response: z.object({ items: z.array(outlookSchema) }),
})

const intervalSchema = z.object({ expected: z.number(), low: z.number(), high: z.number() })
export const forecastGroups = ['team', 'series', 'consultant'] as const

const forecastShape = {
  done: z.object({ deals: z.int(), cars: z.int(), amountFen: z.int() }),
  deals: intervalSchema,
  cars: intervalSchema,
  amountFen: intervalSchema,
  fromOpen: z.number(),
  fromNew: z.number(),
}

export const getForecast = defineRoute({
  method: 'GET',
  path: '/api/forecast',
  summary: {
    zh: '销售预测：成交、台数、金额及区间',
    en: 'Deals, cars and amount expected in a period, with an 80 % interval',
  },
  access: 'metrics.read',
  query: z.object({
    /** The month of today unless given; at most 190 days ahead. */
    from: daySchema.optional(),
    to: daySchema.optional(),
    by: z.enum(forecastGroups).default('series'),
  }),
  response: z.object({
    from: daySchema,
    to: daySchema,
    today: daySchema,
    leastDeals: z.int(),
    /** Null when the store has too few deals to learn from. */
    forecast: z
      .object({
        ...forecastShape,
        groups: z.array(
          z.object({
            key: z.string(),
            label: z.string(),
            labelEn: z.string(),
            done: z.int(),
            deals: intervalSchema,
            cars: z.number(),
            amountFen: z.number(),
          }),
        ),
      })
      .nullable(),
  }),
})

export const getBacktest = defineRoute({
  method: 'GET',
  path: '/api/forecast/backtest',
  summary: {
    zh: '预测回测：过去各月预测与实际',
    en: 'How good the forecast of past months was',
  },
  access: 'metrics.read',
  response: z.object({
    months: z.array(
      z.object({
        month: z.string(),
        forecast: intervalSchema,
        actual: z.int(),
        isInside: z.boolean(),
        naive: z.number(),
      }),
    ),
    coverage: z.number().nullable(),
    error: z.number().nullable(),
    naiveError: z.number().nullable(),
  }),
})

export const forecastEvents = {
  /** A store's forecast is wanted now. */
  asked: 'forecast.asked',
} as const

/** Has the stores whose forecast is not of today make it at once; gives how many those are. */
export const askStoresForecast = defineRoute({
  method: 'POST',
  path: '/api/stores-forecast/requests',
  summary: {
    zh: '立即计算各店今日预测',
    en: 'Have the stores make the forecast of today at once',
  },
  access: 'metrics.read',
  acrossStores: true,
  body: z.object({}),
  response: z.object({ asked: z.int() }),
})

export const getStoresForecast = defineRoute({
  method: 'GET',
  path: '/api/stores-forecast',
  summary: { zh: '各店销售预测', en: 'The forecast of several stores beside each other' },
  access: 'metrics.read',
  acrossStores: true,
  query: z.object({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
  }),
  response: z.object({
    month: z.string(),
    /** Stores whose forecast is not of today. */
    behind: z.int(),
    /** Of the stores that have a forecast. */
    total: z.object({
      stores: z.int(),
      done: z.int(),
      expected: z.number(),
      amountFen: z.number(),
    }),
    stores: z.array(
      z.object({
        storeId: z.int(),
        name: z.string(),
        nameEn: z.string(),
        forecast: z
          .object({
            madeOn: daySchema,
            done: z.int(),
            deals: intervalSchema,
            cars: z.number(),
            amountFen: intervalSchema,
          })
          .nullable(),
      }),
    ),
  }),
})
