import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'

export const privacyError = defineErrors({
  'privacy.already_erased': {
    status: 409,
    zh: '这位客户的资料已经删除',
    en: "This customer's data was erased before",
  },
  'privacy.is_owner_of_open_order': {
    status: 409,
    zh: '客户有已签约未交车的订单，交车或取消后才能删除',
    en: 'The customer has a signed order; deliver or cancel it first',
  },
})

/** The ways a person can be contacted on, each of which can be refused. */
export const channels = ['call', 'message', 'wechat', 'email', 'post'] as const
export type Channel = (typeof channels)[number]
/** What a consent covers. */
export const purposes = ['service', 'sales', 'marketing', 'sharing'] as const
/** How a consent was given. */
export const consentSources = ['signed', 'verbal', 'online', 'message', 'import'] as const

/** What this module announces; data holds ids and words only. */
export const privacyEvents = {
  consent: 'privacy.consent',
  doNotContact: 'privacy.do_not_contact',
  erased: 'privacy.erased',
  /** In another store of the group that holds the person: what was asked somewhere else. */
  askedElsewhere: 'privacy.asked_elsewhere',
} as const

const idParams = z.object({ id: z.uuid() })
const reasonText = z.string().trim().min(2).max(500)
const noteText = z.string().trim().max(500)

const consentSchema = z.object({
  id: z.uuid(),
  isGiven: z.boolean(),
  purposes: z.array(z.string()),
  source: z.string(),
  note: z.string(),
  at: z.iso.datetime(),
  recordedBy: z.string().nullable(),
})

const checkSchema = z.object({
  /** What was looked at: a table, a kind of file, the search. */
  subject: z.string(),
  subjectEn: z.string(),
  /** Rows emptied or removed. */
  cleared: z.int(),
  /** Personal values found afterwards; 0 proves it. */
  left: z.int(),
  /** Why rows stay. */
  keptBecause: z.string().nullable(),
  keptBecauseEn: z.string().nullable(),
})
export type ErasureCheck = z.infer<typeof checkSchema>

const requestSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  /** Null once the person is erased. */
  customerName: z.string().nullable(),
  kind: z.enum(['do_not_contact', 'access', 'erasure']),
  channels: z.array(z.string()),
  reason: z.string(),
  isFromElsewhere: z.boolean(),
  askedAt: z.iso.datetime(),
  recordedBy: z.string().nullable(),
  doneAt: z.iso.datetime().nullable(),
  proof: z.array(checkSchema).nullable(),
})
export type PrivacyRequest = z.infer<typeof requestSchema>

const revealSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  personName: z.string().nullable(),
  what: z.enum(['phone', 'id_number']),
  reason: z.string().nullable(),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
})

export const consentCentreSchema = z.object({
  customerId: z.uuid(),
  isErased: z.boolean(),
  /** The consent that holds now; null where none was given or it was taken back. */
  consent: consentSchema.nullable(),
  history: z.array(consentSchema),
  doNotContact: z.array(z.string()),
  requests: z.array(requestSchema),
  /** The last looks at full numbers. */
  reveals: z.array(revealSchema),
  mayWrite: z.boolean(),
  mayErase: z.boolean(),
})
export type ConsentCentre = z.infer<typeof consentCentreSchema>

export const getConsentCentre = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/privacy',
  summary: { zh: '客户的隐私中心', en: "A customer's consent centre" },
  access: 'customers.read',
  params: idParams,
  response: consentCentreSchema,
})

export const recordConsent = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/consents',
  summary: { zh: '记录同意或撤回', en: 'Record a consent or its withdrawal' },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    isGiven: z.boolean(),
    purposes: z.array(z.enum(purposes)).max(purposes.length).default([]),
    source: z.enum(consentSources),
    note: noteText.default(''),
    at: z.iso.datetime({ offset: true }).optional(),
  }),
  response: consentCentreSchema,
})

export const setDoNotContact = defineRoute({
  method: 'PUT',
  path: '/api/customers/:id/do-not-contact',
  summary: {
    zh: '设置不要联系的渠道（同集团门店一并生效）',
    en: 'Set the ways not to contact on, in all stores of the group',
  },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    channels: z.array(z.enum(channels)).max(channels.length),
    reason: reasonText,
  }),
  response: consentCentreSchema,
})

export const getAccessPackage = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/access-package',
  summary: { zh: '导出本人资料包', en: "The person's access package" },
  access: 'privacy.manage',
  params: idParams,
  query: z.object({ reason: reasonText }),
  response: 'file',
  perMinute: 20,
})

export const eraseCustomer = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/erasure',
  summary: { zh: '应本人要求删除资料', en: "Erase a person's data at their request" },
  access: 'privacy.manage',
  params: idParams,
  body: z.strictObject({ id: z.uuid().optional(), reason: reasonText }),
  response: requestSchema,
})

export const listPrivacyRequests = defineRoute({
  method: 'GET',
  path: '/api/privacy-requests',
  summary: { zh: '隐私请求记录', en: 'Requests of persons' },
  access: 'privacy.read',
  query: pageQuerySchema.extend({
    kind: z.enum(['do_not_contact', 'access', 'erasure']).optional(),
  }),
  response: pageSchema(requestSchema),
})

export const listReveals = defineRoute({
  method: 'GET',
  path: '/api/reveals',
  summary: { zh: '谁看过完整号码', en: 'Who saw full numbers' },
  access: 'privacy.read',
  query: pageQuerySchema.extend({ person: z.uuid().optional() }),
  response: pageSchema(revealSchema),
})

export const retentionSchema = z.object({
  /** Months after which ended prospects who bought nothing are erased; 0 keeps them. */
  prospects: z.int().min(0).max(240),
  /** Months after which attachments of ended prospects go; 0 keeps them. */
  attachments: z.int().min(0).max(240),
})
export type Retention = z.infer<typeof retentionSchema>

const retentionAnswer = z.object({
  retention: retentionSchema,
  /** How many the periods concern today, counted up to 10,001. */
  due: z.object({ prospects: z.int(), attachments: z.int() }),
  /** Periods that are fixed: kind and days. */
  fixed: z.array(z.object({ zh: z.string(), en: z.string(), days: z.int() })),
})

export const getRetention = defineRoute({
  method: 'GET',
  path: '/api/retention',
  summary: { zh: '资料保存期限', en: 'How long data is kept' },
  access: 'privacy.read',
  query: z.object({
    /** What would be due with other periods. */
    prospects: z.coerce.number().int().min(0).max(240).optional(),
    attachments: z.coerce.number().int().min(0).max(240).optional(),
  }),
  response: retentionAnswer,
})

export const setRetention = defineRoute({
  method: 'PUT',
  path: '/api/retention',
  summary: { zh: '设置资料保存期限', en: 'Set how long data is kept' },
  access: 'privacy.manage',
  body: retentionSchema,
  response: retentionAnswer,
})
