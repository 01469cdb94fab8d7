import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'

export const targetsError = defineErrors({
  'targets.stale': {
    status: 409,
    zh: '{period} 的目标已被他人改为 {value}，请刷新后再改',
    en: 'The target of {period} was changed to {value} meanwhile; look again',
  },
  'targets.no_such_subject': {
    status: 422,
    zh: '本店没有这个团队、顾问或车系',
    en: 'No such team, consultant or series in this store',
  },
  'targets.nothing_to_spread': {
    status: 422,
    zh: '请先设定要分解的目标',
    en: 'Set the target that is to be spread first',
  },
  'targets.nothing_to_copy': {
    status: 422,
    zh: '去年没有可复制的数据',
    en: 'There is nothing to copy from last year',
  },
  'targets.no_rates': {
    status: 422,
    zh: '前三个月的留档率或成交率不足，无法推算集客目标',
    en: 'The last three months give no filing or close rate to work with',
  },
  'targets.no_volume': {
    status: 422,
    zh: '请先设定当月的成交目标',
    en: 'Set the deals of the month first',
  },
})

/** The numbers that can have a target. Amounts are in fen. */
export const targetNumbers = [
  'traffic',
  'newly_filed',
  'test_drives',
  'deals',
  'cars_sold',
  'deal_amount',
  'deliveries',
] as const
export type TargetNumber = (typeof targetNumbers)[number]
export const moneyNumbers: readonly string[] = ['deal_amount']

export const targetScopes = ['store', 'team', 'consultant', 'series'] as const
export type TargetScope = (typeof targetScopes)[number]
export const targetOrigins = ['hand', 'spread', 'copy', 'paste', 'identity'] as const
export type TargetOrigin = (typeof targetOrigins)[number]

export const targetEvents = { changed: 'targets.changed' } as const

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })
const numberSchema = z.enum(targetNumbers)
const scopeSchema = z.enum(targetScopes)
const yearSchema = z.coerce.number().int().min(2000).max(2100)
/** `2026`, `2026-Q3` or `2026-09`. */
export const periodPattern = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/
const periodTextSchema = z.string().regex(periodPattern)
const subjectSchema = z.union([z.uuid(), z.literal('')])
const mostValue = 1_000_000_000_000

export const cellSchema = z.object({
  period: z.string(),
  /** What was set; null where nothing was, or it was taken away. */
  value: z.int().nullable(),
  /** 0 where nothing was ever set: what a change must carry. */
  revision: z.int(),
  origin: z.enum(targetOrigins).nullable(),
  setAt: z.iso.datetime().nullable(),
  setBy: z.string().nullable(),
})
export type TargetCell = z.infer<typeof cellSchema>

const subjectRowSchema = z.object({
  subject: z.string(),
  name: z.string(),
  nameEn: z.string(),
  /** The year, its quarters, its months; always all 17 of them. */
  cells: z.array(cellSchema),
  /** By period: what happened in it up to now. */
  done: z.record(z.string(), z.number()),
})

export const targetTableSchema = z.object({
  year: z.int(),
  metric: z.string(),
  scope: z.string(),
  asOf: z.string().nullable(),
  rows: z.array(subjectRowSchema),
  /** By period: the store's own target, which the parts should add up to; empty of the store itself. */
  whole: z.record(z.string(), z.int()),
})
export type TargetTable = z.infer<typeof targetTableSchema>

export const targetTableQuery = z.object({
  year: yearSchema.optional(),
  metric: numberSchema.default('deals'),
  scope: scopeSchema.default('store'),
  asOf: z.iso.datetime({ offset: true }).optional(),
})

export const getTargets = defineRoute({
  method: 'GET',
  path: '/api/targets',
  summary: { zh: '目标表', en: 'The table of targets of a year' },
  access: 'metrics.read',
  query: targetTableQuery,
  response: targetTableSchema,
})

const changeSchema = z.strictObject({
  metric: numberSchema,
  scope: scopeSchema,
  subject: subjectSchema,
  period: periodTextSchema,
  value: z.int().min(0).max(mostValue).nullable(),
  /** The revision it is a change of; 0 where there is none. */
  revision: z.int().min(0),
})
export type TargetChange = z.infer<typeof changeSchema>

export const setTargets = defineRoute({
  method: 'PUT',
  path: '/api/targets',
  summary: { zh: '设定目标', en: 'Set targets, all of them or none' },
  access: 'targets.set',
  body: z.strictObject({
    cells: z.array(changeSchema).min(1).max(2000),
    origin: z.enum(targetOrigins).default('hand'),
    note: z.string().trim().max(300).default(''),
  }),
  response: z.object({ set: z.int(), unchanged: z.int() }),
})

export const getTargetHistory = defineRoute({
  method: 'GET',
  path: '/api/targets/history',
  summary: { zh: '一个目标的修改记录', en: 'Who set a target, when, to what' },
  access: 'metrics.read',
  query: z.object({
    metric: numberSchema,
    scope: scopeSchema,
    subject: subjectSchema.default(''),
    period: periodTextSchema,
  }),
  response: z.object({ items: z.array(cellSchema.extend({ note: z.string() })) }),
})

/** How a proposal is made. */
export const proposalKinds = [
  /** A year to its months: by the store's own past seasons, or evenly by open days. */
  'months_by_season',
  'months_evenly',
  /** The store's month or year to its consultants, teams or series: by their past shares, or evenly. */
  'shares_by_past',
  'shares_evenly',
  /** Last year's targets, or what was done last year, with a per cent added. */
  'copy_targets',
  'copy_done',
  /** Traffic from the deals wanted: volume ÷ (filing rate × filed close rate). */
  'traffic_identity',
] as const

export const proposeTargets = defineRoute({
  method: 'GET',
  path: '/api/target-proposals',
  summary: {
    zh: '目标分解与建议',
    en: 'Targets spread down, copied or derived; nothing is set yet',
  },
  access: 'targets.set',
  query: z.object({
    kind: z.enum(proposalKinds).default('months_evenly'),
    metric: numberSchema.default('deals'),
    scope: scopeSchema.default('store'),
    subject: subjectSchema.default(''),
    /** The year, or for shares the month, quarter or year to be shared out. */
    period: periodTextSchema.optional(),
    /** The whole to be spread; what is set for the period unless given. */
    total: z.coerce.number().int().min(0).max(mostValue).optional(),
    percent: z.coerce.number().int().min(-90).max(500).default(0),
  }),
  response: z.object({
    metric: z.string(),
    total: z.int(),
    /** What it stands on: rates with their base for the identity. */
    basis: z
      .object({
        from: daySchema,
        to: daySchema,
        filingRate: z.number(),
        closeRate: z.number(),
        traffic: z.int(),
        filed: z.int(),
        deals: z.int(),
      })
      .nullable(),
    cells: z.array(
      z.object({
        scope: z.string(),
        subject: z.string(),
        name: z.string(),
        nameEn: z.string(),
        period: z.string(),
        value: z.int(),
        /** The weight it was spread by; null where it was not spread. */
        weight: z.number().nullable(),
        /** What is set now, and its revision. */
        current: z.int().nullable(),
        revision: z.int(),
      }),
    ),
  }),
})

export const paceRowSchema = z.object({
  scope: z.string(),
  subject: z.string(),
  name: z.string(),
  nameEn: z.string(),
  target: z.number(),
  /** Set for the period itself, or the sum of its months or its members. */
  targetFrom: z.enum(['set', 'sum']),
  done: z.number(),
  share: z.number(),
  expected: z.number(),
  projected: z.number().nullable(),
  daysLeft: z.int(),
  missing: z.number(),
  neededPerDay: z.number().nullable(),
  state: z.enum(['reached', 'ahead', 'behind', 'missed', 'not_begun']),
})
export type PaceRow = z.infer<typeof paceRowSchema>

export const getPace = defineRoute({
  method: 'GET',
  path: '/api/pace',
  summary: { zh: '目标进度（按工作日）', en: 'How targets stand by working days' },
  access: 'metrics.read',
  query: z.object({
    /** The month of today unless given. */
    period: periodTextSchema.optional(),
    /** Every open day alike, or by what weekdays brought in the past year. */
    weighting: z.enum(['even', 'weekday']).default('even'),
  }),
  response: z.object({
    period: z.string(),
    from: daySchema,
    to: daySchema,
    today: daySchema,
    openDays: z.int(),
    daysGone: z.int(),
    numbers: z.array(z.object({ metric: z.string(), rows: z.array(paceRowSchema) })),
  }),
})

export const getStoresPace = defineRoute({
  method: 'GET',
  path: '/api/stores-pace',
  summary: { zh: '各店目标进度', en: 'The pace of several stores beside each other' },
  access: 'metrics.read',
  acrossStores: true,
  query: z.object({
    period: periodTextSchema.optional(),
    metric: numberSchema.default('deals'),
  }),
  response: z.object({
    period: z.string(),
    metric: z.string(),
    stores: z.array(
      z.object({
        storeId: z.int(),
        name: z.string(),
        nameEn: z.string(),
        /** Null where the store has set no target. */
        pace: paceRowSchema.nullable(),
        done: z.number(),
      }),
    ),
  }),
})
