import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema } from '#shared/paging.ts'
import { breakdowns, notStated } from '#shared/breakdowns.ts'

export const metricsError = defineErrors({
  'metrics.unknown': { status: 404, zh: '没有这个指标：{key}', en: 'No such number: {key}' },
  'metrics.period': {
    status: 422,
    zh: '时间段不正确：开始日不能晚于结束日，最长 {years} 年',
    en: 'The period is not right: it ends after it begins and spans at most {years} years',
  },
  'metrics.no_such_breakdown': {
    status: 422,
    zh: '“{key}”不能按“{by}”分解',
    en: '{key} cannot be broken down by {by}',
  },
  'metrics.value_without_breakdown': {
    status: 422,
    zh: '指定了数据项，请同时说明按什么分解',
    en: 'A value needs the breakdown it belongs to',
  },
  'metrics.no_past': {
    status: 422,
    zh: '“{key}”只有现在的数，不能查过去的时点',
    en: '{key} is known for the present only, not as of a past time',
  },
})

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })
const valueSchema = z.union([z.uuid(), z.literal(notStated)])

/** The period and the narrowing that every question about a number carries. */
export const periodSchema = z.object({
  /** First and last business day; the month up to today unless given. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** As it was known at this instant (rules.md "As of"). */
  asOf: z.iso.datetime({ offset: true }).optional(),
  /** `all` the stores of the caller's scope, or their ids joined by commas; else the request's. */
  stores: z
    .string()
    .regex(/^(all|\d{1,9}(,\d{1,9}){0,2999})$/)
    .optional(),
  consultant: valueSchema.optional(),
  series: valueSchema.optional(),
  channel: z.enum(['walk-in', 'call-in']).optional(),
  source: valueSchema.optional(),
  /** Narrowed by values of other breakdowns, as `occupation:ID,region:3`. */
  where: z
    .string()
    .max(400)
    .regex(/^[a-z_]{2,20}:[^,:]{1,60}(,[a-z_]{2,20}:[^,:]{1,60}){0,5}$/)
    .optional(),
})
export type Period = z.infer<typeof periodSchema>

/** Where a number stands on the board. */
export const metricGroups = ['door', 'funnel', 'deals', 'losses', 'cards', 'leads'] as const
/** `amount` is money in fen. */
const unitSchema = z.enum(['count', 'rate', 'amount'])

export const definitionSchema = z.object({
  key: z.string(),
  group: z.enum(metricGroups),
  unit: unitSchema,
  name: z.string(),
  nameEn: z.string(),
  formula: z.string(),
  formulaEn: z.string(),
  breakdowns: z.array(z.enum(breakdowns)),
  /** Whether it can be asked as of a past time. */
  hasPast: z.boolean(),
  /** Shown on a page of its own, not on the board. */
  isApart: z.boolean(),
})
export type Definition = z.infer<typeof definitionSchema>

/**
 * A number: the share for rates and the fen per record for averages (null when there is nothing to
 * divide by), else the count or the fen.
 */
export const figureSchema = z.object({
  value: z.number().nullable(),
  /** What the number stands on: the denominator of a rate, the count itself. */
  n: z.int(),
  numerator: z.int(),
  denominator: z.int().nullable(),
  /** A rate on fewer than the store's least n. */
  tooFew: z.boolean(),
})
export type Figure = z.infer<typeof figureSchema>

const comparedSchema = figureSchema.extend({ from: daySchema, to: daySchema })
export const compareSchema = z.object({ previous: comparedSchema, lastYear: comparedSchema })

export const markSchema = z.object({
  day: daySchema,
  kind: z.enum(['holiday', 'makeup-workday']),
  name: z.string(),
  nameEn: z.string(),
})

const askedSchema = z.object({
  from: daySchema,
  to: daySchema,
  asOf: z.string().nullable(),
  stores: z.int(),
  leastN: z.int(),
})

export const tableRowSchema = figureSchema.extend({
  key: z.string(),
  label: z.string(),
  labelEn: z.string(),
})

export const tableSchema = askedSchema.extend({
  key: z.string(),
  unit: unitSchema,
  by: z.enum(breakdowns).nullable(),
  /** The second of two crossed breakdowns. */
  by2: z.enum(breakdowns).nullable(),
  total: z.number().nullable(),
  n: z.int(),
  numerator: z.int(),
  denominator: z.int().nullable(),
  tooFew: z.boolean(),
  /** Whether the rows add up to the total; not where a record may have several values. */
  addsUp: z.boolean(),
  rows: z.array(tableRowSchema),
  /** The values of the second breakdown, and every combination that is not empty. */
  columns: z.array(tableRowSchema),
  cells: z.array(figureSchema.extend({ key: z.string(), key2: z.string() })),
  compare: compareSchema,
  marks: z.array(markSchema),
})
export type MetricTable = z.infer<typeof tableSchema>

export const recordSchema = z.object({
  kind: z.enum(['visit', 'card', 'promise', 'lead', 'deal', 'test_drive', 'quote']),
  id: z.uuid(),
  storeId: z.int(),
  store: z.string(),
  storeEn: z.string(),
  day: daySchema,
  at: z.iso.datetime().nullable(),
  channel: z.enum(['walk-in', 'call-in']).nullable(),
  outcome: z.string(),
  consultant: z.string().nullable(),
  series: z.string().nullable(),
  source: z.string().nullable(),
  /** Whether the record is in the numerator; always so for a count. */
  isNumerator: z.boolean(),
  /** Whether it is in the denominator of a rate. */
  isDenominator: z.boolean(),
  /** What it adds to the numerator: 1, its cars, its fen. */
  part: z.int(),
  customerId: z.uuid().nullable(),
  customer: z.string().nullable(),
  phone: z.string().nullable(),
  opportunityId: z.uuid().nullable(),
})

export const listMetrics = defineRoute({
  method: 'GET',
  path: '/api/metrics',
  summary: { zh: '指标定义', en: 'Every number, defined once' },
  access: 'metrics.read',
  response: z.object({ metrics: z.array(definitionSchema) }),
})

const keySchema = z.object({ key: z.string().min(1).max(60) })
const tableQuerySchema = periodSchema.extend({
  by: z.enum(breakdowns).optional(),
  by2: z.enum(breakdowns).optional(),
})

export const getMetric = defineRoute({
  method: 'GET',
  path: '/api/metrics/:key',
  summary: {
    zh: '一个指标在一段时间的数，及其分解与对比',
    en: 'A number over a period, broken down and compared',
  },
  access: 'metrics.read',
  acrossStores: true,
  params: keySchema,
  query: tableQuerySchema,
  response: tableSchema,
})

export const listMetricRecords = defineRoute({
  method: 'GET',
  path: '/api/metrics/:key/records',
  summary: { zh: '一个数背后的记录', en: 'Exactly the records behind a number' },
  access: 'metrics.read',
  acrossStores: true,
  params: keySchema,
  query: tableQuerySchema.extend({
    /** One row of the breakdown: the key it has in the table. */
    value: z.string().min(1).max(60).optional(),
    /** One row of the second breakdown. */
    value2: z.string().min(1).max(60).optional(),
    ...pageQuerySchema.shape,
  }),
  response: z.object({
    numerator: z.int(),
    denominator: z.int().nullable(),
    items: z.array(recordSchema),
    nextCursor: z.string().nullable(),
  }),
})

export const exportMetric = defineRoute({
  method: 'GET',
  path: '/api/metrics/:key/export',
  summary: { zh: '导出一个指标的表', en: 'The table of a number as a file' },
  access: 'metrics.read',
  acrossStores: true,
  params: keySchema,
  query: tableQuerySchema.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
})

export const getBoard = defineRoute({
  method: 'GET',
  path: '/api/board',
  summary: { zh: '数据看板', en: 'All numbers of a period, compared' },
  access: 'metrics.read',
  acrossStores: true,
  query: periodSchema,
  response: askedSchema.extend({
    tiles: z.array(
      figureSchema.extend({
        key: z.string(),
        unit: unitSchema,
        compare: compareSchema,
      }),
    ),
  }),
})
