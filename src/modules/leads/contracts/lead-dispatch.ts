import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { leadParams, noteText, reasonText } from '../contract.ts'

export const dispatchError = defineErrors({
  'leads.only_head_office': {
    status: 409,
    zh: '只能在总部派发线索，请先切换到总部',
    en: 'Leads are dispatched from the head office; switch to it first',
  },
  'leads.no_such_store': {
    status: 422,
    zh: '没有这家门店，或不在您的范围内',
    en: 'No such store within your reach',
  },
  'leads.offer_decided': {
    status: 409,
    zh: '这条派发已{state}',
    en: 'This dispatch is {state} already',
  },
  'leads.reason_needed': { status: 422, zh: '退回请写明原因', en: 'Say why it is returned' },
  'leads.bad_phone': {
    status: 422,
    zh: '第 {line} 行不是完整的电话号码',
    en: 'Line {line} has no complete number',
  },
})

export const dispatchStates = ['waiting', 'sent', 'accepted', 'returned', 'closed'] as const
export const placeRules = ['hand', 'store', 'city', 'region', 'load'] as const

export const dispatchLeadSchema = z.object({
  id: z.uuid(),
  /** Null once a store accepted: the person is the store's then. */
  name: z.string().nullable(),
  maskedPhone: z.string().nullable(),
  city: z.string(),
  storeCode: z.string(),
  seriesName: z.string().nullable(),
  note: z.string(),
  state: z.enum(dispatchStates),
  toStore: z.string().nullable(),
  rule: z.enum(placeRules).nullable(),
  timesSent: z.int(),
  reason: z.string(),
  receivedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
})
export type DispatchLead = z.infer<typeof dispatchLeadSchema>

export const dispatchQuerySchema = z.object({ state: z.enum(dispatchStates).optional() })

export const listDispatchLeads = defineRoute({
  method: 'GET',
  path: '/api/dispatch-leads',
  summary: { zh: '总部线索池', en: "The head office's leads" },
  access: 'leads.dispatch',
  query: dispatchQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(dispatchLeadSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const recordDispatchLeads = defineRoute({
  method: 'POST',
  path: '/api/dispatch-leads',
  summary: { zh: '登记总部线索（一条或一批）', en: 'Record leads at the head office, one or many' },
  access: 'leads.dispatch',
  body: z.strictObject({
    items: z
      .array(
        z.strictObject({
          id: z.uuid().optional(),
          name: z.string().trim().min(1).max(60),
          phone: z.string().trim().min(1).max(40),
          city: z.string().trim().max(40).default(''),
          storeCode: z.string().trim().max(20).default(''),
          regionId: z.int().nullable().default(null),
          seriesId: z.uuid().nullable().default(null),
          sourceId: z.uuid().nullable().default(null),
          externalId: z.string().trim().min(1).max(100).optional(),
          note: noteText.default(''),
        }),
      )
      .min(1)
      .max(500),
  }),
  /** `known`: numbers that wait or are out already. */
  response: z.object({ made: z.int(), known: z.int() }),
  status: 201,
})

export const listDispatchStores = defineRoute({
  method: 'GET',
  path: '/api/dispatch-stores',
  summary: { zh: '可派发的门店与负荷', en: 'Stores leads go to, and their load' },
  access: 'leads.dispatch',
  acrossStores: true,
  response: z.object({
    items: z.array(
      z.object({
        id: z.int(),
        code: z.string(),
        name: z.string(),
        city: z.string(),
        /** Leads neither card nor ended, and dispatches not answered yet. */
        open: z.int(),
      }),
    ),
  }),
})

export const dispatchLeads = defineRoute({
  method: 'POST',
  path: '/api/dispatches',
  summary: { zh: '派发线索到门店', en: 'Send leads to a store, or by rule' },
  access: 'leads.dispatch',
  acrossStores: true,
  body: z.strictObject({
    ids: z.array(z.uuid()).min(1).max(200),
    /** Null: by store code, else city, else region, and the load among those. */
    storeId: z.int().nullable(),
  }),
  response: z.object({ sent: z.int(), skipped: z.int() }),
})

export const recallDispatch = defineRoute({
  method: 'DELETE',
  path: '/api/dispatches/:id',
  summary: { zh: '收回派发', en: 'Take a dispatch back that no store answered yet' },
  access: 'leads.dispatch',
  acrossStores: true,
  params: leadParams,
  response: undefined,
})

export const dispatchOfferSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  maskedPhone: z.string(),
  seriesName: z.string().nullable(),
  note: z.string(),
  offeredAt: z.iso.datetime(),
})
export type DispatchOffer = z.infer<typeof dispatchOfferSchema>

export const listDispatchOffers = defineRoute({
  method: 'GET',
  path: '/api/dispatch-offers',
  summary: { zh: '总部派发来的线索', en: 'Leads the head office offers this store' },
  access: 'leads.assign',
  response: z.object({ items: z.array(dispatchOfferSchema) }),
})

export const answerDispatch = defineRoute({
  method: 'PUT',
  path: '/api/dispatch-offers/:id',
  summary: { zh: '接收或退回派发', en: 'Accept a dispatched lead, or return it with a reason' },
  access: 'leads.assign',
  params: leadParams,
  body: z.strictObject({ decision: z.enum(['accept', 'return']), reason: reasonText.optional() }),
  response: z.object({ leadId: z.uuid().nullable() }),
})
