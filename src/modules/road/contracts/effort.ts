import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { reasonSchema, textSchema } from '../contract.ts'

const stageSchema = z.object({
  /** The longest gap between contacts, in days; null leaves it to the level alone. */
  gapDays: z.int().min(1).max(180).nullable(),
  /** Minutes to answer an enquiry; null: no limit. */
  replyMinutes: z.int().min(1).max(10_080).nullable(),
  /** Who and what helps at this stage. */
  help: z.string().trim().max(300),
})
export type StageEffort = z.infer<typeof stageSchema>
/** By the per cent of the funnel stage. */
export const policySchema = z.record(z.string().regex(/^\d{1,2}$/), stageSchema)
export type EffortPolicy = z.infer<typeof policySchema>

const params = z.object({ id: z.uuid() })

export const getEffort = defineRoute({
  method: 'GET',
  path: '/api/effort-policy',
  summary: { zh: '按阶段的跟踪策略', en: 'The effort policy by stage' },
  access: 'session',
  response: z.object({
    policy: policySchema,
    stages: z.array(z.object({ percent: z.int(), name: z.string() })),
    version: z.string(),
  }),
})
export const saveEffort = defineRoute({
  method: 'PUT',
  path: '/api/effort-policy',
  summary: { zh: '修改跟踪策略', en: 'Change the effort policy' },
  access: 'road.manage',
  body: z.strictObject({
    policy: policySchema,
    /** As read; another manager's change meanwhile is refused. */
    version: z.string().max(64),
  }),
  response: z.object({ policy: policySchema, version: z.string() }),
})

export const enquiryChannels = ['call', 'message', 'web', 'other'] as const
export const enquirySchema = z.object({
  id: z.uuid(),
  opportunityId: z.uuid(),
  channel: z.enum(enquiryChannels),
  words: z.string(),
  stage: z.int(),
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  isLate: z.boolean(),
})
export type Enquiry = z.infer<typeof enquirySchema>

export const listEnquiries = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/enquiries',
  summary: { zh: '客户咨询', en: 'What a customer asked' },
  access: 'opportunities.read',
  params,
  response: z.object({ items: z.array(enquirySchema) }),
})
export const addEnquiry = defineRoute({
  method: 'POST',
  path: '/api/opportunities/:id/enquiries',
  summary: { zh: '登记客户咨询', en: 'Note that a customer asked something' },
  access: 'customers.read',
  params,
  body: z.strictObject({
    id: z.uuid().optional(),
    channel: z.enum(enquiryChannels),
    words: textSchema.default(''),
    /** When they asked; now unless given, never in the future. */
    askedAt: z.iso.datetime({ offset: true }).optional(),
  }),
  response: enquirySchema,
  status: 201,
})
export const answerEnquiry = defineRoute({
  method: 'POST',
  path: '/api/enquiries/:id/answer',
  summary: { zh: '咨询已答复', en: 'The enquiry is answered' },
  access: 'opportunities.write',
  params,
  response: enquirySchema,
})
export const withdrawEnquiry = defineRoute({
  method: 'POST',
  path: '/api/enquiries/:id/withdrawal',
  summary: { zh: '撤回咨询登记', en: 'Withdraw an enquiry' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({ reason: reasonSchema }),
  response: enquirySchema,
})

export const effortBreaches = defineRoute({
  method: 'GET',
  path: '/api/effort-breaches',
  summary: { zh: '超出跟踪策略的潜客卡', en: 'Cards beyond the effort policy' },
  access: 'opportunities.read',
  response: z.object({
    items: z.array(
      z.object({
        opportunityId: z.uuid(),
        customer: z.object({ id: z.uuid(), name: z.string() }),
        ownerName: z.string().nullable(),
        level: z.string(),
        stage: z.int(),
        /** Too long without a contact, or an enquiry answered late or not at all. */
        kind: z.enum(['gap', 'reply']),
        lastContactOn: z.string().nullable(),
        /** Days (gap) or minutes (reply) it took so far, and the limit. */
        took: z.int(),
        limit: z.int(),
        isAnswered: z.boolean(),
      }),
    ),
    byStage: z.array(z.object({ stage: z.int(), cards: z.int(), gap: z.int(), reply: z.int() })),
  }),
})
