import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema } from '#shared/paging.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'

export const poolError = defineErrors({
  'opportunities.not_in_pool': {
    status: 409,
    zh: '这位客户已不在公海',
    en: 'This customer is not in the pool any more',
  },
  'opportunities.in_pool_already': {
    status: 409,
    zh: '这位客户已在公海',
    en: 'This customer is in the pool already',
  },
  'opportunities.pool_limit': {
    status: 409,
    zh: '今天最多还能领取 {left} 位（每日上限 {limit} 位）',
    en: 'You may take {left} more today (the limit is {limit} a day)',
  },
  'opportunities.pool_own': {
    status: 409,
    zh: '您原来的客户 {days} 天内不能领回，请找经理',
    en: 'Your own former customer cannot be taken back within {days} days; ask your manager',
  },
  'opportunities.pool_without_manager': {
    status: 409,
    zh: '本店没有可以保管公海的经理',
    en: 'The store has no manager to keep the pool',
  },
})

const days = z.int().min(0).max(365)
export const poolRulesSchema = z.object({
  /** Off: nothing falls in by itself; a manager may still put cards in. */
  isOn: z.boolean().default(false),
  /** Days without a reached contact, per level; 0: never. */
  days: z.object({ H: days, A: days, B: days, C: days }).default({ H: 30, A: 30, B: 30, C: 30 }),
  /** The owner is warned so many days before. */
  warnDays: z.int().min(1).max(30).default(3),
  /** How many a consultant may take a day. */
  dailyLimit: z.int().min(1).max(100).default(3),
  /** For so many days the former owner may not take a card back. */
  formerOwnerDays: z.int().min(0).max(365).default(30),
  /** Who holds the cards of the pool and their promises; without one a manager of the store. */
  keeperId: z.uuid().nullable().default(null),
})
export type PoolRules = z.infer<typeof poolRulesSchema>

export const poolCardSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  level: intentLevelSchema,
  seriesName: z.string().nullable(),
  lastContactOn: z.string(),
  poolSince: z.iso.datetime(),
  formerOwnerId: z.uuid().nullable(),
  formerOwnerName: z.string().nullable(),
  /** Until then its former owner may not take it. */
  isOwnFormer: z.boolean(),
})
export type PoolCard = z.infer<typeof poolCardSchema>

export const listPool = defineRoute({
  method: 'GET',
  path: '/api/pool',
  summary: { zh: '公海客户', en: 'The public pool' },
  access: 'opportunities.write',
  query: pageQuerySchema,
  response: z.object({
    items: z.array(poolCardSchema),
    nextCursor: z.string().nullable(),
    total: z.int(),
    takenToday: z.int(),
    /** null: no limit, for managers. */
    left: z.int().nullable(),
    rules: poolRulesSchema,
    keeperName: z.string().nullable(),
    mayManage: z.boolean(),
  }),
})

const cardIds = z.array(z.uuid()).min(1).max(500)
const done = z.object({ operationId: z.uuid(), cards: z.int() })

export const takeFromPool = defineRoute({
  method: 'POST',
  path: '/api/pool/takings',
  summary: { zh: '从公海领取', en: 'Take from the pool' },
  access: 'opportunities.write',
  body: z.strictObject({ id: z.uuid().optional(), cardIds }),
  response: done,
  status: 201,
})

export const assignFromPool = defineRoute({
  method: 'POST',
  path: '/api/pool/assignments',
  summary: { zh: '从公海分配', en: 'Assign from the pool' },
  access: 'opportunities.assign',
  body: z.strictObject({
    id: z.uuid().optional(),
    cardIds,
    toId: z.uuid(),
    reason: z.string().trim().min(2).max(500),
  }),
  response: done,
  status: 201,
})

export const putIntoPool = defineRoute({
  method: 'POST',
  path: '/api/pool/entries',
  summary: { zh: '放入公海', en: 'Put into the pool' },
  access: 'opportunities.assign',
  body: z.strictObject({
    id: z.uuid().optional(),
    cardIds,
    reason: z.string().trim().min(2).max(500),
  }),
  response: done,
  status: 201,
})

export const setPoolRules = defineRoute({
  method: 'PUT',
  path: '/api/pool/rules',
  summary: { zh: '公海规则', en: 'Rules of the pool' },
  access: 'opportunities.assign',
  body: poolRulesSchema,
  response: poolRulesSchema,
})
