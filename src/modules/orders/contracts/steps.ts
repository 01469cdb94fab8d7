import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { daySchema, idParams } from '../contract.ts'

/** A step between signing and plate, as the store set it. */
const stepRuleSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{1,30}$/),
  zh: z.string().trim().min(1).max(20),
  en: z.string().trim().max(40),
  /** Late when not done so many days after the signing; null: never late. */
  dueDays: z.int().min(0).max(365).nullable(),
})
export type StepRule = z.infer<typeof stepRuleSchema>
const pointRuleSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{1,30}$/),
  group: z.enum(['car', 'documents', 'explained', 'ceremony']),
  zh: z.string().trim().min(1).max(40),
  en: z.string().trim().max(60),
  isNeeded: z.boolean(),
})
export type PointRule = z.infer<typeof pointRuleSchema>

export const orderRulesSchema = z.object({
  steps: z.array(stepRuleSchema).max(20),
  points: z.array(pointRuleSchema).max(60),
  /** A draft older than this waits too long; so does a signed order. */
  draftDays: z.int().min(1).max(365),
  signedDays: z.int().min(1).max(365),
  /** Days in which both signatures of a contract should be there. */
  contractDays: z.int().min(1).max(365),
  /** Day of the first contact after the delivery. */
  careDays: z.int().min(1).max(30),
  /** Day of the second one, near the first service. */
  secondCareDays: z.int().min(30).max(180),
  /** Months after the hand-over (insurance: after it was taken out) of the key dates of the car. */
  insuranceMonths: z.int().min(1).max(36),
  inspectionMonths: z.int().min(1).max(72),
  serviceMonths: z.int().min(1).max(24),
  /** Whether a delivery needs the whole amount paid. */
  paidBeforeDelivery: z.boolean(),
})
export type OrderRules = z.infer<typeof orderRulesSchema>

export const getOrderRules = defineRoute({
  method: 'GET',
  path: '/api/order-rules',
  summary: { zh: '订单设置', en: 'What the store sets for its orders' },
  access: 'orders.read',
  response: orderRulesSchema.extend({ version: z.int(), isOwn: z.boolean() }),
})

export const changeOrderRules = defineRoute({
  method: 'PUT',
  path: '/api/order-rules',
  summary: { zh: '修改订单设置', en: 'Change what the store sets for its orders' },
  access: 'contracts.manage',
  body: orderRulesSchema.extend({ version: z.int().min(0) }),
  response: orderRulesSchema.extend({ version: z.int(), isOwn: z.boolean() }),
})

const stepSchema = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  doneOn: z.string().nullable(),
  number: z.string(),
  note: z.string(),
  by: z.string().nullable(),
  isFromFile: z.boolean(),
  dueOn: z.string().nullable(),
  isLate: z.boolean(),
  version: z.int(),
})
export type OrderStep = z.infer<typeof stepSchema>

export const winSteps = ['order', 'sale_report', 'card_collected', 'call_back', 'entered'] as const
export type WinStep = (typeof winSteps)[number]
const winStepSchema = z.object({
  step: z.enum(winSteps),
  doneAt: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  note: z.string(),
  /** Ticked by the product itself. */
  isOwn: z.boolean(),
})
export type WinTick = z.infer<typeof winStepSchema>

const progressSchema = z.object({ steps: z.array(stepSchema), win: z.array(winStepSchema) })

export const getProgress = defineRoute({
  method: 'GET',
  path: '/api/orders/:id/progress',
  summary: { zh: '订单进度与成交环节', en: 'Steps of an order, and of winning' },
  access: 'orders.read',
  params: idParams,
  response: progressSchema,
})

export const setStep = defineRoute({
  method: 'PUT',
  path: '/api/orders/:id/steps/:step',
  summary: {
    zh: '登记一步进度（日期留空即取消）',
    en: 'Note a step; without a day it is taken back',
  },
  access: 'orders.steps',
  params: z.object({ id: z.uuid(), step: z.string().max(40) }),
  body: z.strictObject({
    /** 0 where nothing was noted yet. */
    version: z.int().min(0),
    doneOn: daySchema.nullable(),
    number: z.string().trim().max(60).default(''),
    note: z.string().trim().max(300).default(''),
  }),
  response: progressSchema,
})

export const tickWinStep = defineRoute({
  method: 'PUT',
  path: '/api/orders/:id/win-steps/:step',
  summary: { zh: '登记成交环节', en: 'Tick a step of winning, or take the tick back' },
  access: 'orders.steps',
  params: z.object({
    id: z.uuid(),
    step: z.enum(['sale_report', 'card_collected', 'call_back', 'entered']),
  }),
  body: z.strictObject({ isDone: z.boolean(), note: z.string().trim().max(300).default('') }),
  response: progressSchema,
})

export const winQuerySchema = z.object({
  /** Deals with this step missing; any missing step unless given. */
  missing: z.enum(['sale_report', 'card_collected', 'call_back', 'entered']).optional(),
  /** all: complete ones too. */
  show: z.enum(['missing', 'all']).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
})
export type WinQuery = z.infer<typeof winQuerySchema>
const winDealSchema = z.object({
  orderId: z.uuid(),
  number: z.string(),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  ownerName: z.string(),
  modelText: z.string(),
  state: z.string(),
  signedOn: z.string(),
  done: z.array(z.enum(winSteps)),
  missing: z.array(z.enum(winSteps)),
})
export type WinDeal = z.infer<typeof winDealSchema>

export const listWinDeals = defineRoute({
  method: 'GET',
  path: '/api/win-deals',
  summary: { zh: '成交环节未齐的订单', en: 'Deals with steps of winning missing' },
  access: 'orders.read',
  query: winQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(winDealSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})
