import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'

export const leadsError = defineErrors({
  'leads.person_needed': {
    status: 422,
    zh: '请填写姓名和电话，或选择一位已有客户',
    en: 'Give a name and a number, or choose a known customer',
  },
  'leads.wrong_state': {
    status: 409,
    zh: '这条线索已{state}，不能这样做',
    en: 'The lead is {state}; this cannot be done',
  },
  'leads.no_such_owner': {
    status: 422,
    zh: '本店没有这位在职员工',
    en: 'Nobody of this store by that id',
  },
  'leads.owner_needed': {
    status: 422,
    zh: '请先分配给一位顾问',
    en: 'Assign the lead to somebody first',
  },
})

/** Where leads come from (seed row 003-44). */
export const origins = ['web', 'outdoor', 'referral', 'showroom', 'offline', 'head_office'] as const
export type Origin = (typeof origins)[number]
export const leadStates = ['new', 'assigned', 'promoted', 'closed'] as const
export type LeadState = (typeof leadStates)[number]
/** The grade of the first call; unreached leaves the lead open, D and invalid end it. */
export const leadGrades = ['A', 'B', 'C', 'D', 'unreached', 'invalid'] as const
export type LeadGrade = (typeof leadGrades)[number]
export const leadRules = ['turn', 'load', 'hand'] as const

/** What this module announces; data holds ids and words only. */
export const leadEvents = {
  received: 'leads.received',
  assigned: 'leads.assigned',
  contacted: 'leads.contacted',
  promoted: 'leads.promoted',
  closed: 'leads.closed',
  reopened: 'leads.reopened',
  /** A lead nobody took within the store's hours; told once. */
  withoutOwner: 'leads.without_owner',
} as const

const idParams = z.object({ id: z.uuid() })
const noteText = z.string().trim().max(4000)
const reasonText = z.string().trim().min(2).max(500)

export const leadStepSchema = z.object({
  id: z.uuid(),
  step: z.enum(['received', 'assigned', 'contacted', 'promoted', 'closed', 'reopened']),
  at: z.iso.datetime(),
  personName: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  note: z.string(),
})

export const leadSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  maskedPhone: z.string().nullable(),
  special: z.enum(['fleet', 'vip', 'difficult']).nullable(),
  doNotContact: z.array(z.string()),
  origin: z.enum(origins),
  sourceId: z.uuid().nullable(),
  sourceName: z.string().nullable(),
  seriesId: z.uuid().nullable(),
  seriesName: z.string().nullable(),
  note: z.string(),
  state: z.enum(leadStates),
  grade: z.enum(leadGrades).nullable(),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  receivedAt: z.iso.datetime(),
  assignedAt: z.iso.datetime().nullable(),
  firstContactAt: z.iso.datetime().nullable(),
  attempts: z.int(),
  timesReceived: z.int(),
  opportunityId: z.uuid().nullable(),
  endedAt: z.iso.datetime().nullable(),
  endedReason: z.string().nullable(),
  version: z.int(),
})
export type Lead = z.infer<typeof leadSchema>
export const leadRecordSchema = leadSchema.extend({ steps: z.array(leadStepSchema) })
export type LeadRecord = z.infer<typeof leadRecordSchema>

export const recordLead = defineRoute({
  method: 'POST',
  path: '/api/leads',
  summary: { zh: '登记线索', en: 'Record a lead' },
  access: 'leads.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    customerId: z.uuid().optional(),
    customer: z
      .strictObject({
        name: z.string().trim().min(1).max(60),
        sex: z.enum(['male', 'female']).nullable().optional(),
        phone: z.string().trim().min(1).max(40),
      })
      .optional(),
    origin: z.enum(origins),
    sourceId: z.uuid().nullable().optional(),
    seriesId: z.uuid().nullable().optional(),
    note: noteText.optional(),
    /** When it came in; now unless it is entered late. */
    receivedAt: z.iso.datetime({ offset: true }).optional(),
    /** Who works on it; left out, the store's rule decides. */
    ownerId: z.uuid().nullable().optional(),
  }),
  /** `isKnown`: the customer had an open lead or card, which this interest was added to. */
  response: leadRecordSchema.extend({ isKnown: z.boolean() }),
  status: 201,
})

export const leadsQuerySchema = z.object({
  /** `new,assigned`; without it, the open ones. */
  state: z
    .string()
    .regex(/^(new|assigned|promoted|closed)(,(new|assigned|promoted|closed))*$/)
    .optional(),
  owner: z.union([z.uuid(), z.enum(['me', 'none'])]).optional(),
  origin: z.enum(origins).optional(),
  grade: z.enum([...leadGrades, 'none']).optional(),
  source: z.uuid().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  q: z.string().trim().max(100).optional(),
})

export const listLeads = defineRoute({
  method: 'GET',
  path: '/api/leads',
  summary: { zh: '线索列表', en: 'Leads' },
  access: 'leads.read',
  query: leadsQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(leadSchema),
    nextCursor: z.string().nullable(),
    /** Exact up to 10,000, then 10,001; null on later pages. */
    count: z.int().nullable(),
  }),
})

export const getLead = defineRoute({
  method: 'GET',
  path: '/api/leads/:id',
  summary: { zh: '查看一条线索', en: 'See one lead' },
  access: 'leads.read',
  params: idParams,
  response: leadRecordSchema,
})

export const leadsOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/leads',
  summary: { zh: '客户的线索', en: "A customer's leads" },
  access: 'leads.read',
  params: idParams,
  response: z.object({ items: z.array(leadRecordSchema) }),
})

export const assignLeads = defineRoute({
  method: 'POST',
  path: '/api/lead-assignments',
  summary: { zh: '分配线索（指定或按规则）', en: 'Assign leads, to a person or by the rule' },
  access: 'leads.assign',
  body: z.strictObject({
    leadIds: z.array(z.uuid()).min(1).max(200),
    /** Null: by the store's rule. */
    ownerId: z.uuid().nullable(),
    reason: reasonText.optional(),
  }),
  response: z.object({ assigned: z.int(), skipped: z.int() }),
})

export const contactLead = defineRoute({
  method: 'POST',
  path: '/api/leads/:id/contacts',
  summary: { zh: '记录线索首访与等级', en: 'Note a call to a lead and its grade' },
  access: 'leads.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    grade: z.enum(leadGrades),
    note: noteText.default(''),
  }),
  response: leadRecordSchema,
})

export const promoteLead = defineRoute({
  method: 'POST',
  path: '/api/leads/:id/promotion',
  summary: { zh: '线索转潜客卡', en: 'Promote a lead to a card' },
  access: 'leads.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    level: intentLevelSchema.optional(),
    expectedOn: z.iso.date().optional(),
  }),
  response: z.object({ opportunityId: z.uuid(), ownerName: z.string().nullable() }),
})

export const closeLead = defineRoute({
  method: 'PUT',
  path: '/api/leads/:id/closure',
  summary: { zh: '关闭线索', en: 'Close a lead' },
  access: 'leads.write',
  params: idParams,
  body: z.strictObject({ reason: reasonText }),
  response: leadRecordSchema,
})

export const reopenLead = defineRoute({
  method: 'DELETE',
  path: '/api/leads/:id/closure',
  summary: { zh: '重新打开线索', en: 'Open a lead again' },
  access: 'leads.write',
  params: idParams,
  response: leadRecordSchema,
})

export const listLeadTakers = defineRoute({
  method: 'GET',
  path: '/api/lead-takers',
  summary: { zh: '可接线索的人', en: 'Who takes leads' },
  access: 'leads.read',
  response: z.object({
    people: z.array(z.object({ id: z.uuid(), name: z.string(), open: z.int() })),
    /** How the next lead is given out. */
    rule: z.enum(leadRules),
  }),
})
