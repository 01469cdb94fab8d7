import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { leadGrades, leadReached } from '../contract.ts'

/** A whole per cent of a total, as tables print it; null of nothing. */
export function wholePercent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100)
}

const periodSchema = z.object({
  /** Business days of the store, both included; this month so far unless given. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})
const answeredPeriod = { from: z.string(), to: z.string() }
/** `total`, the id of a source or person, a month, or `none`. */
const rowSchema = z.object({ key: z.string(), name: z.string() })

export const verificationGroups = ['source', 'agent', 'month'] as const
export const verificationQuerySchema = periodSchema.extend({
  by: z.enum(verificationGroups).default('source'),
})
export const verificationRowSchema = rowSchema.extend({
  called: z.int(),
  ...(Object.fromEntries(leadGrades.map((grade) => [grade, z.int()])) as Record<
    (typeof leadGrades)[number],
    z.ZodInt
  >),
  /** Unreached and invalid together. */
  noneGraded: z.int(),
  /** The days of the row: of a month, those within the period. */
  from: z.string(),
  to: z.string(),
})
export type VerificationRow = z.infer<typeof verificationRowSchema>

export const readVerification = defineRoute({
  method: 'GET',
  path: '/api/lead-reports/verification',
  summary: { zh: '线索验证表', en: 'Lead verification table' },
  access: 'leads.read',
  query: verificationQuerySchema,
  response: z.object({ ...answeredPeriod, rows: z.array(verificationRowSchema) }),
})

/** How a rate of one group stands to all others together; `few`: below the store's minimum n. */
export const standings = ['higher', 'lower', 'unclear', 'few'] as const
const rateSchema = z.object({
  part: z.int(),
  whole: z.int(),
  /** The 95 % interval (Wilson). */
  low: z.number(),
  high: z.number(),
  standing: z.enum(standings),
})
export type RatedShare = z.infer<typeof rateSchema>

export const sourceRowSchema = rowSchema.extend({
  received: z.int(),
  called: z.int(),
  ...(Object.fromEntries(leadGrades.map((grade) => [grade, z.int()])) as Record<
    (typeof leadGrades)[number],
    z.ZodInt
  >),
  /** A of those called, arrivals and deals of those received. */
  gradeA: rateSchema,
  arrivals: rateSchema,
  deals: rateSchema,
  /** 1 for the best, only where the difference holds; null where it cannot be told. */
  rank: z.enum(['better', 'worse']).nullable(),
})
export type SourceRow = z.infer<typeof sourceRowSchema>

export const readSourceQuality = defineRoute({
  method: 'GET',
  path: '/api/lead-reports/sources',
  summary: { zh: '线索来源质量', en: 'Quality of lead sources' },
  access: 'leads.read',
  query: periodSchema,
  response: z.object({ ...answeredPeriod, minimumN: z.int(), rows: z.array(sourceRowSchema) }),
})

export const speedGroups = ['person', 'source'] as const
export const speedQuerySchema = periodSchema.extend({ by: z.enum(speedGroups).default('person') })
export const speedRowSchema = rowSchema.extend({
  received: z.int(),
  inTime: z.int(),
  late: z.int(),
  waiting: z.int(),
  /** Minutes of working time to the first call: the middle one, and what nine of ten stay below. */
  median: z.number().nullable(),
  ninth: z.number().nullable(),
})
export type SpeedRow = z.infer<typeof speedRowSchema>

export const readSpeed = defineRoute({
  method: 'GET',
  path: '/api/lead-reports/speed',
  summary: { zh: '线索首访时效', en: 'Speed to the lead' },
  access: 'leads.read',
  query: speedQuerySchema,
  response: z.object({ ...answeredPeriod, targetMinutes: z.int(), rows: z.array(speedRowSchema) }),
})

export const teamSteps = ['leads', ...leadReached] as const
export const teamRowSchema = rowSchema.extend(
  Object.fromEntries(teamSteps.map((step) => [step, z.int()])) as Record<
    (typeof teamSteps)[number],
    z.ZodInt
  >,
)
export type TeamRow = z.infer<typeof teamRowSchema>

export const readTeamBoard = defineRoute({
  method: 'GET',
  path: '/api/lead-reports/team',
  summary: { zh: '电商团队看板', en: 'Board of the e-commerce team' },
  access: 'leads.read',
  query: periodSchema,
  response: z.object({
    ...answeredPeriod,
    /** Null where the store marked no team: then whoever takes leads. */
    team: z.string().nullable(),
    rows: z.array(teamRowSchema),
  }),
})
