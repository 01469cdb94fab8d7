import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { dayText, fenSchema, textSchema } from '../contract.ts'

export const costKinds = [
  'gift',
  'fuel',
  'meal',
  'travel',
  'advertising',
  'test_drive',
  'referral',
  'other',
] as const
export type CostKind = (typeof costKinds)[number]

const params = z.object({ id: z.uuid() })

export const costSchema = z.object({
  id: z.uuid(),
  opportunityId: z.uuid(),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  personName: z.string().nullable(),
  contactId: z.uuid().nullable(),
  onDay: z.string(),
  kind: z.enum(costKinds),
  amountFen: z.int(),
  result: z.string(),
  note: z.string(),
  sourceName: z.string().nullable(),
  /** The card has a signed order that stands. */
  isDeal: z.boolean(),
})
export type Cost = z.infer<typeof costSchema>

export const costFilter = z.object({
  from: dayText.optional(),
  to: dayText.optional(),
  kind: z.enum(costKinds).optional(),
  personId: z.uuid().optional(),
  /** A source's id, or `none`. */
  sourceId: z.union([z.uuid(), z.literal('none')]).optional(),
  opportunityId: z.uuid().optional(),
  deals: z.stringbool().optional(),
})
export const listCosts = defineRoute({
  method: 'GET',
  path: '/api/activity-costs',
  summary: { zh: '活动结果与费用', en: 'What activities brought and cost' },
  access: 'costs.read',
  query: costFilter.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(costSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
    /** Of all the filter finds; with the first page. */
    sumFen: z.int().nullable(),
  }),
})
export const sumCosts = defineRoute({
  method: 'GET',
  path: '/api/activity-cost-sums',
  summary: { zh: '费用合计', en: 'Sums of what activities cost' },
  access: 'costs.read',
  query: costFilter.extend({ by: z.enum(['source', 'kind', 'person', 'card']).default('source') }),
  response: z.object({
    items: z.array(
      z.object({
        key: z.string().nullable(),
        name: z.string(),
        lines: z.int(),
        cards: z.int(),
        deals: z.int(),
        sumFen: z.int(),
        /** Sum ÷ deals, in fen; null without a deal. */
        perDealFen: z.int().nullable(),
      }),
    ),
    sumFen: z.int(),
  }),
})
export const addCost = defineRoute({
  method: 'POST',
  path: '/api/opportunities/:id/activity-costs',
  summary: { zh: '记录活动结果与费用', en: 'Note what an activity brought and cost' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({
    id: z.uuid().optional(),
    contactId: z.uuid().nullable().default(null),
    onDay: dayText.optional(),
    kind: z.enum(costKinds),
    amountFen: fenSchema,
    result: textSchema.default(''),
    note: textSchema.default(''),
  }),
  response: costSchema,
  status: 201,
})
export const withdrawCost = defineRoute({
  method: 'POST',
  path: '/api/activity-costs/:id/withdrawal',
  summary: { zh: '撤回或恢复一笔费用', en: 'Withdraw a cost, or bring it back' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({ isWithdrawn: z.boolean() }),
  response: costSchema,
})
