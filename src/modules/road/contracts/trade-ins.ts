import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { dayText, fenSchema, textSchema } from '../contract.ts'

export const conditions = ['excellent', 'good', 'fair', 'poor'] as const
export const decisions = ['open', 'thinking', 'accepted', 'declined'] as const
/** An appraised price holds so long unless said. */
export const usualValidDays = 7

const params = z.object({ id: z.uuid() })
const version = z.int().min(1)

const facts = {
  car: z.string().trim().min(1).max(80),
  plate: z.string().trim().max(12).nullable(),
  vin: z.string().trim().max(20).nullable(),
  year: z.int().min(1950).max(2100).nullable(),
  mileageKm: z.int().min(0).max(2_000_000).nullable(),
  condition: z.enum(conditions).nullable(),
  conditionNote: textSchema,
  photoIds: z.array(z.uuid()).max(20),
  askedFen: fenSchema.nullable(),
}

export const tradeInSchema = z.object({
  id: z.uuid(),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  opportunityId: z.uuid().nullable(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  ...facts,
  car: z.string(),
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  appraisedFen: z.int().nullable(),
  appraisedBy: z.string().nullable(),
  appraisedOn: z.string().nullable(),
  validUntil: z.string().nullable(),
  isExpired: z.boolean(),
  decision: z.enum(decisions),
  decisionNote: z.string(),
  madeAt: z.iso.datetime(),
  version: z.int(),
})
export type TradeIn = z.infer<typeof tradeInSchema>

export const tradeInFilter = z.object({
  decision: z.enum(decisions).optional(),
  /** Without a price, or with one that ended. */
  waiting: z.stringbool().optional(),
  customerId: z.uuid().optional(),
})
export const listTradeIns = defineRoute({
  method: 'GET',
  path: '/api/trade-ins',
  summary: { zh: '置换车辆', en: 'Trade-ins' },
  access: 'opportunities.read',
  query: tradeInFilter.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(tradeInSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})
export const addTradeIn = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/trade-ins',
  summary: { zh: '登记置换意向', en: 'Record a trade-in wish' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({
    id: z.uuid().optional(),
    ...z.object(facts).partial().shape,
    car: facts.car,
  }),
  response: tradeInSchema,
  status: 201,
})
export const changeTradeIn = defineRoute({
  method: 'PATCH',
  path: '/api/trade-ins/:id',
  summary: { zh: '修改置换车辆', en: 'Change a trade-in' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({ version, ...z.object(facts).partial().shape }),
  response: tradeInSchema,
})
export const appraiseTradeIn = defineRoute({
  method: 'POST',
  path: '/api/trade-ins/:id/appraisal',
  summary: { zh: '评估置换车辆', en: 'Appraise a trade-in' },
  access: 'trade_ins.appraise',
  params,
  body: z.strictObject({ version, appraisedFen: fenSchema, validUntil: dayText.optional() }),
  response: tradeInSchema,
})
export const decideTradeIn = defineRoute({
  method: 'POST',
  path: '/api/trade-ins/:id/decision',
  summary: { zh: '客户对评估价的决定', en: 'What the customer decided' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({ version, decision: z.enum(decisions), note: textSchema.default('') }),
  response: tradeInSchema,
})
export const withdrawTradeIn = defineRoute({
  method: 'DELETE',
  path: '/api/trade-ins/:id',
  summary: { zh: '撤回置换登记', en: 'Withdraw a trade-in' },
  access: 'opportunities.write',
  params,
  response: tradeInSchema,
})
