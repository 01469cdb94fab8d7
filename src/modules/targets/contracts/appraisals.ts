import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { paperSchema } from '#shared/paper.ts'
import { periodPattern } from '../contract.ts'
import { boardNumbers } from './leader-board.ts'

export const appraisalsError = defineErrors({
  'appraisals.not_100': {
    status: 422,
    zh: '各项权重之和应为 100，现在是 {sum}',
    en: 'The weights must add up to 100; they make {sum}',
  },
  'appraisals.wrong_period': {
    status: 422,
    zh: '这个考核方案按{kind}考核，{period} 不合适',
    en: 'This scheme appraises by {kind}; {period} is no such period',
  },
  'appraisals.not_over': {
    status: 422,
    zh: '考核期要到 {day} 才结束，还不能定稿',
    en: 'The period ends on {day}; it cannot be closed yet',
  },
  'appraisals.closed': {
    status: 409,
    zh: '这一期考核已由{name}定稿',
    en: '{name} has closed this period already',
  },
  'appraisals.not_closed': {
    status: 409,
    zh: '这一期考核还没有定稿',
    en: 'This period is not closed',
  },
})

export const periodKinds = ['month', 'quarter', 'year'] as const
export type PeriodKind = (typeof periodKinds)[number]
export const appraisalEvents = {
  closed: 'appraisals.closed',
  reopened: 'appraisals.reopened',
} as const

const targetSchema = z.discriminatedUnion('kind', [
  /** The person's own target of the period. */
  z.strictObject({ kind: z.literal('target') }),
  /** The same for everybody: counts, fen, or a share for rates. */
  z.strictObject({ kind: z.literal('fixed'), value: z.number().min(0).max(1e12) }),
])

export const measureSchema = z.strictObject({
  metric: z.enum(boardNumbers),
  weight: z.int().min(1).max(100),
  better: z.enum(['more', 'less']).default('more'),
  /** Attainment below it earns nothing; above the cap no more than the cap. */
  floor: z.number().min(0).max(1).default(0.6),
  cap: z.number().min(1).max(3).default(1.2),
  target: targetSchema.default({ kind: 'target' }),
})
export type Measure = z.infer<typeof measureSchema>

const measuresSchema = z.array(measureSchema).min(1).max(12)

export const schemeSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  periodKind: z.enum(periodKinds),
  measures: z.array(measureSchema),
  isActive: z.boolean(),
  version: z.int(),
})
export type Scheme = z.infer<typeof schemeSchema>

export const partSchema = z.object({
  metric: z.string(),
  weight: z.number(),
  value: z.number().nullable(),
  n: z.number(),
  isTooFew: z.boolean(),
  target: z.number().nullable(),
  attainment: z.number().nullable(),
  score: z.number(),
  points: z.number(),
})
export const personResultSchema = z.object({
  personId: z.uuid(),
  name: z.string(),
  points: z.number(),
  place: z.int().nullable(),
  parts: z.array(partSchema),
})
export type PersonResult = z.infer<typeof personResultSchema>

export const appraisalSchema = z.object({
  scheme: schemeSchema,
  period: z.string(),
  from: z.string(),
  to: z.string(),
  isClosed: z.boolean(),
  closedAt: z.iso.datetime().nullable(),
  closedBy: z.string().nullable(),
  /** Whether it may be closed now: the period is over. */
  isOver: z.boolean(),
  people: z.array(personResultSchema),
})
export type Appraisal = z.infer<typeof appraisalSchema>

const idParams = z.object({ id: z.uuid() })
const periodParams = z.object({ id: z.uuid(), period: z.string().regex(periodPattern) })
const nameSchema = z.string().trim().min(1).max(60)

export const listSchemes = defineRoute({
  method: 'GET',
  path: '/api/appraisal-schemes',
  summary: { zh: '考核方案', en: 'Appraisal schemes' },
  access: 'appraisals.read',
  response: z.object({ items: z.array(schemeSchema) }),
})

export const addScheme = defineRoute({
  method: 'POST',
  path: '/api/appraisal-schemes',
  summary: { zh: '新建考核方案', en: 'Make a scheme' },
  access: 'appraisals.manage',
  body: z.strictObject({
    id: z.uuid().optional(),
    name: nameSchema,
    periodKind: z.enum(periodKinds),
    measures: measuresSchema,
  }),
  response: schemeSchema,
  status: 201,
})

export const changeScheme = defineRoute({
  method: 'PUT',
  path: '/api/appraisal-schemes/:id',
  summary: { zh: '修改考核方案', en: 'Change a scheme; closed results keep theirs' },
  access: 'appraisals.manage',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    name: nameSchema,
    periodKind: z.enum(periodKinds),
    measures: measuresSchema,
    isActive: z.boolean().default(true),
  }),
  response: schemeSchema,
})

export const getAppraisal = defineRoute({
  method: 'GET',
  path: '/api/appraisal-schemes/:id/results/:period',
  summary: { zh: '考核结果', en: 'The results of a period: as they stand, or as they were closed' },
  access: 'appraisals.read',
  params: periodParams,
  response: appraisalSchema,
})

export const closeAppraisal = defineRoute({
  method: 'PUT',
  path: '/api/appraisal-schemes/:id/results/:period/closure',
  summary: { zh: '考核定稿', en: 'Close a period: its results are frozen' },
  access: 'appraisals.manage',
  params: periodParams,
  response: appraisalSchema,
})

export const reopenAppraisal = defineRoute({
  method: 'POST',
  path: '/api/appraisal-schemes/:id/results/:period/reopening',
  summary: { zh: '考核重开', en: 'Open a closed period again' },
  access: 'appraisals.manage',
  params: periodParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(300) }),
  response: appraisalSchema,
})

export const getAppraisalPaper = defineRoute({
  method: 'GET',
  path: '/api/appraisal-schemes/:id/results/:period/paper',
  summary: { zh: '考核表（打印）', en: 'The results as a sheet of paper' },
  access: 'appraisals.read',
  params: periodParams,
  response: paperSchema,
})

export const exportAppraisal = defineRoute({
  method: 'GET',
  path: '/api/appraisal-schemes/:id/results/:period/file',
  summary: { zh: '导出考核表', en: 'The results as a file' },
  access: 'appraisals.read',
  params: periodParams,
  query: z.object({ format: z.enum(['xlsx', 'pdf']).default('xlsx') }),
  response: 'file',
})

export const listMyAppraisals = defineRoute({
  method: 'GET',
  path: '/api/my-appraisals',
  summary: { zh: '我的考核', en: 'My closed appraisals, newest first' },
  access: 'appraisals.read',
  response: z.object({
    items: z.array(
      z.object({
        schemeId: z.uuid(),
        scheme: z.string(),
        period: z.string(),
        points: z.number(),
        closedAt: z.iso.datetime(),
      }),
    ),
  }),
})
