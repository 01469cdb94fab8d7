import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { fen } from '../contract.ts'

export const discountLimitSchema = z.object({
  roleKey: z.string().min(1).max(60),
  percentBp: z.int().min(0).max(10_000).nullable(),
  amountFen: fen.nullable(),
  mayGoBelowFloor: z.boolean(),
})

const laddersSchema = z.object({
  items: z.array(
    /** `mayChange`: the line lies within the actor's own limit. */
    discountLimitSchema.extend({ roleName: z.string(), mayChange: z.boolean() }),
  ),
  /** The actor may set lines at all. */
  mayAdd: z.boolean(),
  /** Roles that make or approve quotes and have no line yet. */
  others: z.array(z.object({ roleKey: z.string(), roleName: z.string() })),
  /** This store set its own; else the product's ladder stands. */
  isOwn: z.boolean(),
})

export const getDiscountLimits = defineRoute({
  method: 'GET',
  path: '/api/discount-limits',
  summary: { zh: '优惠审批权限', en: 'Who may give how much' },
  access: 'pricing.read',
  response: laddersSchema,
})

export const setDiscountLimits = defineRoute({
  method: 'PUT',
  path: '/api/discount-limits',
  summary: { zh: '设置优惠审批权限', en: 'Set who may give how much' },
  access: 'pricing.manage',
  body: z.strictObject({
    /** The ladder that was seen: a change by somebody else meanwhile is told. */
    seen: z.array(discountLimitSchema).max(60),
    limits: z.array(discountLimitSchema).max(60),
  }),
  response: laddersSchema,
})
