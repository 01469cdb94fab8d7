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
  'leads.given_meanwhile': {
    status: 409,
    zh: '刚刚已有人把这条线索分配给{name}，请核对后再分配',
    en: 'Somebody just gave this lead to {name}; look again before you give it',
  },
  'leads.owner_needed': {
    status: 422,
    zh: '请先分配给一位顾问',
    en: 'Assign the lead to somebody first',
  },
  'leads.consultant_needed': {
    status: 422,
    zh: '本店没有可接 A 级线索的顾问，请指定一位',
    en: 'No consultant of the store takes leads of grade A; name one',
  },
  'leads.no_such_answer': {
    status: 422,
    zh: '问题“{question}”没有这个选项，请刷新后重填',
    en: 'The question "{question}" has no such answer; reload and answer again',
  },
  'leads.checker_is_proposer': {
    status: 403,
    zh: '不能核查自己提出的战败，请由主管或客服核查',
    en: 'Whoever gave a lead up cannot check it; a supervisor or care does',
  },
  'leads.not_in_future': {
    status: 422,
    zh: '下次联系要在今天或以后',
    en: 'The next call is today or later',
  },
  'leads.external_taken': {
    status: 409,
    zh: '外部编号“{externalId}”已用于另一位客户的线索',
    en: 'The external number "{externalId}" belongs to the lead of another customer',
  },
})

/** Where leads come from (seed row 003-44). */
export const origins = ['web', 'outdoor', 'referral', 'showroom', 'offline', 'head_office'] as const
export type Origin = (typeof origins)[number]
export const leadStates = [
  'new',
  'assigned',
  'nurture',
  'lost_pending',
  'promoted',
  'closed',
] as const
export type LeadState = (typeof leadStates)[number]
/** A lead in one of these is not ended. */
export const openLeadStates = ['new', 'assigned', 'nurture', 'lost_pending'] as const
/**
 * The grade of a call (seed rows 003-21, 003-22): A becomes a card, B and C are nurtured, D waits for
 * the check of the loss, unreached comes back by plan, invalid ends it.
 */
export const leadGrades = ['A', 'B', 'C', 'D', 'unreached', 'invalid'] as const
export type LeadGrade = (typeof leadGrades)[number]
export const leadRules = ['turn', 'load', 'hand'] as const
export const endKinds = ['lost', 'unreached', 'invalid', 'other'] as const
/** Why a lead is in the queue: first call, another try, nurture, invite again, other work. */
export const dueKinds = ['first', 'retry', 'nurture', 'invite', 'work'] as const
export type DueKind = (typeof dueKinds)[number]
export const leadStepKinds = [
  'received',
  'assigned',
  'contacted',
  'put_off',
  'promoted',
  'closed',
  'reopened',
  'loss_proposed',
  'loss_returned',
  'invited',
  'no_show',
  'arrived',
] as const

/** What is told of leads the head office sends to stores. */
export const dispatchEvents = {
  /** In the receiving store; recordId: the offer. */
  offered: 'leads.offered',
  /** In the receiving store, once per sending; recordId: the first offer. Data: count. */
  came: 'leads.dispatch_came',
  /** In the head office: a store returned a lead; recordId: the lead. Data: personId, who sent it. */
  cameBack: 'leads.dispatch_came_back',
  /** In the receiving store, for the head office; recordId: the offer. */
  decided: 'leads.dispatch_decided',
} as const

/** What this module announces; data holds ids and words only. */
export const leadEvents = {
  received: 'leads.received',
  assigned: 'leads.assigned',
  contacted: 'leads.contacted',
  put_off: 'leads.put_off',
  promoted: 'leads.promoted',
  closed: 'leads.closed',
  reopened: 'leads.reopened',
  loss_proposed: 'leads.loss_proposed',
  loss_returned: 'leads.loss_returned',
  invited: 'leads.invited',
  no_show: 'leads.no_show',
  arrived: 'leads.arrived',
  /** A file of leads came in, or was taken back; recordId: the operation. */
  imported: 'leads.imported',
  /** A lead nobody called within the store's target: told to its person, once. Data: customerId, ownerId. */
  late: 'leads.late',
  /** Still not called some time later, or nobody's: told to the managers, once. Data: customerId. */
  lateRisen: 'leads.late_risen',
  /** A lead nobody took within the store's hours; told once. */
  withoutOwner: 'leads.without_owner',
} as const

export const leadParams = z.object({ id: z.uuid() })
export const noteText = z.string().trim().max(4000)
export const reasonText = z.string().trim().min(2).max(500)

export const leadStepSchema = z.object({
  id: z.uuid(),
  step: z.enum(leadStepKinds),
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
  endKind: z.enum(endKinds).nullable(),
  /** When the next call is due, and why; null when none is. */
  dueAt: z.iso.datetime().nullable(),
  dueKind: z.enum(dueKinds).nullable(),
  /** By when the first call was due, and after how many minutes of working time it was made. */
  answerDueAt: z.iso.datetime().nullable(),
  answerMinutes: z.int().nullable(),
  callerId: z.uuid().nullable(),
  callerName: z.string().nullable(),
  /** What the first call brought. */
  verifiedGrade: z.enum(leadGrades).nullable(),
  unreachedTries: z.int(),
  touches: z.int(),
  invitations: z.int(),
  noShows: z.int(),
  invitedFor: z.iso.datetime().nullable(),
  arrivedAt: z.iso.datetime().nullable(),
  dealtOn: z.string().nullable(),
  lostProposedBy: z.uuid().nullable(),
  version: z.int(),
})
export type Lead = z.infer<typeof leadSchema>
export const leadRecordSchema = leadSchema.extend({
  steps: z.array(leadStepSchema),
  /** The answers of each call, the latest first. */
  answers: z.array(z.object({ question: z.string(), answer: z.string(), at: z.iso.datetime() })),
})
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
    /** The number another system knows it by: a second one with it changes nothing. */
    externalId: z.string().trim().min(1).max(100).optional(),
    /** When it came in; now unless it is entered late. */
    receivedAt: z.iso.datetime({ offset: true }).optional(),
    /** Who works on it; left out, the store's rule decides. */
    ownerId: z.uuid().nullable().optional(),
  }),
  /** `isKnown`: the customer had an open lead or card, which this interest was added to. */
  response: leadRecordSchema.extend({ isKnown: z.boolean() }),
  status: 201,
})

const manyStates =
  /^(new|assigned|nurture|lost_pending|promoted|closed)(,(new|assigned|nurture|lost_pending|promoted|closed))*$/
/** What a lead has reached, for the records behind a number. */
export const leadReached = ['called', 'reached', 'invited', 'arrived', 'card', 'deal'] as const

export const leadsQuerySchema = z.object({
  /** `new,assigned`, or `all`; without it, the open ones. */
  state: z.union([z.literal('all'), z.string().regex(manyStates)]).optional(),
  owner: z.union([z.uuid(), z.enum(['me', 'none'])]).optional(),
  origin: z.enum(origins).optional(),
  grade: z.enum([...leadGrades, 'none']).optional(),
  source: z.union([z.uuid(), z.literal('none')]).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** The days of the first call, and what it brought; `none_graded`: unreached or invalid. */
  calledFrom: z.iso.date().optional(),
  calledTo: z.iso.date().optional(),
  verified: z.enum([...leadGrades, 'none_graded']).optional(),
  verifier: z.union([z.uuid(), z.literal('none')]).optional(),
  /** Who works it by phone, else whose it is. */
  agent: z.union([z.uuid(), z.enum(['team', 'none'])]).optional(),
  reached: z.enum(leadReached).optional(),
  /** First call within the target or not, or still to be made. */
  speed: z.enum(['in_time', 'late', 'waiting']).optional(),
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
  params: leadParams,
  response: leadRecordSchema,
})

export const leadsOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/leads',
  summary: { zh: '客户的线索', en: "A customer's leads" },
  access: 'leads.read',
  params: leadParams,
  response: z.object({ items: z.array(leadRecordSchema) }),
})

export const assignLeads = defineRoute({
  method: 'POST',
  path: '/api/lead-assignments',
  summary: { zh: '分配线索（指定或按规则）', en: 'Assign leads, to a person or by the rule' },
  access: 'leads.assign',
  body: z.strictObject({
    leadIds: z.array(z.uuid()).min(1).max(200),
    /** Whose each lead was as it was seen; one that is somebody else's by now is left with them. */
    seen: z.array(z.uuid().nullable()).max(200).optional(),
    /** Null: by the store's rule. */
    ownerId: z.uuid().nullable(),
    reason: reasonText.optional(),
  }),
  response: z.object({
    assigned: z.int(),
    skipped: z.int(),
    /** For taking it back as one; null when nothing was assigned. */
    operationId: z.uuid().nullable(),
  }),
})

export const contactLead = defineRoute({
  method: 'POST',
  path: '/api/leads/:id/contacts',
  summary: { zh: '记录线索首访与等级', en: 'Note a call to a lead and its grade' },
  access: 'leads.write',
  params: leadParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    /** How many calls the lead showed when this one was made: of two at once, one is told of the other. */
    attempts: z.int().min(0),
    grade: z.enum(leadGrades),
    note: noteText.default(''),
    answers: z
      .array(
        z.strictObject({
          key: z.string().max(40),
          option: z.string().max(40).optional(),
          text: z.string().trim().max(500).optional(),
        }),
      )
      .max(20)
      .default([]),
    /** Of an A: who takes it over (else the lead's own consultant, or by rule) and when they buy. */
    consultantId: z.uuid().optional(),
    expectedOn: z.iso.date().optional(),
    /** The day of the next touch or try, instead of the cadence's. */
    nextOn: z.iso.date().optional(),
  }),
  response: leadRecordSchema,
})

export const promoteLead = defineRoute({
  method: 'POST',
  path: '/api/leads/:id/promotion',
  summary: { zh: '线索转潜客卡', en: 'Promote a lead to a card' },
  access: 'leads.write',
  params: leadParams,
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
  /** Whoever gives leads out; a caller ends one by the grade of a call, which is checked. */
  access: 'leads.assign',
  params: leadParams,
  body: z.strictObject({ reason: reasonText }),
  response: leadRecordSchema,
})

export const reopenLead = defineRoute({
  method: 'DELETE',
  path: '/api/leads/:id/closure',
  summary: { zh: '重新打开线索', en: 'Open a lead again' },
  access: 'leads.write',
  params: leadParams,
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
