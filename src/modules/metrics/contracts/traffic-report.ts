import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'

/** A page holds a quarter; longer periods are broken down on the board. */
export const longestReportDays = 92

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })
const countsSchema = z.object({ unfiled: z.int(), filed: z.int() })
const namedSchema = z.object({ key: z.string(), label: z.string(), labelEn: z.string() })

/** Traffic is unfiled + filed everywhere, so every total is the sum of its parts. */
export const trafficReportSchema = z.object({
  from: daySchema,
  to: daySchema,
  /** The columns: every model somebody asked about, the most asked first; `-` is not stated. */
  series: z.array(namedSchema),
  consultants: z.array(namedSchema),
  /** What is not zero, by day, consultant and model. */
  cells: z.array(
    countsSchema.extend({ day: daySchema, consultant: z.string(), series: z.string() }),
  ),
  total: countsSchema,
})
export type TrafficReport = z.infer<typeof trafficReportSchema>

const query = z.object({ from: daySchema.optional(), to: daySchema.optional() })

export const getTrafficReport = defineRoute({
  method: 'GET',
  path: '/api/traffic-report',
  summary: {
    zh: '集客量报表：顾问、日期、车型',
    en: 'Traffic by consultant, day and model',
  },
  access: 'metrics.read',
  query,
  response: trafficReportSchema,
})

export const exportTrafficReport = defineRoute({
  method: 'GET',
  path: '/api/traffic-report/export',
  summary: { zh: '导出集客量报表', en: 'The traffic report as a file' },
  access: 'metrics.read',
  query,
  response: 'file',
})
