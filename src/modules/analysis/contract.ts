import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'

export const analysisError = defineErrors({
  'analysis.unknown': {
    status: 404,
    zh: '决策分析里没有这一页：{question}',
    en: 'The decision desk has no such page: {question}',
  },
  'analysis.too_long': {
    status: 422,
    zh: '时间段最长 {years} 年，且开始日不晚于结束日',
    en: 'The period spans at most {years} years and ends after it begins',
  },
})

/** The pages of the decision desk, in the order of the day's questions. */
export const questions = [
  'traffic',
  'rhythm',
  'holidays',
  'people',
  'weekdays',
  'media',
  'lag',
  'targets',
  'staffing',
  'sources',
  'losses',
  'cycle-filed',
  'cycle-closed',
  'benchmarks',
] as const
export type QuestionName = (typeof questions)[number]

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })

/** A day somebody may ask about; the arithmetic of days around it must exist. */
const askedDaySchema = z
  .string()
  .refine((day) => isDay(day) && day >= '2000-01-01' && day <= '2100-12-31', {
    message: 'YYYY-MM-DD',
  })

/** How a value of a table or chart is written. */
export const units = [
  'text',
  'count',
  'share',
  'change',
  'index',
  'number',
  'days',
  'minutes',
] as const
export type Unit = (typeof units)[number]

const cellSchema = z.union([z.string(), z.number(), z.null()])
/** Below or above the others beyond chance; too few to say; none. */
const markSchema = z.enum(['low', 'high', 'few']).nullable()

const chartSchema = z.object({
  title: z.string(),
  note: z.string().nullable(),
  kind: z.enum(['line', 'bar', 'flat-bar', 'stacked']),
  unit: z.enum(units),
  categories: z.array(z.string()),
  series: z.array(
    z.object({
      name: z.string(),
      values: z.array(z.number().nullable()),
      /** 95 % of each value, where it has one. */
      low: z.array(z.number().nullable()).optional(),
      high: z.array(z.number().nullable()).optional(),
    }),
  ),
  /** The records behind each category: a path of the product. */
  links: z.array(z.string().nullable()),
})

const tableSchema = z.object({
  title: z.string(),
  columns: z.array(z.object({ header: z.string(), unit: z.enum(units) })),
  rows: z.array(
    z.object({
      cells: z.array(cellSchema),
      link: z.string().nullable(),
      mark: markSchema,
    }),
  ),
  note: z.string().nullable(),
})

/** One page of the desk: what was found, in words, pictures and tables; its file has the same tables. */
export const readingSchema = z.object({
  question: z.enum(questions),
  title: z.string(),
  from: daySchema,
  to: daySchema,
  stores: z.int(),
  /** What was found, most important first; a caution is no accusation. */
  findings: z.array(
    z.object({ tone: z.enum(['low', 'high', 'plain', 'caution']), text: z.string() }),
  ),
  charts: z.array(chartSchema),
  tables: z.array(tableSchema),
  /** How it was computed, and what it assumes. */
  method: z.array(z.string()),
  /** What is missing and from when the page will say something; null when it does. */
  missing: z.string().nullable(),
})
export type Reading = z.infer<typeof readingSchema>
export type ReadingChart = Reading['charts'][number]
export type ReadingTable = Reading['tables'][number]
export type Finding = Reading['findings'][number]

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

/** What a page is asked; each page reads what it needs and has its own defaults. */
export const askedSchema = z.object({
  from: askedDaySchema.optional(),
  to: askedDaySchema.optional(),
  stores: z
    .string()
    .regex(/^(all|\d{1,9}(,\d{1,9}){0,2999})$/)
    .optional(),
  /** Traffic: the step of time. */
  step: z.enum(['day', 'week', 'month', 'quarter']).optional(),
  /** Media: the decision day, days before and after, response lag, and which visitors. */
  day: askedDaySchema.optional(),
  days: whole(1, 90).optional(),
  lag: whole(0, 60).optional(),
  source: z.uuid().optional(),
  channel: z.enum(['walk-in', 'call-in']).optional(),
  /** Targets: deals wanted in a month, and rates in per cent instead of the store's own. */
  volume: whole(0, 1_000_000).optional(),
  filing: z.coerce.number().min(0.1).max(100).optional(),
  closing: z.coerce.number().min(0.1).max(100).optional(),
  /** Staffing: at most this per cent of the parties wait longer than so many minutes. */
  wait: whole(0, 120).optional(),
  waiting: whole(1, 90).optional(),
  /** Closing cycle: one series. */
  series: z.uuid().optional(),
  /** The words of the answer; the language of the request unless given. */
  lang: z.enum(['zh', 'en']).optional(),
})
export type AskedQuery = z.infer<typeof askedSchema>

const questionParams = z.object({ question: z.enum(questions) })

export const getReading = defineRoute({
  method: 'GET',
  path: '/api/analysis/:question',
  summary: { zh: '决策分析的一页', en: 'One page of the decision desk' },
  access: 'analysis.read',
  acrossStores: true,
  params: questionParams,
  query: askedSchema,
  response: readingSchema,
})

export const exportReading = defineRoute({
  method: 'GET',
  path: '/api/analysis/:question/export',
  summary: { zh: '导出决策分析的一页', en: 'One page of the decision desk as a file' },
  access: 'analysis.read',
  acrossStores: true,
  params: questionParams,
  query: askedSchema,
  response: 'file',
})

export const evaluationSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  day: daySchema,
  days: z.int(),
  lag: z.int(),
  sourceId: z.uuid().nullable(),
  source: z.string().nullable(),
  channel: z.enum(['walk-in', 'call-in']).nullable(),
  note: z.string(),
  madeBy: z.string().nullable(),
  madeAt: z.iso.datetime(),
  version: z.int(),
})
export type Evaluation = z.infer<typeof evaluationSchema>

export const listEvaluations = defineRoute({
  method: 'GET',
  path: '/api/analysis-evaluations',
  summary: { zh: '已保存的媒体评价', en: 'Evaluations of media that were kept' },
  access: 'analysis.read',
  response: z.object({ items: z.array(evaluationSchema) }),
})

export const keepEvaluation = defineRoute({
  method: 'POST',
  path: '/api/analysis-evaluations',
  summary: { zh: '保存一次媒体评价', en: 'Keep an evaluation' },
  access: 'analysis.read',
  body: z.object({
    id: z.uuid().optional(),
    name: z.string().trim().min(1).max(80),
    day: askedDaySchema,
    days: z.int().min(1).max(90),
    lag: z.int().min(0).max(60).default(0),
    sourceId: z.uuid().nullish(),
    channel: z.enum(['walk-in', 'call-in']).nullish(),
    note: z.string().trim().max(500).default(''),
  }),
  response: evaluationSchema,
  status: 201,
})

export const withdrawEvaluation = defineRoute({
  method: 'DELETE',
  path: '/api/analysis-evaluations/:id',
  summary: { zh: '撤下一次媒体评价', en: 'Take an evaluation back' },
  access: 'analysis.read',
  params: z.object({ id: z.uuid() }),
  query: z.object({ version: whole(1, 2_000_000_000) }),
  response: evaluationSchema,
})

export const restoreEvaluation = defineRoute({
  method: 'POST',
  path: '/api/analysis-evaluations/:id/restoration',
  summary: { zh: '恢复撤下的媒体评价', en: 'Bring an evaluation back' },
  access: 'analysis.read',
  params: z.object({ id: z.uuid() }),
  response: evaluationSchema,
})

export const analysisEvents = {
  kept: 'analysis.evaluation_kept',
  withdrawn: 'analysis.evaluation_withdrawn',
  restored: 'analysis.evaluation_restored',
} as const
