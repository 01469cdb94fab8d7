import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { paperSchema } from '#shared/paper.ts'

/** A page holds a year of months; the statistics by day hold a quarter. */
export const longestPaperMonths = 12
export const longestPaperDays = 92

/** The tables a store prints: visits and calls by day and person, the month, the funnel. */
export const numberPapers = ['visit-statistics', 'monthly', 'funnel'] as const
export type NumberPaper = (typeof numberPapers)[number]

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })
const query = {
  /** First and last business day; the month up to today unless given. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** `all` the stores of the caller's scope, added up; else the request's. */
  stores: z.literal('all').optional(),
}
const params = z.object({ paper: z.enum(numberPapers) })

export const getNumberPaper = defineRoute({
  method: 'GET',
  path: '/api/number-papers/:paper',
  summary: {
    zh: '统计表：来店(电)统计表、月度统计表、漏斗',
    en: 'Printed tables: visit and call statistics, the month, the funnel',
  },
  access: 'metrics.read',
  acrossStores: true,
  params,
  query: z.object(query),
  response: paperSchema,
})

export const getNumberPaperFile = defineRoute({
  method: 'GET',
  path: '/api/number-papers/:paper/file',
  summary: { zh: '统计表文件（PDF、xlsx）', en: 'A printed table as PDF or xlsx' },
  access: 'metrics.read',
  acrossStores: true,
  params,
  query: z.object({ ...query, format: z.enum(['pdf', 'xlsx']) }),
  response: 'file',
})

const stepSchema = z.object({
  /** The number the step is; its records open by it. */
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  count: z.int(),
  /** The share of the step before and of the first one; null where there is nothing to divide by. */
  ofPrevious: z.number().nullable(),
  ofFirst: z.number().nullable(),
  /** How many of the step before did not come so far; null for the first, and where more did. */
  lost: z.int().nullable(),
})
export type FunnelStep = z.infer<typeof stepSchema>

export const getFunnel = defineRoute({
  method: 'GET',
  path: '/api/step-funnel',
  summary: {
    zh: '漏斗：从集客到交车，按期间和按批次',
    en: 'The funnel from traffic to delivery, of a period and of the cohort filed in it',
  },
  access: 'metrics.read',
  acrossStores: true,
  query: z.object({
    from: daySchema.optional(),
    to: daySchema.optional(),
    stores: z.literal('all').optional(),
    /** Narrowed by values of breakdowns, as `series:ID,consultant:ID`. */
    where: z
      .string()
      .max(400)
      .regex(/^[a-z_]{2,20}:[^,:]{1,60}(,[a-z_]{2,20}:[^,:]{1,60}){0,5}$/)
      .optional(),
  }),
  response: z.object({
    from: daySchema,
    to: daySchema,
    leastN: z.int(),
    /** What happened in the period, whoever it was. */
    period: z.array(stepSchema),
    /** The prospects filed in the period, and how far they have come by now. */
    cohort: z.array(stepSchema),
    /** Of the cohort: lost without a deal, and neither lost nor signed yet. */
    cohortLost: z.int(),
    cohortOpen: z.int(),
  }),
})
